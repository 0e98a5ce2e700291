"""Checks: yes, no, or cannot be decided, always with the reason; a missing figure is never a no."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.byggeri.services import DelInput, edit_projekt, register_garanti, save_skema
from almen.sager.models import Sag
from almen.sager.services import BeslutningAfvist
from almen.sagsgang.register import REGISTER
from byggeri.conftest import FAMILIE, TIL_TILSAGN, decide, make_sag, register_maksimum

DAY = dt.date(2026, 2, 2)


def svar(sag: Sag, id_: str, dato: dt.date = DAY):
    return REGISTER.kontrol(id_).funktion(Sag.objects.get(pk=sag.pk), dato)


@pytest.fixture
def bare(sagsgange, sagsbehandler, organisation) -> Sag:
    """A case of which only the type of dwelling is known."""
    return make_sag(sagsbehandler, organisation, dele=[DelInput("familie")])


@pytest.mark.parametrize(
    "id_",
    [
        "finansiering", "maksimumsbeloeb", "grundkapitalramme", "areal", "garantiramme", "laangiver",
        "bilag_skema_a", "bilag_skema_b", "bilag_skema_c", "frist_skema_b", "frist_skema_c",
        "aendring_a_b", "aendring_b_c",
    ],
)  # fmt: skip
def test_a_case_without_figures_cannot_be_decided_and_says_why(bare, id_):
    found = svar(bare, id_)
    assert found.id == id_
    assert found.udfald == "kan_ikke_afgoeres"
    assert len(found.forklaring) > 10


def test_the_financing_is_told_with_its_sources(nybyggeri):
    found = svar(nybyggeri, "finansiering")
    assert found.udfald == "ja"
    assert found.tal == {
        "anskaffelsessum": "220000000",
        "laan": "198000000",
        "grundkapital": "17600000",
        "beboerindskud": "4400000",
    }
    assert any(kilde["parameter"] == "finansiering.fordeling" for kilde in found.kilder)


def test_tilsagn_after_the_law_ends_says_that_its_future_is_open(nybyggeri):
    told = svar(nybyggeri, "finansiering", dt.date(2027, 1, 1)).forklaring
    assert "grundkapital 30.800.000 kr." in told and "grundkapital 17.600.000 kr." in told


def test_dwellings_over_the_limit_are_refused(sagsgange, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, dele=[DelInput("ungdom", 10, 510, 15_000_000)])
    found = svar(sag, "areal")
    assert found.udfald == "nej" and "51 m²" in found.forklaring


def test_a_year_without_a_table_cannot_be_decided_until_somebody_registers_it(nybyggeri, administrator):
    found = svar(nybyggeri, "maksimumsbeloeb")
    assert found.udfald == "kan_ikke_afgoeres" and "2026" in found.forklaring
    register_maksimum(administrator, 24_000, 400_000)
    found = svar(nybyggeri, "maksimumsbeloeb")
    assert found.udfald == "nej"
    assert found.tal["maksimum"] == str(24000 * 7400 + 400000 * 91)


def test_a_missing_document_refuses_the_decision_unless_dispensed_with_a_reason(nybyggeri, sagsbehandler):
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, jorddokument=False)
    decide(nybyggeri, sagsbehandler, "ansoegning")
    with pytest.raises(BeslutningAfvist, match="dokumentation for grunden"):
        decide(nybyggeri, sagsbehandler, "oplysning")
    decide(nybyggeri, sagsbehandler, "oplysning", dispensationer={"bilag_skema_a": "Skødet er på vej"})


def test_skema_b_after_the_statutory_months_is_late(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    assert svar(nybyggeri, "frist_skema_b", dt.date(2027, 5, 2)).udfald == "ja"
    late = svar(nybyggeri, "frist_skema_b", dt.date(2027, 5, 3))
    assert late.udfald == "nej" and "2. maj 2027" in late.forklaring


def test_the_building_permit_must_be_of_the_case_own_area(nybyggeri, sagsbehandler):
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, byggetilladelse_m2=7350)
    assert svar(nybyggeri, "bilag_skema_b").udfald == "nej"


def test_the_accounts_may_not_exceed_the_approved_sum(nybyggeri, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[FAMILIE])
    dearer = DelInput("familie", 91, 7400, 220_000_001)
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="C", dele=[dearer])
    found = svar(nybyggeri, "aendring_b_c")
    assert found.udfald == "nej" and "1 kr. over" in found.forklaring


def test_fewer_dwellings_at_skema_b_are_for_people_to_weigh(nybyggeri, sagsbehandler):
    fewer = DelInput("familie", 90, 7300, 215_000_000)
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[fewer])
    found = svar(nybyggeri, "aendring_a_b")
    assert found.udfald == "kan_ikke_afgoeres" and "fra 91 til 90" in found.forklaring


def test_a_need_above_the_maximum_applied_for_is_refused(nybyggeri, ramme, sagsbehandler):
    edit_projekt(bruger=sagsbehandler, sag=nybyggeri, grundkapital_maks=17_000_000)
    found = svar(nybyggeri, "grundkapitalramme")
    assert found.udfald == "nej" and "højst 17.000.000 kr." in found.forklaring


def test_a_guarantee_beyond_its_frame_is_refused_where_it_is_registered(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation, garanti_maks=90_000_000)
    register_garanti(bruger=sagsbehandler, sag=sag, laan=198_000_000, brutto=95_000_000)
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    assert svar(sag, "garantiramme").udfald == "nej"
    with pytest.raises(BeslutningAfvist, match="rammen er 90.000.000 kr."):
        decide(sag, sagsbehandler, "garanti")


def test_the_lender_of_the_registered_guarantee_is_a_chosen_lender(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation)
    assert svar(sag, "laangiver").udfald != "ja"
    register_garanti(bruger=sagsbehandler, sag=sag, laan=1_000_000, brutto=1_000_000)
    assert svar(sag, "laangiver").udfald != "ja"
    register_garanti(
        bruger=sagsbehandler, sag=sag, laan=1_000_000, brutto=1_000_000, laangiver="Realkredit Prøven"
    )
    assert svar(sag, "laangiver").udfald == "ja"


def test_every_check_and_effect_of_the_shipped_routes_is_registered():
    from importlib.resources import files

    import yaml

    for path in (files("almen") / "kommuner").rglob("*.yaml"):
        if "sagsgange" not in str(path):
            continue
        route = yaml.safe_load(path.read_text(encoding="utf-8"))
        if route["sagstype"] != "nybyggeri":
            continue
        for step in route["trin"]:
            for id_ in step.get("kontroller", []):
                assert REGISTER.kontrol(id_)
            for id_ in step.get("virkninger", []):
                assert REGISTER.virkning(id_)
