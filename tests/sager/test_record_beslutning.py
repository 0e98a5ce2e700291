"""Recording a decision: checks, record, effects and projection in one act, or nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Beslutning, Journalpost, Sagsoverblik
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import AndenKomFoerst, BeslutningAfvist, rebuild_overblik, record_beslutning


def decide(sag, bruger, trin, **more):
    more.setdefault("kilde", "referat")
    return record_beslutning(bruger=bruger, sag=sag, trin=trin, **more)


def test_a_decision_is_recorded_journalled_and_moves_the_case(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 1, 5))
    overblik = Sagsoverblik.objects.get(sag=sag)
    assert overblik.naeste_trin == "direktion"
    assert overblik.naeste_aktoer == "direktionen"
    assert overblik.naeste_frist == dt.date(2026, 2, 4)
    assert Journalpost.objects.filter(sag=sag, art="beslutning").count() == 1


def test_no_step_before_its_prerequisite(sag, direktion):
    with pytest.raises(BeslutningAfvist) as refused:
        decide(sag, direktion, "direktion")
    assert "trin" in refused.value.fejl
    assert not Beslutning.objects.exists()


def test_a_failing_check_refuses_with_its_reason(sag, sagsbehandler, direktion, proeve):
    decide(sag, sagsbehandler, "ansoegning")
    proeve.svar = "nej"
    with pytest.raises(BeslutningAfvist) as refused:
        decide(sag, direktion, "direktion")
    assert "Tallet er 7." in refused.value.fejl["kontrol:proeve_kontrol"]
    assert proeve.log == []
    assert Beslutning.objects.count() == 1


def test_a_dispensation_lets_the_decision_pass_and_is_recorded_with_its_reason(
    sag, sagsbehandler, direktion, proeve
):
    decide(sag, sagsbehandler, "ansoegning")
    proeve.svar = "nej"
    beslutning = decide(
        sag, direktion, "direktion", dispensationer={"proeve_kontrol": "Borgmesteren har godkendt"}
    )
    assert beslutning.dispensationer == [
        {"kontrol": "proeve_kontrol", "begrundelse": "Borgmesteren har godkendt"}
    ]


def test_what_cannot_be_decided_does_not_refuse_but_stands_in_the_record(
    sag, sagsbehandler, direktion, proeve
):
    decide(sag, sagsbehandler, "ansoegning")
    proeve.svar = "kan_ikke_afgoeres"
    beslutning = decide(sag, direktion, "direktion")
    assert beslutning.kontroller[0]["udfald"] == "kan_ikke_afgoeres"


def test_effects_run_when_a_step_is_done_and_are_held_while_it_is_stopped(
    sag, sagsbehandler, direktion, sekretaer, proeve
):
    decide(sag, sagsbehandler, "ansoegning")
    decide(sag, direktion, "direktion")
    decide(sag, sekretaer, "udvalg")
    assert proeve.log == ["gjort", "gjort"]
    decide(sag, sekretaer, "udvalg", udfald="standset", begrundelse="Et medlem har brugt standsningsretten")
    assert proeve.log == ["gjort", "gjort", "ophævet"]
    with pytest.raises(BeslutningAfvist):
        decide(sag, sagsbehandler, "tilsagn")
    decide(sag, sekretaer, "udvalg", udfald="standsning_ophaevet")
    assert proeve.log == ["gjort", "gjort", "ophævet", "gjort"]
    assert Sagsoverblik.objects.get(sag=sag).naeste_trin == "tilsagn"


def test_sent_back_undoes_what_followed_and_opens_it_again(sag, sagsbehandler, direktion, sekretaer, proeve):
    decide(sag, sagsbehandler, "ansoegning")
    decide(sag, direktion, "direktion")
    decide(
        sag, sekretaer, "udvalg", udfald="sendt_tilbage", tilbage_til="ansoegning", begrundelse="Nyt projekt"
    )
    assert proeve.log == ["gjort", "ophævet"]
    assert Sagsoverblik.objects.get(sag=sag).naeste_trin == "ansoegning"


def test_a_rejected_case_ends_and_lets_go_of_what_it_held(sag, sagsbehandler, direktion, sekretaer, proeve):
    decide(sag, sagsbehandler, "ansoegning")
    decide(sag, direktion, "direktion")
    decide(sag, sekretaer, "udvalg", udfald="forkastet", begrundelse="Flertallet er imod")
    assert proeve.log == ["gjort", "ophævet"]
    assert Sagsoverblik.objects.get(sag=sag).afslutning == "forkastet"


def test_an_effect_that_fails_leaves_nothing_behind(sag, sagsbehandler, direktion, proeve):
    decide(sag, sagsbehandler, "ansoegning")
    proeve.fejler = True
    with pytest.raises(RuntimeError):
        decide(sag, direktion, "direktion")
    assert Beslutning.objects.count() == 1
    assert Sagsoverblik.objects.get(sag=sag).naeste_trin == "direktion"


def test_the_second_of_two_is_told_who_came_first(sag, sagsbehandler, leder):
    decide(sag, sagsbehandler, "ansoegning", set_antal=0)
    with pytest.raises(AndenKomFoerst) as refused:
        decide(sag, leder, "ansoegning", set_antal=0)
    assert "Karen Sagsbehandler" in str(refused.value)


def test_a_decision_of_another_body_needs_its_meeting_or_source(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning")
    with pytest.raises(BeslutningAfvist) as refused:
        decide(sag, sagsbehandler, "direktion", kilde="")
    assert "kilde" in refused.value.fejl


def test_one_body_cannot_record_for_another(sag, sagsbehandler, sekretaer):
    decide(sag, sagsbehandler, "ansoegning")
    with pytest.raises(AdgangNaegtet):
        decide(sag, sekretaer, "direktion")


def test_auditor_and_administrator_record_nothing(sag, revisor, administrator):
    for bruger in (revisor, administrator):
        with pytest.raises(AdgangNaegtet):
            decide(sag, bruger, "ansoegning")


def test_no_decision_in_the_future(sag, sagsbehandler):
    with pytest.raises(BeslutningAfvist) as refused:
        decide(sag, sagsbehandler, "ansoegning", dato=dt.date.today() + dt.timedelta(days=1))
    assert "dato" in refused.value.fejl


def test_a_rejection_needs_a_reason(sag, sagsbehandler, direktion):
    decide(sag, sagsbehandler, "ansoegning")
    with pytest.raises(BeslutningAfvist) as refused:
        decide(sag, direktion, "direktion", udfald="forkastet", begrundelse=" ")
    assert "begrundelse" in refused.value.fejl


def test_the_projection_equals_what_route_and_decisions_say_and_can_be_rebuilt(sag, sagsbehandler, direktion):
    decide(sag, sagsbehandler, "ansoegning")
    decide(sag, direktion, "direktion", udfald="udsat", begrundelse="Venter på budget")
    assert list(find_afvigelser()) == []
    Sagsoverblik.objects.filter(sag=sag).update(naeste_trin="forkert", antal_udfoert=9)
    sag.frister.all().delete()
    assert list(find_afvigelser())
    rebuild_overblik(sag)
    assert list(find_afvigelser()) == []
