"""A base changes when its case is decided, from its day, and not before; and changes back if the decision falls."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.grundlag.models import Grundlagsversion, Status
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.services import (
    GrundlagFejl,
    adopt_by_sag,
    adopt_kladde,
    delete_kladde,
    save_grundlag_kladde,
    withdraw_by_sag,
)
from almen.grundlagssager.selectors import aendring_of
from almen.grundlagssager.services import edit_grundlagsaendring
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, annul_sag, compute_overblik
from almen.sagsgang.profil import load_sagsgange_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NEW_YEAR = dt.date(2027, 1, 1)
LAST = "br_godkender"


def in_force(grundlag, dato):
    return grundlagsversion_on(grundlag, dato).version


def draft_of(sag):
    return Grundlagsversion.objects.get(sagsnummer=sag.nummer)


def edit(bruger, sag, **rest):
    aendring = aendring_of(Sag.objects.get(pk=sag.pk))
    draft = aendring.version
    given = {
        "gyldig_fra": draft.gyldig_fra,
        "tekst": draft.tekst,
        "parametre": draft.parametre,
        "begrundelse": aendring.begrundelse,
    }
    return edit_grundlagsaendring(bruger=bruger, sag=sag, **{**given, **rest})


def test_an_open_case_changes_nothing_that_is_in_force(open_change):
    sag = open_change()
    assert draft_of(sag).status == Status.KLADDE
    assert in_force("grundkapital", NEW_YEAR) == "2024-1"
    assert load_forloeb(sag).tilstand.aabne == ("udkast",)


@pytest.mark.parametrize(
    ("grundlag", "steps"),
    [
        ("nybyggeri", ["udkast", "indstilling", "udvalg_godkender"]),
        ("renovering", ["udkast", "indstilling", "udvalg_godkender"]),
        ("lokalplaner", ["udkast", "indstilling", "udvalg_anbefaler", "oeu_erklaering", LAST]),
        ("grundkapital", ["udkast", "indstilling", "udvalg_anbefaler", "oeu_erklaering", LAST]),
    ],
)
def test_the_base_says_who_decides_and_only_the_last_step_puts_it_in_force(
    grundlag, steps, open_change, decide
):
    before = in_force(grundlag, NEW_YEAR)
    sag = open_change(grundlag)
    for step in steps:
        assert in_force(grundlag, NEW_YEAR) == before
        decide(sag, step)
    assert in_force(grundlag, NEW_YEAR - DAY) == before
    assert in_force(grundlag, NEW_YEAR) == "2027-1"
    assert load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.afslutning == "gennemfoert"


def test_the_adoption_names_body_day_and_case_and_ends_the_predecessor(open_change, decide_until, decide):
    sag = open_change()
    decide_until(sag, "oeu_erklaering")
    decide(sag, LAST, dato=dt.date(2026, 11, 23), moede="BR 23. november 2026, punkt 9", kilde="")
    version = draft_of(sag)
    assert (version.status, version.vedtaget_af) == (Status.VEDTAGET, "borgerrepraesentationen")
    assert version.vedtaget_dato == dt.date(2026, 11, 23)
    assert version.kilde == f"Sag {sag.nummer}, BR 23. november 2026, punkt 9"
    predecessor = Grundlagsversion.objects.get(grundlag_id="grundkapital", version="2024-1")
    assert predecessor.gyldig_til == NEW_YEAR - DAY and predecessor.egen_slutdato is None
    assert Journalpost.objects.filter(art="version_vedtaget", data__sag=sag.nummer).exists()


def test_a_stopped_committee_decision_is_not_in_force_until_the_stop_falls_away(
    open_change, decide_until, decide
):
    sag = open_change("nybyggeri")
    decide_until(sag, "udvalg_godkender", dato=dt.date(2026, 11, 2))
    assert in_force("nybyggeri", NEW_YEAR) == "2027-1"
    decide(sag, "udvalg_godkender", "standset")
    assert in_force("nybyggeri", NEW_YEAR) == "2021-1"
    predecessor = Grundlagsversion.objects.get(grundlag_id="nybyggeri", version="2021-1")
    assert predecessor.gyldig_til is None
    assert draft_of(sag).vedtaget_dato is None and draft_of(sag).status == Status.KLADDE
    decide(sag, "udvalg_godkender", "standsning_ophaevet")
    assert in_force("nybyggeri", NEW_YEAR) == "2027-1"
    assert (draft_of(sag).vedtaget_af, draft_of(sag).vedtaget_dato) == ("udvalget", dt.date(2026, 11, 2))


@pytest.mark.parametrize(
    ("udfald", "version", "organ"),
    [("godkendt", "2027-1", "borgerrepraesentationen"), ("forkastet", "2021-1", "")],
)
def test_the_council_settles_what_was_stopped(udfald, version, organ, open_change, decide_until, decide):
    sag = open_change("nybyggeri")
    decide_until(sag, "udvalg_godkender")
    decide(sag, "udvalg_godkender", "standset")
    decide(sag, "udvalg_godkender", udfald)
    assert in_force("nybyggeri", NEW_YEAR) == version
    assert draft_of(sag).vedtaget_af == organ


def test_a_case_sent_back_is_not_in_force_and_can_be_decided_anew(open_change, decide_until, decide):
    sag = open_change("nybyggeri")
    decide_until(sag, "udvalg_godkender")
    decide(sag, "udvalg_godkender", "standset")
    decide(sag, "udvalg_godkender", "sendt_tilbage", tilbage_til="udkast")
    assert in_force("nybyggeri", NEW_YEAR) == "2021-1"
    decide_until(sag, "udvalg_godkender")
    assert in_force("nybyggeri", NEW_YEAR) == "2027-1"


def test_a_rejected_change_leaves_everything_as_it_was(open_change, decide_until, decide):
    sag = open_change()
    decide_until(sag, "oeu_erklaering")
    decide(sag, LAST, "forkastet")
    assert in_force("grundkapital", NEW_YEAR) == "2024-1"
    assert draft_of(sag).status == Status.KLADDE


def test_a_draft_that_says_nothing_new_is_refused(open_change, decide):
    old = Grundlagsversion.objects.filter(grundlag_id="grundkapital", version="2024-1")
    sag = open_change(tekst=old.get().tekst, parametre={})
    with pytest.raises(BeslutningAfvist, match="siger det samme"):
        decide(sag, "udkast")
    empty = open_change(version="2027-2", tekst=" ", begrundelse="")
    with pytest.raises(BeslutningAfvist, match=r"ingen tekst.*hvorfor"):
        decide(empty, "udkast")


def test_a_day_before_the_decision_needs_a_reason(open_change, decide, decide_until, sagsbehandler):
    sag = open_change(fra=dt.date(2026, 10, 1))
    decide(sag, "udkast")
    with pytest.raises(BeslutningAfvist, match="før beslutningen"):
        decide(sag, "indstilling")
    edit(sagsbehandler, sag, tilbagevirkning="Følger budgetaftalen for 2026.")
    decide_until(sag, LAST)
    assert in_force("grundkapital", dt.date(2026, 10, 1)) == "2027-1"
    assert in_force("grundkapital", dt.date(2026, 9, 30)) == "2024-1"


def test_another_version_in_between_must_be_looked_at_first(open_change, decide_until, decide, sagsbehandler):
    slow, quick = (
        open_change(),
        open_change(version="2026-9", fra=dt.date(2026, 12, 1), tekst="Reserven er 6."),
    )
    decide_until(slow, "oeu_erklaering")
    decide_until(quick, LAST)
    with pytest.raises(BeslutningAfvist, match=f"2026-9 er vedtaget i sag {quick.nummer}"):
        decide(slow, LAST)
    assert in_force("grundkapital", NEW_YEAR) == "2026-9"
    edit(sagsbehandler, slow, udgangspunkt=draft_of(quick), aendringsgrund="Gennemgået, BR punkt 9")
    decide(slow, LAST)
    assert in_force("grundkapital", dt.date(2026, 12, 31)) == "2026-9"
    assert in_force("grundkapital", NEW_YEAR) == "2027-1"


def test_two_versions_cannot_begin_on_one_day(open_change, decide_until, decide):
    first, second = open_change(), open_change(version="2027-2")
    decide_until(second, "oeu_erklaering")
    decide_until(first, LAST)
    with pytest.raises(BeslutningAfvist, match="Vælg en anden dag"):
        decide(second, LAST)


def test_what_was_put_forward_is_what_is_decided(open_change, decide_until, decide, sagsbehandler):
    sag = open_change()
    decide_until(sag, "oeu_erklaering")
    with pytest.raises(GrundlagFejl, match="aendringsgrund"):
        edit(sagsbehandler, sag, parametre={"reserve_pct": "9"})
    edit(sagsbehandler, sag, parametre={"reserve_pct": "9"}, aendringsgrund="Ændringsforslag 2")
    with pytest.raises(BeslutningAfvist, match="rettet siden Økonomiudvalget"):
        decide(sag, LAST)
    decide(
        sag,
        LAST,
        "godkendt_med_aendringer",
        dispensationer={"grundlag_uaendret": "BR vedtog ændringsforslag 2"},
    )
    assert grundlagsversion_on("grundkapital", NEW_YEAR).parametre == {"reserve_pct": "9"}


def test_approved_with_changes_needs_the_changes_in_the_draft(open_change, decide_until, decide):
    sag = open_change()
    decide_until(sag, "oeu_erklaering")
    with pytest.raises(BeslutningAfvist, match="Ret udkastet"):
        decide(sag, LAST, "godkendt_med_aendringer")
    assert in_force("grundkapital", NEW_YEAR) == "2024-1"


def test_the_discussion_is_optional_and_can_be_asked_for(open_change, decide):
    sag = open_change("nybyggeri")
    decide(sag, "udkast")
    state = load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand
    assert state.aabne == ("indstilling",) and state.valgfrie == ("droeftelse",)
    decide(sag, "droeftelse", "droeftet")
    assert load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.aabne == ("indstilling",)


def test_a_cases_draft_is_not_touched_outside_the_case(open_change, leder, base):
    sag = open_change()
    draft = draft_of(sag)
    historic = {"organ": "udvalget", "dato": dt.date(2020, 1, 1), "kilde": "punkt 1"}
    with pytest.raises(GrundlagFejl, match=f"sag {sag.nummer}"):
        adopt_kladde(bruger=leder, version=draft, **historic)
    with pytest.raises(GrundlagFejl, match=f"sag {sag.nummer}"):
        delete_kladde(bruger=leder, version=draft)
    with pytest.raises(GrundlagFejl, match=f"sag {sag.nummer}"):
        save_grundlag_kladde(
            bruger=leder, grundlag=base, version="2027-1", gyldig_fra=NEW_YEAR, tekst="Smug", parametre={}
        )
    with pytest.raises(GrundlagFejl, match=f"sag {sag.nummer}"):
        open_change()


def test_a_case_adopts_and_withdraws_its_own_draft_only(open_change, leder):
    sag, other = open_change(), open_change(version="2027-2", fra=dt.date(2027, 6, 1))
    given = {"organ": "udvalget", "dato": dt.date(2026, 11, 1), "kilde": "k"}
    with pytest.raises(GrundlagFejl, match="hører ikke til sagen"):
        adopt_by_sag(bruger=leder, version=draft_of(sag), sagsnummer=other.nummer, **given)
    with pytest.raises(GrundlagFejl, match="ikke vedtaget i sagen"):
        withdraw_by_sag(bruger=leder, version=draft_of(sag), sagsnummer=sag.nummer)


def test_a_draft_from_before_is_taken_into_the_case(open_change, leder, base):
    given = {"version": "2027-1", "gyldig_fra": NEW_YEAR, "tekst": "Løs kladde", "parametre": {}}
    loose = save_grundlag_kladde(bruger=leder, grundlag=base, **given)
    sag = open_change()
    assert draft_of(sag).pk == loose.pk


def test_an_adopted_text_cannot_be_edited_through_its_case(open_change, decide_until, sagsbehandler):
    sag = open_change()
    decide_until(sag, LAST)
    with pytest.raises(GrundlagFejl, match="vedtaget"):
        edit(sagsbehandler, sag, tekst="Noget andet", aendringsgrund="x")


def test_a_correction_takes_the_place_from_the_same_day_and_gives_it_back(open_change, decide_until, decide):
    wrong = Grundlagsversion.objects.get(grundlag_id="nybyggeri", version="2021-1")
    sag = open_change("nybyggeri", version="2021-1-rettet", fra=wrong.gyldig_fra, retter=wrong)
    decide_until(sag, "udvalg_godkender")
    wrong.refresh_from_db()
    assert wrong.status == Status.RETTET and in_force("nybyggeri", wrong.gyldig_fra) == "2021-1-rettet"
    decide(sag, "udvalg_godkender", "standset")
    wrong.refresh_from_db()
    assert wrong.status == Status.VEDTAGET and in_force("nybyggeri", wrong.gyldig_fra) == "2021-1"


def test_faults_are_all_named_and_nothing_is_written(open_change):
    with pytest.raises(UgyldigtInput) as refused:
        open_change(titel="", tilbagevirkning="x" * 401)
    assert [item.felt for item in refused.value.fejl] == ["titel", "tilbagevirkning"]
    with pytest.raises(UgyldigtInput, match="reserve_pct"):
        open_change(parametre={"reserve_pct": "200"})
    with pytest.raises(GrundlagFejl, match="udgangspunkt"):
        open_change(udgangspunkt=Grundlagsversion.objects.filter(grundlag_id="nybyggeri").first())
    assert not Sag.objects.exists() and not Grundlagsversion.objects.filter(status=Status.KLADDE).exists()


def test_who_may_not_work_with_cases_neither_opens_nor_edits(open_change, revisor, administrator):
    sag = open_change()
    for person in (revisor, administrator):
        with pytest.raises(AdgangNaegtet):
            edit(person, sag)


def test_an_annulled_case_leaves_its_draft_a_draft(open_change, sagsbehandler):
    sag = open_change()
    annul_sag(bruger=sagsbehandler, sag=sag, begrundelse="Fejl")
    assert draft_of(sag).status == Status.KLADDE
    with pytest.raises(GrundlagFejl, match="afsluttet"):
        edit(sagsbehandler, sag, tekst="Mere")


def test_the_edit_keeps_what_was_before_in_the_journal(open_change, sagsbehandler):
    sag = open_change()
    edit(sagsbehandler, sag, tekst="Ny tekst")
    post = Journalpost.objects.get(sag=sag, art="udkast_rettet")
    assert post.data["foer"]["tekst"].startswith("# Formål") and post.data["fra"] != post.data["til"]
    edit(sagsbehandler, sag)
    assert Journalpost.objects.filter(sag=sag, art="udkast_rettet").count() == 1


def test_the_projection_follows_from_route_and_decisions(open_change, decide_until):
    sag = open_change()
    decide_until(sag, LAST)
    fresh = Sag.objects.select_related("overblik").get(pk=sag.pk)
    computed = compute_overblik(load_forloeb(fresh), fresh.frister.all())
    assert (computed.fase, computed.afslutning, computed.soegetekst) == (
        fresh.overblik.fase,
        fresh.overblik.afslutning,
        fresh.overblik.soegetekst,
    )


def test_the_second_municipality_has_its_own_shorter_way():
    (route,) = [item for item in load_sagsgange_of("eksempel") if item.sagstype == "grundlagsaendring"]
    assert [(step.id, step.aktoer) for step in route.trin] == [
        ("udkast", "forvaltningen"),
        ("udvalg", "udvalget"),
        ("byraad", "borgerrepraesentationen"),
    ]
    assert route.efter_id["byraad"].virkninger == ("saet_grundlag_i_kraft",)
