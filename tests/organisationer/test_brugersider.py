"""The pages of users: what an administrator can do there, and what others cannot."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.urls import reverse

from almen.organisationer.models import Bruger, Rolle
from almen.sager.models import Journalpost

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def browse(client, administrator):
    client.force_login(administrator, BACKEND)
    return client


def link_in(answer) -> str:
    return re.search(r'value="(http[^"]+)"', answer.content.decode()).group(1)


def choose(client, link: str, password: str):
    """Follows the link and chooses a password, as the new user does."""
    form = client.get(link, follow=True)
    action = form.redirect_chain[-1][0]
    return client.post(action, {"password1": password, "password2": password}, follow=True)


def test_a_new_user_chooses_a_password_with_the_link_and_signs_in(browse, client_class):
    answer = browse.post(
        reverse("organisationer:ny_bruger"), {"username": "nanna", "navn": "Nanna Ny", "email": ""}
    )
    link, other = link_in(answer), client_class()
    done = choose(other, link, "en-ny-og-lang-adgangskode")
    assert "Adgangskoden er gemt" in done.content.decode()
    signed_in = other.post("/konto/login/", {"login": "nanna", "password": "en-ny-og-lang-adgangskode"})
    assert signed_in["Location"] == "/"


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def test_the_link_works_once(browse, client_class, revisor):
    link = link_in(browse.post(reverse("organisationer:nulstil", args=[revisor.pk])))
    choose(client_class(), link, "en-ny-og-lang-adgangskode")
    again = client_class().get(link, follow=True).content.decode()
    assert "Linket virker ikke" in again
    assert 'name="password1"' not in again


def test_a_weak_password_is_refused_in_danish(browse, client_class, revisor):
    link = link_in(browse.post(reverse("organisationer:nulstil", args=[revisor.pk])))
    page = choose(client_class(), link, "kort").content.decode()
    assert "mindst 12 tegn" in page


def test_the_link_is_not_kept_in_the_administrators_session(browse, revisor):
    key = link_in(browse.post(reverse("organisationer:nulstil", args=[revisor.pk]))).rstrip("/")[-20:]
    assert not any(key in str(session.get_decoded()) for session in Session.objects.all())


def test_a_reset_password_ends_the_sessions_that_used_it(browse, client_class, revisor):
    other = client_class()
    other.force_login(revisor, BACKEND)
    assert other.get("/min-konto/").status_code == 200
    browse.post(reverse("organisationer:nulstil", args=[revisor.pk]))
    assert other.get("/min-konto/").status_code == 302


def test_a_closed_account_is_out_at_once(browse, client_class, revisor):
    other = client_class()
    other.force_login(revisor, BACKEND)
    browse.post(reverse("organisationer:bruger_status", args=[revisor.pk]), {"aktiv": "0"})
    assert other.get("/min-konto/").status_code == 302


def test_a_lost_second_factor_is_taken_away_by_an_administrator(browse, revisor):
    TOTP.activate(revisor, generate_totp_secret())
    page = browse.get(reverse("organisationer:bruger", args=[revisor.pk])).content.decode()
    assert "Fjern to-faktor-login" in page
    browse.post(reverse("organisationer:nulstil_mfa", args=[revisor.pk]))
    assert not revisor.authenticator_set.exists()
    assert Journalpost.objects.filter(art="mfa_nulstillet").exists()


def test_a_role_is_given_in_a_period_and_ended_on_the_page(browse, uden_rolle):
    address = reverse("organisationer:bruger", args=[uden_rolle.pk])
    browse.post(address, {"rolle": Rolle.LEDER, "fra": "01.01.2026", "til": "31.12.2099"})
    tildeling = uden_rolle.rolletildelinger.get()
    assert (tildeling.gyldig_fra, tildeling.gyldig_til) == (dt.date(2026, 1, 1), dt.date(2099, 12, 31))
    assert "Gælder" in browse.get(address).content.decode()
    browse.post(reverse("organisationer:afslut_rolle", args=[uden_rolle.pk, tildeling.pk]))
    assert "Slut" in browse.get(address).content.decode()


def test_what_a_role_lacks_is_told_at_the_field(browse, uden_rolle):
    address = reverse("organisationer:bruger", args=[uden_rolle.pk])
    answer = browse.post(address, {"rolle": Rolle.BOLIGORGANISATION, "fra": "01.01.2026"})
    assert answer.status_code == 400
    assert "boligorganisation" in answer.context["form"].errors


def test_the_role_of_one_user_cannot_be_ended_through_another(browse, revisor, leder):
    tildeling = leder.rolletildelinger.get()
    answer = browse.post(reverse("organisationer:afslut_rolle", args=[revisor.pk, tildeling.pk]))
    assert answer.status_code == 404
    assert Bruger.objects.get(pk=leder.pk).roller == {Rolle.LEDER}


def test_an_administrators_own_page_offers_no_roles_to_give(browse, administrator):
    page = browse.get(reverse("organisationer:bruger", args=[administrator.pk])).content.decode()
    assert "Det er dig" in page
    assert 'name="rolle"' not in page


@pytest.mark.parametrize("name", ["Med Mellemrum", "æøå", "navn\n", "x" * 61])
def test_a_user_name_that_cannot_be_used_is_refused(browse, name):
    answer = browse.post(reverse("organisationer:ny_bruger"), {"username": name, "navn": "X"})
    if name == "navn\n":  # the field takes away space around the name, so this one is fine
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert not Bruger.objects.filter(navn="X").exists()


def test_the_list_of_users_filters_by_role_today(browse, revisor, leder):
    page = browse.get("/brugere/?rolle=revisor").content.decode()
    assert "Rita Revisor" in page
    assert "Leif Leder" not in page


def test_the_list_of_users_is_flat(browse, revisor, leder, suf, sekretaer, django_assert_max_num_queries):
    browse.get("/brugere/")
    with django_assert_max_num_queries(7):
        browse.get("/brugere/")


def test_my_account_shows_my_roles_and_whether_i_have_a_second_factor(client, revisor):
    client.force_login(revisor, BACKEND)
    page = client.get("/min-konto/").content.decode()
    assert "Revisor (læseadgang)" in page
    assert "Slået fra" in page
    assert "API-adgang" not in page


def test_an_e_mail_is_not_changed_by_oneself_since_it_decides_who_signs_in(client, revisor):
    client.force_login(revisor, BACKEND)
    for answer in (
        client.get("/konto/email/"),
        client.post("/konto/email/", {"email": "a@b.dk", "action_add": ""}),
    ):
        assert answer.status_code == 404
