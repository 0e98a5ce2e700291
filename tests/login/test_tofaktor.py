"""The second factor: set up by the user, asked for at every sign-in, and not to be guessed."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from tests.people import PASSWORD

LOGIN, ACTIVATE, ASK = "/konto/login/", "/konto/2fa/totp/activate/", "/konto/2fa/authenticate/"


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, password: str = PASSWORD):
    return client.post(LOGIN, {"login": "rita", "password": password})


def sign_in_and_confirm(client) -> None:
    """Signed in, and the password given again, as changing one's access demands."""
    sign_in(client)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def with_second_factor(revisor) -> str:
    secret = generate_totp_secret()
    TOTP.activate(revisor, secret)
    return secret


@pytest.mark.parametrize("email", ["", "rita@example.dk"])
def test_a_user_sets_up_the_second_factor_with_or_without_an_e_mail(client, revisor, email):
    revisor.email = email
    revisor.save()
    sign_in_and_confirm(client)
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    assert "QR-kode" in page.content.decode()
    done = client.post(ACTIVATE, {"code": code_of(secret)}, follow=True)
    assert "Gendannelseskoder" in done.content.decode()
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert "Slået til" in client.get("/min-konto/").content.decode()


def test_a_wrong_code_does_not_set_it_up(client, revisor):
    sign_in_and_confirm(client)
    client.get(ACTIVATE)
    assert client.post(ACTIVATE, {"code": "000000"}).context["form"].errors
    assert not Authenticator.objects.exists()


def test_the_password_alone_does_not_let_in(client, with_second_factor):
    assert ASK in sign_in(client)["Location"]
    assert "_auth_user_id" not in client.session
    assert client.get("/min-konto/").status_code == 302
    page = client.get(ASK).content.decode()
    assert "Skriv koden fra din godkendelsesapp" in page


def test_the_code_of_the_app_lets_in_once(client, with_second_factor):
    from django.test import Client

    code = code_of(with_second_factor)
    sign_in(client)
    assert client.post(ASK, {"code": code})["Location"] == "/"
    thief = Client()
    sign_in(thief)
    thief.post(ASK, {"code": code})
    assert "_auth_user_id" not in thief.session


def test_a_recovery_code_lets_in_once(client, revisor, with_second_factor):
    from django.test import Client

    code = RecoveryCodes.activate(revisor).get_unused_codes()[0]
    for attempt, let_in in ((Client(), True), (Client(), False)):
        sign_in(attempt)
        attempt.post(ASK, {"code": code})
        assert ("_auth_user_id" in attempt.session) is let_in


def test_guessing_the_code_is_stopped(client, with_second_factor, settings):
    sign_in(client)
    for _ in range(10):
        client.post(ASK, {"code": "000000"})
    refused = client.post(ASK, {"code": code_of(with_second_factor)})
    assert "_auth_user_id" not in client.session
    assert refused.status_code == 429 or "mange" in str(refused.context["form"].errors)


def test_changing_it_demands_the_password_again(client, revisor, with_second_factor):
    client.force_login(revisor, "django.contrib.auth.backends.ModelBackend")
    for path in (ACTIVATE, "/konto/2fa/totp/deactivate/", "/konto/2fa/recovery-codes/generate/"):
        assert "/reauthenticate/" in client.get(path, follow=True).redirect_chain[-1][0]
    client.post("/konto/2fa/totp/deactivate/")
    assert revisor.authenticator_set.exists()


def test_a_user_turns_it_off_again(client, revisor, with_second_factor):
    client.force_login(revisor, "django.contrib.auth.backends.ModelBackend")
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    assert "adgangskoden alene" in client.get("/konto/2fa/totp/deactivate/").content.decode()
    client.post("/konto/2fa/totp/deactivate/")
    assert not revisor.authenticator_set.filter(type="totp").exists()
