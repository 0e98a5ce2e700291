"""What the municipality stands surety for, by organisation and lender, now and over the years."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from almen.byggeri.models import Garanti
from almen.byggeri.selectors.garantier import eksponeringsoversigt
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db


@pytest.fixture
def garantier(sagsgange, sagsbehandler, organisation, anden_organisation):
    """Three decided guarantees of two organisations, one of them run out in 2024, and one proposal."""
    own, other = make_sag(sagsbehandler, organisation), make_sag(sagsbehandler, anden_organisation)

    def give(sag, year, brutto, **more):
        row = Garanti(sag=sag, laan=100, brutto=brutto, netto=brutto, **more)
        if year:
            row.beslutning_nummer, row.beslutning_dato = 1, dt.date(year, 6, 1)
        row.save()

    give(own, 2019, 60, laangiver="Realkredit A")
    give(own, 2014, 10, laangiver="Realkredit B", loebetid_aar=10)
    give(other, 2021, 40, laangiver="Realkredit A", regaranti_pct=Decimal(50))
    Garanti.objects.filter(brutto=40).update(regaranti=20, netto=20)
    give(other, None, 99, laangiver="Realkredit A")


def test_only_decided_guarantees_in_force_count_and_the_groups_add_up(garantier, sagsbehandler):
    found = eksponeringsoversigt(sagsbehandler, dt.date(2026, 1, 1))
    assert (found.i_alt.antal, found.i_alt.brutto, found.i_alt.netto) == (2, 100, 80)
    for group in (found.organisationer, found.laangivere):
        assert sum(item.brutto for item in group) == 100 and sum(item.netto for item in group) == 80
    assert [(item.navn, item.brutto) for item in found.laangivere] == [("Realkredit A", 100)]


def test_the_years_tell_what_stood_at_their_end(garantier, sagsbehandler):
    years = {item.navn: item.brutto for item in eksponeringsoversigt(sagsbehandler, dt.date(2026, 1, 1)).aar}
    assert years["2014"] == 10 and years["2019"] == 70 and years["2021"] == 110 and years["2024"] == 100
    assert "2013" not in years


def test_a_day_in_the_past_is_answered_as_it_was(garantier, sagsbehandler):
    assert eksponeringsoversigt(sagsbehandler, dt.date(2020, 1, 1)).i_alt.brutto == 70


def test_the_page_leads_to_the_guarantees_behind_a_figure(client, garantier, sagsbehandler, organisation):
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:eksponering"), {"dag": "01.01.2026"}).content.decode()
    assert f"organisation={organisation.pk}" in page and "1. januar 2026" in page
    listed = client.get(
        reverse("byggeri:garantier"), {"status": "besluttet", "organisation": organisation.pk}
    ).content.decode()
    assert "2 garantier" in listed
    wrong = client.get(reverse("byggeri:eksponering"), {"dag": "i går"}).content.decode()
    assert "Dag" in wrong and "dato" in wrong.lower()


def test_lenders_that_are_not_known_can_be_listed(client, garantier, sagsbehandler):
    Garanti.objects.filter(brutto=60).update(laangiver="")
    client.force_login(sagsbehandler)
    assert "1 garanti<" in client.get(reverse("byggeri:garantier"), {"laangiver": "-"}).content.decode()
