"""Outliers and trends are told only where there is ground for it, and one wild figure does not rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.laes import load_parametre
from almen.tilsyn.udvikling import describe, find_afvigelse, find_udvikling, mindst_i_gruppe

pytestmark = pytest.mark.kun_en_gang

tal = st.decimals(-10_000, 10_000, places=2)


def of(*vaerdier):
    return [Decimal(str(value)) for value in vaerdier]


@settings(max_examples=60, deadline=None)
@given(st.lists(tal, min_size=1, max_size=40))
def test_the_quartiles_stand_in_order_and_the_spread_is_never_negative(vaerdier):
    group = describe(vaerdier)
    assert min(vaerdier) <= group.nedre <= group.median <= group.oevre <= max(vaerdier)
    assert group.spredning >= 0 and group.antal == len(vaerdier)


@settings(max_examples=60, deadline=None)
@given(st.lists(tal, min_size=1, max_size=40))
def test_a_figure_equal_to_the_median_leaves_the_median_where_it_is(vaerdier):
    middle = describe(vaerdier).median
    assert describe([*vaerdier, middle]).median == middle


def test_quartiles_lie_between_the_figures_around_them():
    group = describe(of(10, 20, 30, 40))
    assert (group.nedre, group.median, group.oevre) == tuple(of("17.5", 25, "32.5"))
    assert describe([]) is None


def test_a_figure_far_from_its_group_is_told_with_the_distance_and_the_side():
    group = of(8, 9, 10, 11, 12)
    found = find_afvigelse(Decimal(30), group, load_parametre())
    assert found.retning == "over" and found.median == 10 and found.antal == 5
    assert found.afstand == Decimal(20) / Decimal("1.4826")
    assert find_afvigelse(Decimal(-10), group, load_parametre()).retning == "under"
    assert find_afvigelse(Decimal(13), group, load_parametre()) is None


def test_one_wild_figure_does_not_hide_another():
    found = find_afvigelse(Decimal(40), of(8, 9, 10, 11, 12, 100_000), load_parametre())
    assert found is not None


def test_a_small_group_or_one_where_all_are_alike_tells_nothing():
    parametre = load_parametre()
    few = mindst_i_gruppe(parametre) - 1
    assert find_afvigelse(Decimal(1000), of(*range(few)), parametre) is None
    assert find_afvigelse(Decimal(1000), [], parametre, 2024) is None
    assert find_afvigelse(Decimal(1000), of(*[0] * 10), parametre) is None
    # More than half are alike; the rest still give a measure.
    assert find_afvigelse(Decimal(1000), of(*[0] * 8, 1, 2), parametre) is not None


@settings(max_examples=30, deadline=None)
@given(st.lists(tal, min_size=5, max_size=20), tal, st.decimals(1, 100, places=1))
def test_an_outlier_stays_one_when_everything_is_told_in_another_unit(vaerdier, vaerdi, gange):
    parametre = load_parametre()
    here = find_afvigelse(vaerdi, vaerdier, parametre)
    there = find_afvigelse(vaerdi * gange, [item * gange for item in vaerdier], parametre)
    assert (here is None) == (there is None)


def test_a_trend_needs_four_years_and_missing_years_are_missing():
    assert find_udvikling({2020: Decimal(1), 2021: Decimal(2), 2022: Decimal(3), 2023: None}) is None
    found = find_udvikling({2019: Decimal(1), 2021: Decimal(3), 2022: Decimal(4), 2024: Decimal(6)})
    assert (found.haeldning, found.retning, found.fra, found.til, found.antal) == (
        1,
        "stigende",
        2019,
        2024,
        4,
    )


def test_a_figure_that_goes_up_and_down_has_no_direction():
    found = find_udvikling(dict(enumerate(of(5, 9, 4, 10, 3, 8, 6), start=2018)))
    assert found.retning == "uklar" and found.lav < 0 < found.hoej


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=12))
def test_the_slope_lies_in_its_interval_and_turns_with_the_figures(vaerdier):
    found = find_udvikling({2010 + n: Decimal(value) for n, value in enumerate(vaerdier)})
    turned = find_udvikling({2010 + n: -Decimal(value) for n, value in enumerate(vaerdier)})
    assert found.lav <= found.haeldning <= found.hoej
    assert turned.haeldning == -found.haeldning
