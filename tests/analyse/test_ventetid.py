"""Every day of a stay goes to exactly one cause."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.analyse.ventetid import NAVNE, VENTER, Aarsag, Moedekalender, Sted, Tid, divide, find_parts


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
SPANS = st.tuples(DAYS, DAYS)
MEETINGS = st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=12).map(
    lambda rows: Moedekalender([(papers, papers + dt.timedelta(days=more)) for papers, more in rows])
)
KALENDER = Moedekalender(
    [(day("01-12"), day("01-26")), (day("02-09"), day("02-23")), (day("03-09"), day("03-23"))]
)


@given(
    sted=st.sampled_from(Sted),
    klar=DAYS,
    slut=DAYS,
    afgjort=st.booleans(),
    udsat=st.none() | DAYS,
    kalender=st.none() | MEETINGS,
    mangler=st.lists(SPANS, max_size=5),
)
def test_the_parts_add_up_to_the_stay_and_none_is_negative(
    sted, klar, slut, afgjort, udsat, kalender, mangler
):
    parts = find_parts(sted, Tid(klar, slut, afgjort, udsat), kalender, mangler)
    assert sum(parts.values()) == max(0, (slut - klar).days)
    assert all(days > 0 for days in parts.values())
    assert Aarsag.TILBAGE not in parts
    if sted is not Sted.FORVALTNING:
        assert Aarsag.ARBEJDE not in parts


@given(klar=DAYS, slut=DAYS, kalender=MEETINGS)
def test_the_calendar_never_waits_longer_than_the_stay_nor_for_a_meeting_that_is_not_there(
    klar, slut, kalender
):
    until = kalender.waits_until(Tid(klar, slut, True))
    assert until is None or (until <= slut and until in {day for _, day in kalender.moeder})


@given(
    first=DAYS,
    last=DAYS,
    krav=st.lists(st.tuples(st.sampled_from(sorted(VENTER)), DAYS, DAYS), max_size=5),
)
def test_a_day_goes_to_the_first_claim_that_covers_it(first, last, krav):
    counted: dict[Aarsag, int] = {}
    for number in range(max(0, (last - first).days)):
        now = first + dt.timedelta(days=number)
        cause = next((item for item, a, b in krav if a <= now < b), Aarsag.ARBEJDE)
        counted[cause] = counted.get(cause, 0) + 1
    assert divide(first, last, krav, Aarsag.ARBEJDE) == counted


@pytest.mark.parametrize(
    ("klar", "slut", "afgjort", "parts"),
    [
        ("01-12", "01-26", True, {Aarsag.KALENDER: 14}),  # the papers' last day itself is in time
        ("01-13", "02-23", True, {Aarsag.KALENDER: 41}),
        ("01-12", "02-23", True, {Aarsag.KALENDER: 14, Aarsag.DAGSORDEN: 28}),
        ("01-20", "01-26", True, {Aarsag.KALENDER: 6}),  # put on after the papers' day
        ("01-20", "01-22", True, {Aarsag.MOEDE_UKENDT: 2}),  # decided on a day without a meeting
        ("01-13", "02-01", False, {Aarsag.KALENDER: 19}),  # still waits for the meeting in February
        ("03-10", "04-01", False, {Aarsag.MOEDE_UKENDT: 22}),  # no later meeting is recorded
    ],
)
def test_the_wait_at_a_body_is_the_calendars_until_the_first_meeting_it_could_reach(
    klar, slut, afgjort, parts
):
    assert find_parts(Sted.ORGAN, Tid(day(klar), day(slut), afgjort), KALENDER) == parts


def test_what_is_not_known_of_meetings_is_never_no_wait():
    earlier = Tid(dt.date(2024, 11, 1), dt.date(2024, 12, 1), True)
    assert find_parts(Sted.ORGAN, earlier, KALENDER) == {Aarsag.MOEDE_UKENDT: 30}
    assert find_parts(Sted.ORGAN, earlier) == {Aarsag.MOEDE_UKENDT: 30}
    # One meeting of an old case does not make the years after it known.
    gap = Moedekalender([(dt.date(2015, 3, 1), dt.date(2015, 3, 15)), (day("01-12"), day("01-26"))])
    assert gap.waits_until(Tid(dt.date(2015, 4, 1), day("01-26"), True)) is None
    assert gap.waits_until(Tid(dt.date(2015, 4, 1), day("02-01"), True)) is None


def test_postponed_days_are_counted_from_the_first_time():
    tid = Tid(day("01-12"), day("02-23"), True, day("01-26"))
    assert find_parts(Sted.ORGAN, tid, KALENDER) == {Aarsag.KALENDER: 14, Aarsag.UDSAT: 28}


def test_at_the_administration_the_days_without_a_cause_may_be_work():
    tid = Tid(day("01-01"), day("02-01"), True, day("01-20"))
    asked = [(day("01-10"), day("01-25")), (day("01-12"), day("01-15"))]
    assert find_parts(Sted.FORVALTNING, tid, None, asked) == {
        Aarsag.ARBEJDE: 9,
        Aarsag.MATERIALE: 15,
        Aarsag.UDSAT: 7,
    }
    assert find_parts(Sted.ORGANISATION, tid, None, asked) == {Aarsag.ORGANISATION: 19, Aarsag.UDSAT: 12}


def test_every_cause_has_a_name():
    assert set(NAVNE) == set(Aarsag)
