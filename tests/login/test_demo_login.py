"""The demo's one-click sign-in: there in a demo, nowhere else, and never more than the published password gives."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from almen.organisationer.demo import DEMO_USERS, PASSWORD, load_demo
from almen.organisationer.models import Bruger, Rolle

LOGIN, DEMO = "/konto/login/", "/konto/demo/"

# The same on both databases.
pytestmark = pytest.mark.kun_en_gang


@pytest.fixture
def demo(db) -> dict[str, Bruger]:
    return load_demo()


def test_a_demo_has_one_user_for_every_role(demo):
    assert {rolle for bruger in demo.values() for rolle in bruger.roller} == set(Rolle.values)
    assert all("(demo)" in str(bruger) for bruger in demo.values())


def test_loading_the_demo_again_changes_nothing(demo):
    before = list(Bruger.objects.values_list("pk", "password"))
    load_demo()
    assert list(Bruger.objects.values_list("pk", "password")) == before


def test_a_demo_lists_its_users_and_another_installation_does_not(client, demo, settings):
    page = client.get(LOGIN).content.decode()
    assert PASSWORD in page
    assert all(f'value="{name}"' in page for name in DEMO_USERS)
    settings.ALMEN_DEMO = False
    page = client.get(LOGIN).content.decode()
    assert PASSWORD not in page
    assert DEMO not in page


@pytest.mark.parametrize("name", DEMO_USERS)
def test_one_click_signs_in_as_each(client, demo, name):
    answer = client.post(DEMO, {"brugernavn": name, "next": "/min-konto/"})
    assert answer["Location"] == "/min-konto/"
    assert client.session["_auth_user_id"] == str(demo[name].pk)


def test_outside_a_demo_the_address_does_not_exist(client, demo, settings):
    settings.ALMEN_DEMO = False
    assert client.post(DEMO, {"brugernavn": "leder"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["rita", "", "findes-ikke"])
def test_nobody_else_is_signed_in_without_a_password(client, demo, revisor, name):
    client.post(DEMO, {"brugernavn": name})
    assert "_auth_user_id" not in client.session


def test_a_demo_user_whose_password_was_changed_is_no_longer_open(client, demo):
    demo["leder"].set_password("en-helt-anden-adgangskode")
    demo["leder"].save()
    page = client.post(DEMO, {"brugernavn": "leder"}, follow=True).content.decode()
    assert "_auth_user_id" not in client.session
    assert "adgangskode er ændret" in page


def test_a_closed_demo_user_is_not_offered_and_not_let_in(client, demo):
    Bruger.objects.filter(username="leder").update(is_active=False)
    assert 'value="leder"' not in client.get(LOGIN).content.decode()
    client.post(DEMO, {"brugernavn": "leder"})
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_asked_for_here_too(client, demo):
    TOTP.activate(demo["leder"], generate_totp_secret())
    answer = client.post(DEMO, {"brugernavn": "leder"})
    assert "/konto/2fa/authenticate/" in answer["Location"]
    assert "_auth_user_id" not in client.session


def test_it_takes_a_post_and_stays_on_this_host(client, demo):
    assert client.get(DEMO).status_code == 405
    assert client.post(DEMO, {"brugernavn": "leder", "next": "https://ond.example/"})["Location"] == "/"


def test_the_same_brake_holds_as_for_a_password(client, demo, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post(DEMO, {"brugernavn": "leder"}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
