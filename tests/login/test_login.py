"""Signing in: the right password, a clear refusal, and a brake on guessing."""

from __future__ import annotations

import pytest
from tests.people import PASSWORD

# The same on both databases.
pytestmark = pytest.mark.kun_en_gang

LOGIN = "/konto/login/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_the_right_password_leads_to_the_front_page(client, revisor):
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_who_was_on_the_way_somewhere_arrives_there(client, revisor):
    sent = client.get("/min-konto/")
    assert sent["Location"] == "/konto/login/?next=/min-konto/"
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD, "next": "/min-konto/"})
    assert answer["Location"] == "/min-konto/"


def test_nobody_is_led_to_another_host(client, revisor):
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD, "next": "//ond.example/"})
    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_danish_refusal(client, revisor):
    refusals = []
    for username in ("rita", "findes-ikke"):
        page = client.post(LOGIN, {"login": username, "password": "forkert"})
        refusals.append(page.context["form"].non_field_errors())
        assert "_auth_user_id" not in client.session
    assert refusals[0] == refusals[1]
    assert "ikke korrekt" in str(refusals[0]) or "ikke rigtig" in str(refusals[0])


def test_empty_fields_are_named(client, db):
    form = client.post(LOGIN, {"login": "", "password": ""}).context["form"]
    assert set(form.errors) == {"login", "password"}
    assert "Udfyld" in str(form.errors)


def test_guessing_one_users_password_is_stopped(client, revisor):
    for _ in range(5):
        client.post(LOGIN, {"login": "rita", "password": "forkert"})
    refused = client.post(LOGIN, {"login": "rita", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "mange" in str(refused.context["form"].non_field_errors())


def test_too_many_attempts_from_one_place_get_a_danish_429(client, revisor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip", "login_failed": "100/m/ip"}
    for _ in range(2):
        client.post(LOGIN, {"login": "rita", "password": "forkert"})
    stopped = client.post(LOGIN, {"login": "rita", "password": "forkert"})
    assert stopped.status_code == 429
    assert "For mange forsøg" in stopped.content.decode()


def test_a_closed_account_cannot_sign_in_and_is_told_whom_to_ask(client, revisor):
    revisor.is_active = False
    revisor.save()
    answer = client.post(LOGIN, {"login": "rita", "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert "Spørg en administrator" in answer.content.decode()


def test_a_form_from_another_site_is_refused(revisor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(LOGIN, {"login": "rita", "password": PASSWORD}).status_code == 403
    assert strict.post("/konto/demo/", {"brugernavn": "leder"}).status_code == 403


def test_signing_out_takes_a_post(client, revisor):
    client.force_login(revisor, BACKEND)
    page = client.get("/konto/logout/")
    assert "Vil du logge ud?" in page.content.decode()
    assert "_auth_user_id" in client.session
    client.post("/konto/logout/")
    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_up(client, db):
    from almen.organisationer.models import Bruger

    page = client.get("/konto/signup/").content.decode()
    assert 'name="password1"' not in page
    assert "oprettes af en administrator" in page
    data = {
        "username": "ny",
        "password1": "en-ny-og-lang-adgangskode",
        "password2": "en-ny-og-lang-adgangskode",
    }
    client.post("/konto/signup/", data)
    assert not Bruger.objects.exists()


def test_a_forgotten_password_is_never_mailed_into_a_log(client, revisor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    revisor.email = "rita@example.dk"
    revisor.save()
    page = client.post("/konto/password/reset/", {"email": "rita@example.dk"}).content.decode()
    assert "Bed en administrator" in page


def test_a_forgotten_password_is_mailed_where_mail_is_set_up(client, revisor, mailoutbox):
    revisor.email = "rita@example.dk"
    revisor.save()
    answer = client.post("/konto/password/reset/", {"email": "rita@example.dk"}, follow=True)
    assert "Se din e-mail" in answer.content.decode()
    assert [mail.to for mail in mailoutbox] == [["rita@example.dk"]]


def test_the_password_is_changed_by_who_knows_it(client, revisor):
    client.force_login(revisor, BACKEND)
    new = "en-ny-og-lang-adgangskode"
    wrong = client.post(
        "/konto/password/change/", {"oldpassword": "forkert", "password1": new, "password2": new}
    )
    assert "oldpassword" in wrong.context["form"].errors
    client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    revisor.refresh_from_db()
    assert revisor.check_password(new)


ENGLISH = (
    "Password",
    "Sign",
    "password",
    "Please",
    "please",
    "authenticator",
    "Authenticator",
    "Are you sure",
)


@pytest.mark.parametrize(
    "path",
    [
        LOGIN,
        "/konto/signup/",
        "/konto/inactive/",
        "/konto/password/reset/",
        "/konto/password/reset/done/",
        "/konto/password/reset/key/1-forkert/",
        "/konto/password/reset/key/done/",
        "/konto/logout/",
        "/konto/password/change/",
        "/konto/reauthenticate/",
        "/konto/2fa/",
        "/konto/3rdparty/",
    ],
)
def test_every_page_of_the_sign_in_is_danish_and_has_one_heading(client, revisor, path):
    import re

    if path.endswith(("logout/", "change/", "reauthenticate/", "2fa/", "3rdparty/")):
        client.force_login(revisor, BACKEND)
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    assert not [word for word in ENGLISH if word in text]
    assert page.count("<h1") == 1


def test_every_answer_carries_the_policy(client, db):
    for path in (LOGIN, "/om/", "/findes-ikke/", "/api/v1/sager"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
