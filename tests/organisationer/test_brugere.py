"""Users, roles and organisations: kept, journalled, and never locked out of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from almen.organisationer import services
from almen.organisationer.models import Bruger, Rolle
from almen.sager.models import Journalpost


@pytest.fixture
def browse(client, administrator):
    client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_new_user_gets_a_password_that_works_and_is_journalled(administrator):
    konto, password = services.create_bruger(bruger=administrator, username="ny", navn="Ny Bruger")
    assert konto.check_password(password)
    assert Journalpost.objects.filter(art="bruger_oprettet").exists()
    assert password not in str(list(Journalpost.objects.values_list("tekst", "data")))


def test_nobody_changes_their_own_roles(administrator):
    with pytest.raises(services.OrganisationFejl, match="egne roller"):
        services.give_rolle(
            bruger=administrator, konto=administrator, rolle=Rolle.LEDER, fra=dt.date(2026, 1, 1)
        )


def test_the_last_administrator_cannot_be_removed(administrator, leder):
    tildeling = administrator.rolletildelinger.get()
    with pytest.raises(services.OrganisationFejl, match="sidste administrator"):
        services.end_rolle(bruger=leder, tildeling=tildeling)
    with pytest.raises(services.OrganisationFejl, match="sidste administrator"):
        services.set_active(bruger=leder, konto=administrator, active=False)


def test_an_ended_role_stays_in_the_history(administrator, revisor):
    tildeling = revisor.rolletildelinger.get()
    services.end_rolle(bruger=administrator, tildeling=tildeling)
    konto = Bruger.objects.get(pk=revisor.pk)
    assert konto.roller == frozenset()
    assert konto.rolletildelinger.count() == 1


def test_a_role_for_an_organisation_needs_the_organisation(administrator, revisor):
    with pytest.raises(services.OrganisationFejl, match="boligorganisation"):
        services.give_rolle(
            bruger=administrator, konto=revisor, rolle=Rolle.BOLIGORGANISATION, fra=dt.date(2026, 1, 1)
        )


def test_an_organisation_is_saved_with_a_valid_lbf_number_only(browse):
    bad = browse.post(reverse("organisationer:ny"), {"navn": "Ny bolig", "lbf_nummer": "12"})
    assert bad.status_code == 400
    assert "fire cifre" in bad.content.decode()
    good = browse.post(reverse("organisationer:ny"), {"navn": "Ny bolig", "lbf_nummer": "0123"})
    assert good["Location"] == reverse("organisationer:organisation", args=["0123"])
    assert Journalpost.objects.filter(art="organisation_oprettet").exists()


def test_dwellings_by_type_are_counted_on_a_day_and_added_up(browse, organisation):
    answer = browse.post(
        reverse("organisationer:ny_afdeling", args=[organisation.lbf_nummer]),
        {"nummer": "1", "navn": "Prøvegården", "antal_familie": "40", "antal_ungdom": "12"},
    )
    assert answer.status_code == 302
    page = browse.get(reverse("organisationer:organisation", args=[organisation.lbf_nummer])).content.decode()
    assert "Prøvegården" in page
    assert ">40<" in page


def test_the_lists_take_few_queries(browse, organisation, django_assert_max_num_queries):
    for path in ("/organisationer/", "/brugere/"):
        browse.get(path)
        with django_assert_max_num_queries(8):
            browse.get(path)
