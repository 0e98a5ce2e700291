"""Signing in: the right password, a clear refusal, a brake on guessing, and a second factor for who wants it."""

from __future__ import annotations

import pytest
from tests.people import PASSWORD

LOGIN = "/konto/login/"


def test_the_right_password_leads_to_the_front_page(client, revisor):
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_wrong_password_is_refused_in_danish_without_saying_which_was_wrong(client, revisor):
    for username in ("rita", "findes-ikke"):
        page = client.post(LOGIN, {"login": username, "password": "forkert"}).content.decode()
        assert "ikke korrekt" in page or "ikke rigtig" in page or "forkert" in page.lower()


def test_guessing_is_stopped(client, revisor):
    for _ in range(6):
        client.post(LOGIN, {"login": "rita", "password": "forkert"})
    refused = client.post(LOGIN, {"login": "rita", "password": PASSWORD})
    assert not refused.has_header("Location") or refused["Location"] != "/"


def test_a_closed_account_cannot_sign_in(client, revisor):
    revisor.is_active = False
    revisor.save()
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD})
    assert answer.get("Location") != "/"
    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_up(client, db):
    page = client.get("/konto/signup/")
    assert b'name="password1"' not in page.content


@pytest.mark.parametrize("path", ["/konto/2fa/", "/konto/password/change/"])
def test_the_second_factor_and_the_password_can_be_changed(client, revisor, path):
    client.force_login(revisor, "django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code in (200, 302)


def test_a_demo_lists_its_users_and_another_installation_does_not(client, db, settings):
    assert "almen-demo-2026" in client.get(LOGIN).content.decode()
    settings.ALMEN_DEMO = False
    assert "almen-demo-2026" not in client.get(LOGIN).content.decode()


def test_every_answer_carries_the_policy(client, db):
    for path in (LOGIN, "/om/", "/findes-ikke/", "/api/v1/sager"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
