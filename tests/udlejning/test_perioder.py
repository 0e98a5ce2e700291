"""One step at a time: at most one holds on a day, the order of entry does not matter, and taking back undoes placing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.udlejning.perioder import SammeDag, find_on, last_days

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 1))
STARTS = st.lists(DAYS, unique=True, max_size=8).map(lambda days: list(enumerate(days)))


def _holding(starts, dag):
    ends = last_days(starts)
    return [key for key, first in starts if first <= dag and (ends[key] is None or dag <= ends[key])]


@given(STARTS, DAYS)
@settings(max_examples=60)
def test_at_most_one_step_holds_on_a_day_and_it_is_the_one_that_began_last(starts, dag):
    holding = _holding(starts, dag)
    assert len(holding) <= 1
    assert (holding[0] if holding else None) == find_on(starts, dag)


@given(STARTS, st.randoms())
@settings(max_examples=40)
def test_the_order_of_entry_does_not_matter(starts, random):
    shuffled = list(starts)
    random.shuffle(shuffled)
    assert last_days(shuffled) == last_days(starts)


@given(STARTS, DAYS)
@settings(max_examples=60)
def test_taking_a_placement_back_is_the_inverse_of_placing(starts, dag):
    if dag in [first for _, first in starts]:
        with pytest.raises(SammeDag):
            last_days([*starts, ("ny", dag)])
        return
    before = last_days(starts)
    placed = last_days([*starts, ("ny", dag)])
    assert sum(placed[key] != before[key] for key in before) <= 1, "only the one before is touched"
    assert last_days([item for item in [*starts, ("ny", dag)] if item[0] != "ny"]) == before


def test_what_begins_last_is_open_and_nothing_holds_before_the_first():
    starts = [("a", dt.date(2024, 1, 1)), ("b", dt.date(2024, 6, 1))]
    assert last_days(starts) == {"a": dt.date(2024, 5, 31), "b": None}
    assert find_on(starts, dt.date(2023, 12, 31)) is None
