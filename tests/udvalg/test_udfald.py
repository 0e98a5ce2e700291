"""One entry, one truth: what the minutes say of an item is the case's decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Beslutning, Sagsoverblik, Ventetrin
from almen.sager.selectors import find_papir
from almen.sager.services import AndenKomFoerst, BeslutningAfvist, record_beslutning, verify_journal
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Punktudfald, Stemmer
from almen.udvalg.selectors.dagsorden import candidates
from almen.udvalg.services import (
    Forslag,
    Udfaldsdata,
    add_punkt,
    create_moede,
    finish_moede,
    put_on_agenda,
    record_udfald,
    reopen_moede,
)
from udvalg.conftest import MOEDEDAG


@pytest.fixture
def punkt(sag, moede, sekretaer):
    return put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")


def enter(bruger, punkt, udfald="godkendt", **more):
    return record_udfald(bruger=bruger, punkt=punkt, data=Udfaldsdata(udfald, **more))


def test_the_outcome_is_the_cases_decision_with_meeting_item_and_day(punkt, sekretaer, proeve):
    kept = enter(sekretaer, punkt, stemmer="for R 5; imod B 4; undlod G 2")
    beslutning = Beslutning.objects.get(trin="udvalg")
    assert kept.beslutning == beslutning
    assert (beslutning.dato, beslutning.udfald) == (MOEDEDAG, "godkendt")
    assert beslutning.moede == "Klima-, Miljø- og Teknikudvalget den 14.09.2026, punkt 1"
    assert proeve.log == ["gjort"]
    assert Sagsoverblik.objects.get(sag=punkt.sag).naeste_aktoer == "oekonomiudvalget"
    assert verify_journal() == []


def test_a_decision_recorded_on_the_case_is_the_items_outcome_too(punkt, sekretaer):
    record_beslutning(bruger=sekretaer, sag=punkt.sag, trin="udvalg", dato=MOEDEDAG)
    assert punkt.udfald.get().beslutning == Beslutning.objects.get(trin="udvalg")


def test_a_decision_of_another_day_is_not_the_meetings(punkt, sekretaer):
    record_beslutning(bruger=sekretaer, sag=punkt.sag, trin="udvalg", dato=dt.date(2026, 9, 21))
    assert not punkt.udfald.exists()


def test_a_check_that_says_no_refuses_and_nothing_is_half_written(punkt, sekretaer, proeve):
    proeve.svar = "nej"
    with pytest.raises(BeslutningAfvist, match="Rammen er brugt"):
        enter(sekretaer, punkt, stemmer="for R 5")
    assert not Punktudfald.objects.exists() and not Stemmer.objects.exists()
    assert not Beslutning.objects.filter(trin="udvalg").exists()


def test_standsningsret_holds_the_effects_and_sends_the_item_to_the_council(
    punkt, medlemmer, sekretaer, proeve
):
    enter(sekretaer, punkt, stemmer="for R 5, G 2; imod B 4", standset_af="B1 (Blåt (B))")
    assert proeve.log == ["gjort", "ophævet"]
    assert [item.id_udfald for item in punkt.udfald.all()] == ["godkendt", "standset"]
    waiting = Ventetrin.objects.get(trin="udvalg")
    assert (waiting.organ, waiting.status) == ("borgerrepraesentationen", "standset")
    # The indstilling to the council says that it was stopped, and by whom.
    paper = find_papir(punkt.sag, "indstilling-udvalg-raad", dt.date(2026, 9, 15))
    told = " ".join(item.tekst for item in paper.compose(dt.date(2026, 9, 15)).tekster)
    assert "standset og indbragt for Borgerrepræsentationen" in told and "B1 (Blåt (B))" in told
    # The council settles it: its own decision takes the committee's place, and the effects run.
    br = create_moede(bruger=sekretaer, organ="borgerrepraesentationen", dato=dt.date(2026, 10, 1))
    assert [row.trin for row in candidates(sekretaer, "borgerrepraesentationen")] == ["udvalg"]
    enter(sekretaer, put_on_agenda(bruger=sekretaer, moede=br, sag=punkt.sag, trin="udvalg"))
    settled = Beslutning.objects.filter(trin="udvalg").last()
    assert settled.aktoer == "borgerrepraesentationen"
    assert settled.aktoer_navn == "Borgerrepræsentationen"
    assert proeve.log == ["gjort", "ophævet", "gjort"]


def test_a_refusal_can_be_stopped_too(punkt, medlemmer, sekretaer):
    enter(sekretaer, punkt, "forkastet", tekst="For dyrt", standset_af="R1 (Rødt (R))")
    assert Sagsoverblik.objects.get(sag=punkt.sag).afslutning == ""
    assert Ventetrin.objects.get(trin="udvalg").organ == "borgerrepraesentationen"


def test_the_councils_decision_cannot_be_stopped(punkt, sekretaer):
    enter(sekretaer, punkt)
    sag = punkt.sag
    record_beslutning(bruger=sekretaer, sag=sag, trin="oeu", dato=dt.date(2026, 9, 22))
    br = create_moede(bruger=sekretaer, organ="borgerrepraesentationen", dato=dt.date(2026, 10, 1))
    last = put_on_agenda(bruger=sekretaer, moede=br, sag=sag, trin="br")
    with pytest.raises(BeslutningAfvist, match="kan ikke standses"):
        enter(sekretaer, last, standset_af="Nogen")
    assert not last.udfald.exists()


def test_oekonomiudvalgets_erklaering_is_not_called_a_decision(punkt, sekretaer):
    enter(sekretaer, punkt)
    oeu = create_moede(bruger=sekretaer, organ="oekonomiudvalget", dato=dt.date(2026, 9, 22))
    kept = enter(sekretaer, put_on_agenda(bruger=sekretaer, moede=oeu, sag=punkt.sag, trin="oeu"))
    assert kept.navn == "Erklæring afgivet"


def test_a_postponed_item_awaits_the_next_meeting(punkt, sekretaer):
    enter(sekretaer, punkt, "udsat", tekst="Venter på notat")
    offered = {row.trin: row for row in candidates(sekretaer, "udvalget")}
    assert offered["udvalg"].udsat == MOEDEDAG


def test_an_outcome_that_needs_its_reason_is_refused_without(punkt, sekretaer):
    with pytest.raises(MoedeAfvist) as refused:
        enter(sekretaer, punkt, "udsat")
    assert set(refused.value.fejl) == {"tekst"}


def test_minutes_keep_amendments_remarks_and_who_left(punkt, medlemmer, sekretaer):
    kept = enter(
        sekretaer,
        punkt,
        "godkendt_med_aendringer",
        tekst="Med 10 procent i reserve",
        stemmer="for R 5, B 4",
        inhabile=("G1 (Grønt (G))",),
        bemaerkninger={"Blåt (B)": "Vi havde gerne set en lavere husleje."},
        forslag=(Forslag("Grønt (G)", "Flere ungdomsboliger", "forkastet"),),
    )
    assert kept.inhabile == "G1 (Grønt (G))"
    assert kept.bemaerkninger.get().parti == "Blåt (B)"
    assert kept.aendringsforslag.get().get_resultat_display() == "Forkastet"
    assert kept.beslutning.begrundelse == "Med 10 procent i reserve"


def test_more_votes_than_members_is_refused(punkt, medlemmer, sekretaer):
    with pytest.raises(MoedeAfvist, match="5 medlemmer"):
        enter(sekretaer, punkt, stemmer="for R 6")


def test_only_members_of_the_day_stop_a_decision_or_leave(punkt, medlemmer, sekretaer):
    with pytest.raises(MoedeAfvist, match="ikke medlem den dag"):
        enter(sekretaer, punkt, standset_af="Fremmed")
    with pytest.raises(MoedeAfvist, match="Er ikke medlem den dag: Fremmed. Mulige: B1 "):
        enter(sekretaer, punkt, inhabile=("Fremmed",))


def test_somebody_who_came_second_is_told_and_nothing_is_lost(punkt, sekretaer, leder):
    seen = punkt.sag.beslutninger.count()
    enter(sekretaer, punkt, set_antal=seen)
    with pytest.raises(AndenKomFoerst, match="Ulla"):
        enter(leder, punkt, "udsat", tekst="x", set_antal=seen)
    assert punkt.udfald.count() == 1


def test_an_item_without_a_case_keeps_its_own_outcome_and_can_be_entered_again(moede, sekretaer):
    item = add_punkt(bruger=sekretaer, moede=moede, titel="Trafikplan", art="anden", omraade="Andet")
    enter(sekretaer, item, "udsat", tekst="Mere tid")
    enter(sekretaer, item, "droeftet")
    assert [row.navn for row in item.udfald.all()] == ["Udsat", "Drøftet"]


def test_the_meeting_ends_when_every_item_has_its_outcome(punkt, moede, sekretaer):
    add_punkt(bruger=sekretaer, moede=moede, titel="Godkendelse af dagsorden")
    with pytest.raises(MoedeAfvist, match="mangler et udfald"):
        finish_moede(bruger=sekretaer, moede=moede)
    enter(sekretaer, punkt)
    finish_moede(bruger=sekretaer, moede=moede)
    moede.refresh_from_db()
    punkt.moede = moede
    with pytest.raises(MoedeAfvist, match="ført til ende"):
        enter(sekretaer, punkt)
    reopen_moede(bruger=sekretaer, moede=moede)


def test_the_minutes_cannot_be_altered_afterwards(punkt, sekretaer):
    kept = enter(sekretaer, punkt, stemmer="for R 5")
    for row in (kept, kept.stemmer.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_an_officer_of_suf_enters_nothing(punkt, suf):
    with pytest.raises(AdgangNaegtet):
        enter(suf, punkt)


def test_a_meeting_to_come_has_no_outcome(sag, sekretaer):
    coming = create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2999, 1, 8))
    item = put_on_agenda(bruger=sekretaer, moede=coming, sag=sag, trin="udvalg")
    with pytest.raises(MoedeAfvist, match="ikke holdt endnu"):
        enter(sekretaer, item)


def test_a_member_is_known_by_the_name_alone(punkt, medlemmer, sekretaer):
    enter(sekretaer, punkt, standset_af="b1", inhabile=("G1",))
    first, stop = punkt.udfald.order_by("nummer")
    assert (first.inhabile, stop.standset_af) == ("G1 (Grønt (G))", "B1 (Blåt (B))")
