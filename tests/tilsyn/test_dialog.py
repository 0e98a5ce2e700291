"""One dialogue for each organisation and year: how it is opened, what it asks for, and when (almenboligloven § 164)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import Tilstand, with_tilstand
from almen.aarshjul.services import open_aar
from almen.ansoegninger.models import Anmodning
from almen.regler.fejl import UgyldigtInput
from almen.regler.laes import load_parametre
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Frist, Sag
from almen.sager.services import record_beslutning
from almen.sagsgang.aarshjul import Hjulfrist, Hjulpunkt
from almen.sagsgang.profil import list_kommuner, load_profil
from almen.tilsyn.dialogfrister import compute_materialefrister
from almen.tilsyn.models import Materialeart, Styringsdialog
from almen.tilsyn.services.dialog import open_dialog

ACCOUNTS = ("aarsregnskab", "aarsberetning", "revisionsprotokol")


def _item(**frist):
    return Hjulpunkt("x", "x", "", "boligorganisation", Hjulfrist(**frist), 0, "x", (), "", "sikker")


@given(aar=st.integers(2012, 2060), slutter=st.integers(1, 12))
def test_accounts_are_due_five_and_six_months_after_the_year_ends(aar, slutter):
    own = [
        _item(parameter=id_, regnskabsaar_slutter=slutter)
        for id_ in ("regnskab.foreloebigt", "regnskab.endeligt")
    ]
    due = compute_materialefrister(aar, own, load_parametre())
    assert set(due) == set(Materialeart) and {day.year for day in due.values() if day} == {aar}
    assert (due[Materialeart.FORELOEBIGE_TAL].month - slutter) % 12 == 5
    assert {(due[Materialeart(art)].month - slutter) % 12 for art in ACCOUNTS} == {6}


def test_what_has_no_day_in_law_has_none_here():
    due = compute_materialefrister(2026, [], load_parametre())
    assert due[Materialeart.FORELOEBIGE_TAL] == dt.date(2026, 5, 31)
    assert {art for art, day in due.items() if day is None} == {
        "styringsrapport",
        "afdelingsskemaer",
        "regnskabsspoergeskema",
        "analyser",
    }


def test_a_year_before_the_rule_was_read_has_no_day_rather_than_a_guess():
    assert set(compute_materialefrister(2009, [], load_parametre()).values()) == {None}


def test_a_dialogue_is_opened_with_all_that_it_asks_for(dialog):
    assert dialog.regnskabsaar == 2025
    assert set(dialog.materialer.values_list("art", flat=True)) == set(Materialeart.values)
    days = dict(Frist.objects.filter(sag=dialog.sag).values_list("trin", "dato"))
    assert days == {
        "foreloebige_tal": dt.date(2026, 5, 31),
        "materiale": dt.date(2026, 6, 30),
        "moede": dt.date(2026, 12, 31),
        "redegoerelse": dt.date(2026, 12, 31),
    }


def test_there_is_one_dialogue_a_year(dialog, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="allerede en styringsdialog i 2026"):
        open_dialog(
            bruger=sagsbehandler,
            boligorganisation=dialog.boligorganisation,
            aar=2026,
            frist=dt.date(2026, 12, 31),
        )
    assert Sag.objects.count() == 1


@pytest.mark.parametrize(
    ("aar", "frist"), [(1926, (1926, 12, 31)), (2026, (2029, 1, 1)), (2026, (2025, 1, 1))]
)
def test_a_mistyped_year_opens_nothing(dialog, sagsbehandler, anden_organisation, aar, frist):
    with pytest.raises(UgyldigtInput):
        open_dialog(
            bruger=sagsbehandler, boligorganisation=anden_organisation, aar=aar, frist=dt.date(*frist)
        )
    assert Styringsdialog.objects.count() == 1


def test_those_who_read_do_not_open(sagsgange, organisation, direktion, administrator):
    for bruger in (direktion, administrator):
        with pytest.raises(AdgangNaegtet):
            open_dialog(bruger=bruger, boligorganisation=organisation, aar=2026, frist=dt.date(2026, 12, 31))


@pytest.mark.parametrize("kommune", list_kommuner())
def test_the_year_wheel_opens_each_dialogue_once_and_finds_the_one_that_is_there(
    kommune, settings, request, sagsbehandler, organisation, anden_organisation, i_november_2026
):
    settings.ALMEN_KOMMUNE = kommune
    request.getfixturevalue("sagsgange")
    item = next(i for i in load_profil(kommune).aarshjul if i.id == "styringsdialog")
    assert item.sagstype == "styringsdialog"
    own = open_dialog(
        bruger=sagsbehandler, boligorganisation=organisation, aar=2026, frist=dt.date(2026, 12, 31)
    )
    sager = open_aar(bruger=sagsbehandler, aar=2026, valgte=["styringsdialog"])
    assert own in sager and len(sager) == 2 == Styringsdialog.objects.count()
    assert open_aar(bruger=sagsbehandler, aar=2026, valgte=["styringsdialog"]) == []


def test_the_wheel_calls_a_dialogue_late_until_its_statement_is_out(dialog, sagsbehandler):
    open_aar(bruger=sagsbehandler, aar=2026, valgte=["styringsdialog"])

    def state(day):
        return with_tilstand(Aarshjulsopgave.objects.all(), day).get().tilstand

    assert state(dt.date(2026, 12, 31)) == Tilstand.I_GANG
    Frist.objects.filter(trin="moede").update(opfyldt=dt.date(2026, 12, 30))
    assert state(dt.date(2027, 1, 1)) == Tilstand.FORSINKET
    Frist.objects.filter(trin="redegoerelse").update(opfyldt=dt.date(2026, 12, 31))
    assert state(dt.date(2027, 1, 1)) == Tilstand.I_GANG


def test_calling_in_asks_the_organisation_for_each_part_with_its_day(dialog, sagsbehandler):
    record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="indkaldelse", dato=dt.date(2026, 11, 20))
    asked = Anmodning.objects.get(sag=dialog.sag).tekst
    assert (
        "- Foreløbige regnskabstal, senest 31. maj 2026\n" in asked
        and "- Styringsrapport, før mødet" in asked
    )
