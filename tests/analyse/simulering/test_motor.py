"""The engine: what it draws, what order it keeps, what it never exceeds. No database."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.analyse.simulering.planer import HVER_10, HVER_30, chain, plan, plans
from tests.sagsgang.ruter import routes

from almen.analyse.simulering.loeb import ALDRIG, Loeb
from almen.analyse.simulering.motor import Afbrudt, simulate
from almen.analyse.simulering.overlevelse import draw_table, estimate
from almen.analyse.simulering.plan import AFSLUT, Tidsmaal
from almen.analyse.simulering.traekning import HOEJST_RUNDER, Traekning

# A whole run is too much to be made smaller step by step: what fails is shown as it was drawn.
QUIET = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def run(run_plan, place=0, froe=1, gentagelse=0):
    draws = Traekning(run_plan, froe, gentagelse)
    return Loeb(run_plan.forloeb[place], draws, run_plan.slut).run()


def rich():
    """Two variants with all there is: meetings, hands, places, ways back."""
    steps = (
        {"tider": range(5, 60)},
        {
            "tider": (0, 0, 1),
            "aktoer": "udvalget",
            "kalender": "udvalget",
            "udfald": ((0.2, 0),),
            "kraever": (True,),
        },
        {"tider": (20, 40), "udfald": ((0.1, AFSLUT),), "kraever": (False,)},
    )
    free = chain(*steps, kalendere={"udvalget": HVER_30})
    few = replace(free, navn="Få", haender={"forvaltningen": 2}, pladser={"udvalget": 3})
    return plan(free, few)


def test_the_same_seed_gives_the_same_answer_in_any_number_of_processes():
    once = simulate(rich(), 7, processer=1)
    assert simulate(rich(), 7, processer=1) == once
    assert simulate(rich(), 7, processer=2) == once
    assert simulate(rich(), 8, processer=1) != once


def test_fixed_times_add_up_as_by_hand():
    fixed = plan(
        chain(
            {"tider": (10,)},
            {"tider": (0,), "aktoer": "udvalget", "kalender": "udvalget"},
            {"tider": (20,)},
            kalendere={"udvalget": HVER_30},
        )
    )
    loeb = run(fixed)
    finished = [sag for sag in loeb.sager if max(sag.dag) < fixed.slut]
    assert len(finished) > 100
    for sag in finished:
        ready = loeb.traekning.sager.start[sag.nummer] + 10
        meeting = next(day for deadline, day in HVER_30 if deadline >= ready)
        assert sag.dag == [ready, meeting, meeting + 20]


@pytest.mark.parametrize("more", [{}, {"pladser": {"udvalget": 10**6}}])
def test_a_case_may_come_on_a_meeting_whose_deadline_is_over_but_never_before_it_is_ready(more):
    late = plan(
        chain(
            {"tider": range(30)},
            {"tider": (-1,), "aktoer": "udvalget", "kalender": "udvalget"},
            kalendere={"udvalget": HVER_30},
            **more,
        )
    )
    for sag in run(late).sager:
        if sag.dag[1] < late.slut:
            assert sag.dag[1] == next(day for _, day in HVER_30 if day >= sag.dag[0])


def test_a_step_that_always_sends_back_takes_every_round_until_the_last():
    rounds = plan(chain({"tider": (5,)}, {"tider": (10,), "udfald": ((1.0, 0),), "kraever": (True,)}))
    loeb = run(rounds)
    early = [sag for sag in loeb.sager if loeb.traekning.sager.start[sag.nummer] < 300]
    assert early
    for sag in early:
        start = loeb.traekning.sager.start[sag.nummer]
        assert sag.dag == [start + 15 * HOEJST_RUNDER + 5, start + 15 * (HOEJST_RUNDER + 1)]
        assert sag.klar == [start, start + 5]


def test_a_rejected_case_goes_no_further_and_is_counted_as_rejected():
    ended = plan(
        chain({"tider": (5,)}, {"tider": (10,), "udfald": ((1.0, AFSLUT),), "kraever": (False,)}, {})
    )
    assert all(sag.dag[1:] == [ALDRIG, ALDRIG] for sag in run(ended).sager)
    answer = simulate(ended, 1, processer=1)["forloeb"][0]
    assert answer["afsluttede"][0] == 0 and answer["forkastede"][0] > 150
    assert answer["maal"][0]["median"] == [None, None, None]


@QUIET
@given(st.data())
def test_no_step_is_taken_before_what_it_waits_for(data):
    drawn = data.draw(plans(data.draw(routes())))
    loeb = run(drawn)
    for sag in loeb.sager:
        for trin, day in zip(loeb.trin, sag.dag, strict=True):
            if day < ALDRIG:
                assert all(sag.dag[before] <= day for before in trin.efter)
                assert day >= loeb.traekning.sager.start[sag.nummer]


@QUIET
@given(st.data())
def test_bodies_decide_on_the_days_of_their_meetings_and_never_more_than_there_is_room_for(data):
    drawn = data.draw(plans(data.draw(routes())))
    forloeb, loeb = drawn.forloeb[0], run(drawn)
    for place, trin in enumerate(loeb.trin):
        if not trin.kalender:
            continue
        assert set(taken_on(loeb, place)) <= {day for _, day in forloeb.kalendere[trin.kalender]}
    if room := forloeb.pladser.get("udvalget"):
        at_meetings = Counter(
            day for place, trin in enumerate(loeb.trin) if trin.kalender for day in taken_on(loeb, place)
        )
        assert max(at_meetings.values(), default=0) <= room


def taken_on(loeb, place):
    """The days on which the step was taken; it may have been passed by in a later round."""
    for sag in loeb.sager:
        used = loeb.draw(place, sag.runde[place]).bruges
        if sag.dag[place] < ALDRIG and (used is None or used[sag.nummer] or place in sag.krav):
            yield sag.dag[place]


@QUIET
@given(st.data())
def test_hands_and_places_without_end_change_nothing(data):
    """What is an event where there are few hands, is reckoned where there are not: both must say the same."""
    drawn = data.draw(plans(data.draw(routes())))
    bare = replace(drawn.forloeb[0], haender={}, pladser={})
    ample = replace(bare, haender={"forvaltningen": 10**6}, pladser={"udvalget": 10**6})
    reckoned, by_events = run(replace(drawn, forloeb=(bare,))), run(replace(drawn, forloeb=(ample,)))
    for one, other in zip(reckoned.sager, by_events.sager, strict=True):
        assert seen(one, drawn.slut) == seen(other, drawn.slut)


def seen(sag, slut):
    """What of the case lies within the run."""
    return [day if day < slut else ALDRIG for day in sag.dag], sag.forkastet


def test_an_actor_never_has_more_in_hand_than_it_can():
    busy = plan(chain({"tider": (30, 50, 70)}, haender={"forvaltningen": 3}), pr_aar=30.0)
    loeb = run(busy)
    days = loeb.draw(0, 1).tider
    moments = []
    for sag in loeb.sager:
        if sag.dag[0] < ALDRIG:
            moments += [(sag.dag[0], -1), (sag.dag[0] - days[sag.nummer], 1)]
    in_hand = numpy.cumsum([change for _, change in sorted(moments)])
    assert in_hand.max() == 3


def test_who_came_first_is_taken_first():
    busy = plan(chain({"tider": (40,)}, haender={"forvaltningen": 1}), pr_aar=12.0)
    days = [sag.dag[0] for sag in run(busy).sager]
    assert days == sorted(days)


@pytest.mark.parametrize("aktoer", ["forvaltningen", "udvalget"])
def test_more_room_never_makes_a_longer_queue(aktoer):
    steps = (
        {"tider": (20, 60)},
        {
            "tider": (0, 1),
            "aktoer": "udvalget",
            "kalender": "udvalget",
            "udfald": ((0.2, 0),),
            "kraever": (True,),
        },
    )
    waits = []
    for number in (2, 3, 4, 6, 9):
        room = {"haender": {aktoer: number}} if aktoer == "forvaltningen" else {"pladser": {aktoer: number}}
        answer = simulate(plan(chain(*steps, kalendere={"udvalget": HVER_30}, **room)), 3, processer=1)[
            "forloeb"
        ][0]
        waits.append(next(item for item in answer["koeer"] if item["aktoer"] == aktoer)["gennemsnit"][0])
    assert waits == sorted(waits, reverse=True) and waits[0] > waits[-1]


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=4),
    st.lists(st.integers(-1, 2), min_size=1, max_size=3),
)
@settings(max_examples=30, deadline=None)
def test_meetings_more_often_make_no_case_later(tider, forbi):
    steps = (
        {"tider": tider},
        {"tider": forbi, "aktoer": "udvalget", "kalender": "udvalget"},
        {"tider": tider},
    )
    both = plan(
        chain(*steps, kalendere={"udvalget": HVER_30}), chain(*steps, kalendere={"udvalget": HVER_10})
    )
    for rare, often in zip(run(both, 0).sager, run(both, 1).sager, strict=True):
        assert all(late >= soon for late, soon in zip(rare.dag, often.dag, strict=True))


def test_variants_get_the_same_cases_and_a_difference_is_of_the_variants_alone():
    slow = chain({"tider": range(10, 200)}, {"tider": (30,)})
    quick = chain({"tider": range(10, 200)}, {"tider": (10,)}, navn="Hurtig")
    (difference,) = simulate(plan(slow, quick), 1, processer=1)["forskelle"]
    assert (difference["forloeb"], difference["mod"], difference["maal"]) == ("Hurtig", "Prøve", "hele")
    # Not to the day: of the cases that begin last, more get through in the quicker one before the run ends.
    assert difference["median"] == pytest.approx([-20, -20, -20], abs=3)


def test_times_run_from_the_first_that_could_be_taken_up_to_the_last_that_was():
    measured = chain(
        {"tider": (10,)}, {"tider": (7,)}, {"tider": (20,)}, maal=(Tidsmaal("a", "A", (1,), (1, 2)),)
    )
    answer = simulate(plan(measured), 1, processer=1)["forloeb"][0]["maal"][0]
    assert answer["median"] == [27.0, 27.0, 27.0] == answer["p10"]
    assert sum(row[2] for row in answer["fordeling"]) == pytest.approx(100, abs=0.1)
    assert [row[:2] for row in answer["fordeling"] if row[2] > 50] == [[21, 28]]


def test_cases_that_are_not_finished_are_counted_and_hold_the_curve_up():
    answer = simulate(plan(chain({"tider": (400, 4000)}), aar=5), 1, processer=1)["forloeb"][0]
    assert answer["ufaerdige"][0] > answer["afsluttede"][0] > 0
    assert answer["maal"][0]["q1"][0] == 400
    assert answer["maal"][0]["q3"] == [None, None, None]


def test_dwellings_are_counted_in_the_year_they_are_finished():
    built = replace(chain({"tider": (0,)}, {"tider": (730,)}), faerdig=0)
    answer = simulate(plan(built, aar=3, indkoering=1, pr_aar=10.0), 1, processer=1)["forloeb"][0]
    assert [row[0] for row in answer["boliger_pr_aar"]] == [2027, 2028, 2029]
    assert all(60 < row[1] < 140 for row in answer["boliger_pr_aar"])


def test_whoever_asked_can_stop_it():
    told = []
    with pytest.raises(Afbrudt):
        simulate(rich(), 1, lambda pct: told.append(pct) or len(told) < 2, processer=1)
    assert told == [25, 50]


def test_the_curve_is_the_one_that_statsmodels_draws():
    from statsmodels.duration.survfunc import SurvfuncRight

    generator = numpy.random.default_rng(5)
    days, settled = generator.integers(0, 60, 300), generator.random(300) < 0.6
    ours, theirs = estimate(days, settled), SurvfuncRight(days, settled)
    assert ours.dage.tolist() == theirs.surv_times.tolist()
    assert ours.rest == pytest.approx(theirs.surv_prob)
    for share in (0.1, 0.25, 0.5, 0.75):
        assert ours.quantile(share) == theirs.quantile(share)


def test_a_table_gives_what_never_was_settled_the_longest_time_seen():
    table, left = draw_table([(10, 1, 2), (20, 1, 1), (90, 0, 1)], 100)
    assert Counter(table) == {10: 50, 20: 25, 90: 25}
    assert left == pytest.approx(0.25)
