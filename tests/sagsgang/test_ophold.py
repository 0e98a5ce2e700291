"""How long a case stood at each step: what the recorded days say, and nothing else."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from almen.sagsgang.definition import AFSLUT
from almen.sagsgang.ophold import Opholdsart, find_ophold, is_running
from almen.sagsgang.tilstand import Beslutning, tilstand
from almen.sagsgang.udfald import FOELGER, Foelge
from sagsgang.ruter import courses, farver, route, routes

AABNET = dt.date(2024, 1, 1)
KAEDE = route(
    {"id": "a"},
    {"id": "b", "efter": ["a"]},
    {"id": "c", "efter": ["a"], "aktoer": "forvaltningen"},
    {"id": "d", "efter": ["b", "c"]},
)


def day(number: int) -> dt.date:
    return AABNET + dt.timedelta(days=number)


def course(*items: tuple) -> list[Beslutning]:
    """Decisions as (step, day) or (step, day, outcome[, sent back to])."""
    return [
        Beslutning(number, item[0], item[2] if len(item) > 2 else "godkendt", day(item[1]), *item[3:])
        for number, item in enumerate(items, start=1)
    ]


def stays(sagsgang, *items: tuple):
    found = find_ophold(sagsgang, {}, AABNET, course(*items))
    return {(item.trin, item.runde): item for item in found}


def test_a_step_is_ready_when_the_last_of_what_it_rests_on_is_done():
    found = stays(KAEDE, ("a", 10), ("b", 15), ("c", 40), ("d", 47))
    assert [(item.klar, item.dage, item.udloest_af) for item in found.values()] == [
        (day(0), 10, ""),
        (day(10), 5, "a"),
        (day(10), 30, "a"),
        (day(40), 7, "c"),
    ]


def test_what_is_not_settled_has_no_last_day():
    found = stays(KAEDE, ("a", 10), ("b", 15))
    assert found["c", 1].art is Opholdsart.AABEN
    assert (found["c", 1].klar, found["c", 1].slut, found["c", 1].dage) == (day(10), None, None)
    assert ("d", 1) not in found


def test_a_postponed_step_keeps_its_day_of_readiness_and_remembers_the_first_postponement():
    item = stays(KAEDE, ("a", 10), ("b", 20, "udsat"), ("b", 30, "udsat"), ("b", 50))["b", 1]
    assert (item.dage, item.udsat, item.udsat_fra) == (40, 2, day(20))


def test_a_step_sent_back_begins_a_new_round_and_the_sender_waits_until_it_is_ready_again():
    found = stays(
        KAEDE, ("a", 10), ("b", 15), ("c", 20), ("d", 30, "sendt_tilbage", "b"), ("b", 70), ("d", 90)
    )
    sender = found["d", 1]
    assert (sender.art, sender.dage, sender.igen_klar) == (Opholdsart.SENDT_TILBAGE, 10, day(70))
    again = found["b", 2]
    assert (again.klar, again.dage, again.udloest_af, again.tilbage) == (day(30), 40, "d", True)
    assert (found["d", 2].klar, found["d", 2].udloest_af, found["d", 2].tilbage) == (day(70), "b", False)


def test_a_step_that_ran_when_another_sent_the_case_back_was_broken_off():
    found = stays(KAEDE, ("a", 10), ("b", 15, "sendt_tilbage", "a"))
    assert (found["c", 1].art, found["c", 1].dage) == (Opholdsart.AFBRUDT, 5)
    assert (found["a", 2].klar, is_running(found["a", 2])) == (day(15), True)


def test_a_stopped_decision_runs_again_until_the_council_has_spoken():
    assert stays(KAEDE, ("a", 10), ("b", 15), ("b", 16, "standset"))["b", 1].art is Opholdsart.STANDSET
    item = stays(KAEDE, ("a", 10), ("b", 15), ("b", 16, "standset"), ("b", 45, "standsning_ophaevet"))["b", 1]
    assert (item.art, item.dage) == (Opholdsart.UDFOERT, 35)


def test_a_day_before_the_steps_turn_is_told_and_never_negative():
    item = stays(KAEDE, ("a", 10), ("b", 4))["b", 1]
    assert (item.foer_tur, item.dage) == (True, 0)


def test_a_rejection_ends_the_case_and_breaks_off_the_rest():
    found = stays(KAEDE, ("a", 10), ("b", 25, "forkastet"))
    assert found["b", 1].art is Opholdsart.FORKASTET
    assert (found["c", 1].art, found["c", 1].dage) == (Opholdsart.AFBRUDT, 15)


@given(data=st.data(), sagsgang=routes(), fakta=farver)
def test_stays_agree_with_the_state_whatever_has_happened(data, sagsgang, fakta):
    decisions, when = [], AABNET
    for item in data.draw(courses(sagsgang, fakta)):
        when += dt.timedelta(days=data.draw(st.integers(0, 40)))
        decisions.append(Beslutning(item.nummer, item.trin, item.udfald, when, item.tilbage_til))
    state = tilstand(sagsgang, fakta, decisions)
    found = find_ophold(sagsgang, fakta, AABNET, decisions, state)
    assert {item.trin for item in found if item.art is Opholdsart.AABEN} == set(state.aabne)
    assert {item.trin for item in found if item.art is Opholdsart.STANDSET} == set(state.standsede)
    for item in found:
        assert not item.foer_tur  # days that only go forward never come before their turn
        assert item.klar >= AABNET
    # A step is settled as often as its rounds say, and no round has two ends.
    assert len({(item.trin, item.runde) for item in found}) == len(found)
    done = {item.trin for item in found if item.art is Opholdsart.UDFOERT}
    assert set(state.udfoerte) <= done
    sent = [
        item
        for item in decisions
        if FOELGER[item.udfald] is Foelge.TILBAGE
        or (FOELGER[item.udfald] is Foelge.AFSLUTTER and sagsgang.efter_id[item.trin].ved_forkastet != AFSLUT)
    ]
    assert len([item for item in found if item.art is Opholdsart.SENDT_TILBAGE or item.runde > 1]) >= bool(
        sent
    )


@given(data=st.data(), sagsgang=routes(), fakta=farver)
def test_one_decision_more_touches_only_what_it_is_about_and_what_runs(data, sagsgang, fakta):
    decisions = data.draw(courses(sagsgang, fakta))
    if not decisions:
        return
    before = {(item.trin, item.runde): item for item in find_ophold(sagsgang, fakta, AABNET, decisions[:-1])}
    after = {(item.trin, item.runde): item for item in find_ophold(sagsgang, fakta, AABNET, decisions)}
    for key, item in before.items():
        settled = not is_running(item) and item.art is not Opholdsart.AFBRUDT
        if settled and item.trin != decisions[-1].trin:
            assert after[key]._replace(igen_klar=None) == item._replace(igen_klar=None)
