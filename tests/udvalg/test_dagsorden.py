"""Nothing that awaits a body is forgotten, and nothing comes on an agenda before its prerequisites hold."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Ventetrin
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import rebuild_overblik, record_beslutning
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.frister import meeting_deadlines
from almen.udvalg.models import Dagsordenspunkt
from almen.udvalg.selectors.dagsorden import agenda, blocked_punkter, candidates, forgotten
from almen.udvalg.services import (
    add_punkt,
    cancel_moede,
    create_moede,
    edit_punkt,
    move_punkt,
    put_on_agenda,
    remove_punkt,
    send_dagsorden,
)


def fremtid(days: int = 30) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_a_step_that_needs_the_body_offers_itself(sag, sekretaer):
    offered = {row.trin: row for row in candidates(sekretaer, "udvalget")}
    assert set(offered) == {"udvalg", "droeftelse"}
    assert offered["udvalg"].siden == dt.date(2026, 9, 3)
    assert offered["droeftelse"].status == "valgfri"
    assert not candidates(sekretaer, "oekonomiudvalget")


def test_what_awaits_is_a_projection_that_can_be_rebuilt(sag):
    before = list(Ventetrin.objects.values("trin", "organ", "siden", "status"))
    assert list(find_afvigelser()) == []
    Ventetrin.objects.all().delete()
    assert [line for line in find_afvigelser() if "venter på et organ" in line]
    rebuild_overblik(sag)
    assert list(Ventetrin.objects.values("trin", "organ", "siden", "status")) == before


def test_nothing_before_its_prerequisites(ny_sag, moede, sekretaer):
    early = ny_sag(klar=False)
    with pytest.raises(MoedeAfvist, match="Ansøgning modtaget"):
        put_on_agenda(bruger=sekretaer, moede=moede, sag=early, trin="udvalg")


def test_another_bodys_step_is_refused(sag, sekretaer):
    oeu = create_moede(bruger=sekretaer, organ="oekonomiudvalget", dato=fremtid())
    with pytest.raises(MoedeAfvist, match="venter på Klima-, Miljø- og Teknikudvalget"):
        put_on_agenda(bruger=sekretaer, moede=oeu, sag=sag, trin="udvalg")


def test_a_failing_check_keeps_the_case_off_the_agenda(sag, moede, sekretaer, proeve):
    proeve.svar = "nej"
    with pytest.raises(MoedeAfvist, match="Rammen er brugt"):
        put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    assert not Dagsordenspunkt.objects.exists()


def test_a_step_stands_on_one_agenda_at_a_time_and_is_no_longer_offered(sag, sekretaer):
    first = create_moede(bruger=sekretaer, organ="udvalget", dato=fremtid(30))
    second = create_moede(bruger=sekretaer, organ="udvalget", dato=fremtid(60))
    put_on_agenda(bruger=sekretaer, moede=first, sag=sag, trin="udvalg")
    with pytest.raises(MoedeAfvist, match="allerede på dagsordenen"):
        put_on_agenda(bruger=sekretaer, moede=second, sag=sag, trin="udvalg")
    assert [row.trin for row in candidates(sekretaer, "udvalget")] == ["droeftelse"]
    assert not forgotten(sekretaer, "udvalget")


def test_a_cancelled_meeting_gives_its_cases_back(sag, sekretaer):
    moede = create_moede(bruger=sekretaer, organ="udvalget", dato=fremtid())
    put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    cancel_moede(bruger=sekretaer, moede=moede, grund="Sommerferie")
    assert [row.trin for row in forgotten(sekretaer, "udvalget")] == ["udvalg"]


def test_an_item_on_a_meeting_that_was_held_without_an_outcome_is_not_forgotten_quietly(
    sag, moede, sekretaer
):
    put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    assert [row.trin for row in forgotten(sekretaer, "udvalget")] == ["udvalg"]


def test_an_item_whose_case_has_moved_on_is_marked_and_holds_the_agenda_back(sag, sekretaer, sagsbehandler):
    moede = create_moede(bruger=sekretaer, organ="udvalget", dato=fremtid())
    put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="udvalg")
    record_beslutning(
        bruger=sagsbehandler,
        sag=sag,
        trin="udvalg",
        udfald="sendt_tilbage",
        tilbage_til="ansoegning",
        begrundelse="Nye tal",
        kilde="mail",
    )
    assert [item.titel for item in blocked_punkter(moede)] == [sag.titel]
    assert not agenda(sekretaer, moede)[0].kan_behandles
    with pytest.raises(MoedeAfvist, match="kan ikke behandles endnu"):
        send_dagsorden(bruger=sekretaer, moede=moede)


def test_after_the_agenda_is_out_items_are_additional_and_none_disappears(ny_sag, sekretaer):
    moede = create_moede(bruger=sekretaer, organ="udvalget", dato=fremtid())
    first = put_on_agenda(bruger=sekretaer, moede=moede, sag=ny_sag("En"), trin="udvalg")
    send_dagsorden(bruger=sekretaer, moede=moede)
    late = put_on_agenda(bruger=sekretaer, moede=moede, sag=ny_sag("To"), trin="udvalg")
    assert (first.tillaeg, late.tillaeg) == (False, True)
    with pytest.raises(MoedeAfvist, match="hvorfor punktet udgår"):
        remove_punkt(bruger=sekretaer, punkt=first)
    remove_punkt(bruger=sekretaer, punkt=first, grund="Trukket af boligorganisationen")
    first.refresh_from_db()
    assert first.udgaaet
    assert first.sag in {row.sag for row in candidates(sekretaer, "udvalget")}


def test_items_change_places_until_the_agenda_is_out(moede, sekretaer):
    one, two, three = (add_punkt(bruger=sekretaer, moede=moede, titel=titel) for titel in ("Et", "To", "Tre"))
    move_punkt(bruger=sekretaer, punkt=three, op=True)
    remove_punkt(bruger=sekretaer, punkt=one)
    send_dagsorden(bruger=sekretaer, moede=moede)
    assert list(moede.punkter.values_list("nummer", "titel")) == [(1, "Tre"), (2, "To")]
    two.refresh_from_db()
    with pytest.raises(MoedeAfvist, match="ligger fast"):
        move_punkt(bruger=sekretaer, punkt=two, op=True)


def test_a_confidential_case_is_a_closed_item_that_only_some_see(
    ny_sag, moede, sekretaer, administrator, suf
):
    put_on_agenda(
        bruger=sekretaer, moede=moede, sag=ny_sag("Hemmelig", fortrolighed="fortrolig"), trin="udvalg"
    )
    closed = add_punkt(
        bruger=sekretaer, moede=moede, titel="Køb af ejendom", lukket=True, lukket_grund="Pris"
    )
    assert [item.punkt.lukket for item in agenda(sekretaer, moede)] == [True, True]
    assert agenda(administrator, moede) == []
    assert agenda(suf, moede) == []
    with pytest.raises(MoedeAfvist, match="hvorfor punktet er lukket"):
        edit_punkt(bruger=sekretaer, punkt=closed, titel="x", lukket=True, lukket_grund="", standard=False)


def test_a_boligorganisation_puts_nothing_on_an_agenda(sag, moede, boligorganisation_bruger):
    with pytest.raises(AdgangNaegtet):
        put_on_agenda(bruger=boligorganisation_bruger, moede=moede, sag=sag, trin="udvalg")


def test_the_council_has_its_agenda_four_days_before():
    frister = meeting_deadlines("borgerrepraesentationen", dt.date(2026, 12, 10))
    assert frister.dagsorden_ud == dt.date(2026, 12, 6)
    assert frister.regel_dagsorden.sikkerhed == "sikker"
    assert frister.papirer_ind <= frister.dagsorden_ud


def test_working_days_before_a_meeting_pass_over_easter():
    # 15 working days before Monday 20 April 2026: Skærtorsdag, Langfredag and 2. påskedag do not count.
    assert meeting_deadlines("udvalget", dt.date(2026, 4, 20)).papirer_ind == dt.date(2026, 3, 25)


def test_an_item_keeps_the_number_it_has_in_published_minutes(moede, sekretaer):
    assert add_punkt(bruger=sekretaer, moede=moede, titel="Offentliggjort", nummer=13).nummer == 13
    assert add_punkt(bruger=sekretaer, moede=moede, titel="Den næste").nummer == 14
    with pytest.raises(MoedeAfvist, match="allerede et punkt 13"):
        add_punkt(bruger=sekretaer, moede=moede, titel="En til", nummer=13)
    assert moede.punkter.count() == 2
