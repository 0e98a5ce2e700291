"""A case's reservation moved to another year: whole, recorded, within the frame, and undone with its decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from almen.byggeri.models import Grundkapitalpost, Grundkapitalramme
from almen.byggeri.selectors.rammer import find_ramme_afvigelser
from almen.byggeri.services import move_reservation, set_ramme
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import record_beslutning
from byggeri.conftest import SOURCE, TIL_DIREKTION, decide

pytestmark = pytest.mark.django_db
FAM = "familie_ungdom"


@pytest.fixture
def reserved(ramme, nybyggeri, sagsbehandler, leder):
    decide(nybyggeri, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    set_ramme(bruger=leder, aar=2027, formaal=FAM, beloeb=90_000_000, kilde="budget 2027")
    return nybyggeri


def held(aar: int) -> int:
    return Grundkapitalramme.objects.get(aar=aar, formaal=FAM).reserveret


def test_all_of_it_moves_and_the_ledger_still_adds_up(reserved, leder):
    before = held(2026)
    assert move_reservation(bruger=leder, sag=reserved, til_aar=2027, begrundelse="Forsinket") == before > 0
    assert (held(2026), held(2027)) == (0, before)
    assert find_ramme_afvigelser() == []
    post = Journalpost.objects.get(sag=reserved, art="reservation_flyttet")
    assert post.data == {"til": 2027, "beloeb": before, "fra": [2026]}


def test_it_can_be_moved_back_and_then_becomes_tilsagn_where_it_lies(reserved, leder, sagsbehandler):
    before = held(2026)
    move_reservation(bruger=leder, sag=reserved, til_aar=2027, begrundelse="Forsinket")
    move_reservation(bruger=leder, sag=reserved, til_aar=2026, begrundelse="Alligevel ikke")
    assert (held(2026), held(2027)) == (before, 0)
    move_reservation(bruger=leder, sag=reserved, til_aar=2027, begrundelse="Forsinket")
    decide(reserved, sagsbehandler, "tilsagn")
    assert Grundkapitalramme.objects.get(aar=2027, formaal=FAM).tilsagn == before
    with pytest.raises(UgyldigtInput, match="tilsagn"):
        move_reservation(bruger=leder, sag=reserved, til_aar=2026, begrundelse="For sent")


def test_when_the_decision_falls_the_new_year_is_freed(reserved, leder, sagsbehandler):
    move_reservation(bruger=leder, sag=reserved, til_aar=2027, begrundelse="Forsinket")
    record_beslutning(
        bruger=sagsbehandler,
        sag=reserved,
        trin="tilsagn",
        udfald="sendt_tilbage",
        tilbage_til="oplysning",
        begrundelse="Nye tal",
        kilde=SOURCE,
        dato=dt.date(2026, 3, 1),
    )
    assert (held(2026), held(2027)) == (0, 0)
    assert find_ramme_afvigelser() == []


def test_a_year_that_cannot_hold_it_refuses_and_nothing_is_written(reserved, leder):
    Grundkapitalramme.objects.filter(aar=2027).update(beloeb=1)
    posts, before = Grundkapitalpost.objects.count(), held(2026)
    with pytest.raises(UgyldigtInput, match="2027"):
        move_reservation(bruger=leder, sag=reserved, til_aar=2027, begrundelse="Forsinket")
    assert Grundkapitalpost.objects.count() == posts and held(2026) == before


@pytest.mark.parametrize(
    ("aar", "hvorfor", "felt"),
    [(1800, "x", "til_aar"), (2027, " ", "begrundelse"), (2026, "samme år", "til_aar")],
)
def test_bad_input_names_the_field(reserved, leder, aar, hvorfor, felt):
    with pytest.raises(UgyldigtInput) as refused:
        move_reservation(bruger=leder, sag=reserved, til_aar=aar, begrundelse=hvorfor)
    assert {item.felt for item in refused.value.fejl} == {felt}


def test_only_leaders_move_it(reserved, sagsbehandler):
    with pytest.raises(AdgangNaegtet):
        move_reservation(bruger=sagsbehandler, sag=reserved, til_aar=2027, begrundelse="x")


def test_the_leader_moves_it_from_the_projects_page(client, reserved, leder):
    client.force_login(leder)
    address = reverse("byggeri:reservation", args=[reserved.nummer])
    assert address in client.get(reverse("byggeri:projekt", args=[reserved.nummer])).content.decode()
    client.post(address, {"til_aar": "2027", "begrundelse": "Forsinket"})
    assert held(2026) == 0
    wrong = client.post(address, {"til_aar": "næste", "begrundelse": ""}).content.decode()
    assert "Skriv et årstal" in wrong
