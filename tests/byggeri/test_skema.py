"""Skema A, B and C: versions of figures that are added, never altered, and fixed by decisions."""

from __future__ import annotations

import pytest

from almen.byggeri.models import Skema, Skemadel
from almen.byggeri.selectors import projektdata_of
from almen.byggeri.selectors.sagsside import oekonomi
from almen.byggeri.services import DelInput, save_skema
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Sag, Sagsoverblik
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.afvigelser import find_afvigelser
from byggeri.conftest import FAMILIE, TIL_TILSAGN, UNGDOM, decide, make_sag

DEARER = DelInput("familie", 91, 7400, 231_000_000)


def fresh(sag: Sag) -> Sag:
    return Sag.objects.get(pk=sag.pk)


def test_a_correction_is_a_new_version_and_the_old_one_stays(nybyggeri, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="A", dele=[DEARER])
    sums = Skemadel.objects.filter(skema__projekt__sag=nybyggeri).order_by("skema__version")
    assert [row.anskaffelsessum for row in sums] == [220_000_000, 231_000_000]
    assert Sagsoverblik.objects.get(sag=nybyggeri).beloeb == 231_000_000
    assert list(find_afvigelser()) == []


def test_what_a_decision_has_fixed_takes_no_new_version(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    with pytest.raises(UgyldigtInput, match="låst af beslutning nr. 4"):
        save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="A", dele=[DEARER])
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[DEARER])
    assert Skema.objects.get(bogstav="A").laast_af_beslutning == 4


def test_an_earlier_skema_is_closed_once_a_later_one_is_fixed(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN, "garanti", "skema_b_licitation")
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[FAMILIE])
    decide(nybyggeri, sagsbehandler, "skema_b")
    for bogstav in "AB":
        with pytest.raises(UgyldigtInput, match=f"Skema {bogstav} er låst"):
            save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav=bogstav, dele=[DEARER])


def test_b_needs_a_and_c_needs_b(nybyggeri, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="Skema B skal være registreret før Skema C"):
        save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="C", dele=[FAMILIE])


def test_sent_back_opens_the_figures_again_without_touching_them(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    before = list(Skemadel.objects.values())
    decide(
        nybyggeri,
        sagsbehandler,
        "garanti",
        udfald="sendt_tilbage",
        tilbage_til="oplysning",
        begrundelse="Nye tal",
    )
    assert list(Skemadel.objects.values()) == before
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="A", dele=[DEARER])
    assert projektdata_of(fresh(nybyggeri)).latest("A").skema.version == 2


def test_new_figures_of_another_type_change_the_route(nybyggeri, sagsbehandler):
    aeldre = DelInput("aeldre", 10, 650, 20_000_000)
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="A", dele=[FAMILIE, aeldre])
    forloeb = load_forloeb(fresh(nybyggeri))
    assert forloeb.fakta["boligtype"] == {"familie", "aeldre"}
    assert forloeb.tilstand.trin["suf_samtykke"].status != "ikke_relevant"
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="A", dele=[FAMILIE])
    assert load_forloeb(fresh(nybyggeri)).tilstand.trin["suf_samtykke"].status == "ikke_relevant"


def test_a_part_keeps_its_number_through_all_skemaer(sagsgange, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, dele=[FAMILIE, UNGDOM])
    save_skema(bruger=sagsbehandler, sag=sag, bogstav="B", dele=[UNGDOM, FAMILIE])
    rows = projektdata_of(fresh(sag)).latest("B").dele
    assert [(row.projektdel.nummer, row.projektdel.boligtype) for row in rows] == [
        (1, "familie"),
        (2, "ungdom"),
    ]


def test_a_part_cannot_change_its_type(sagsgange, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation)
    with pytest.raises(UgyldigtInput, match="anden boligtype"):
        save_skema(bruger=sagsbehandler, sag=sag, bogstav="A", dele=[DelInput("ungdom", 5, nummer=1)])
    with pytest.raises(UgyldigtInput, match="findes ikke"):
        save_skema(bruger=sagsbehandler, sag=sag, bogstav="A", dele=[DelInput("ungdom", 5, nummer=7)])


def test_the_table_shows_the_change_in_kroner_and_percent(nybyggeri, sagsbehandler):
    save_skema(bruger=sagsbehandler, sag=nybyggeri, bogstav="B", dele=[DEARER])
    table = oekonomi(fresh(nybyggeri))
    assert table["columns"] == ["Skema A", "Skema B", "Ændring", "Ændring i pct."]
    assert table["rows"][-1]["beloeb"] == [220_000_000, 231_000_000, 11_000_000, "+5,0 pct."]


def test_a_reader_registers_nothing(nybyggeri, revisor):
    with pytest.raises(AdgangNaegtet):
        save_skema(bruger=revisor, sag=nybyggeri, bogstav="A", dele=[FAMILIE])
