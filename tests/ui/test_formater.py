"""Figures, money and dates as people in Denmark write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.ui import formater, parsere


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 kr."),
        (999, "999 kr."),
        (12345678, "12.345.678 kr."),
        (-1500, "−1.500 kr."),
        (Decimal("1234.50"), "1.235 kr."),
        (None, "–"),
    ],
)
def test_kroner_are_grouped_by_points(value, text):
    assert formater.kroner(value) == text


def test_money_as_float_is_refused():
    with pytest.raises(TypeError):
        formater.kroner(1234.5)


@pytest.mark.parametrize(("value", "text"), [("2.70", "2,70 pct."), ("50.0", "50,0 pct."), ("55", "55 pct.")])
def test_percentages_keep_the_precision_in_which_they_were_printed(value, text):
    assert formater.pct(Decimal(value)) == text


def test_a_negative_figure_that_rounds_to_nothing_has_no_sign():
    assert formater.decimal(Decimal("-0.04"), 1) == "0,0"


def test_millions_areas_and_counts():
    assert formater.mio(12_345_678) == "12,3 mio. kr."
    assert formater.m2(Decimal("7400.5")) == "7.400,5 m²"
    assert formater.antal(1, "bolig", "boliger") == "1 bolig"
    assert formater.antal(1284, "bolig", "boliger") == "1.284 boliger"


def test_dates_in_danish():
    day = dt.date(2026, 12, 31)
    assert formater.dato(day) == "31. december 2026"
    assert formater.dato_kort(day) == "31. dec. 2026"
    assert formater.dato_med_ugedag(day) == "torsdag den 31. december 2026"


def test_a_moment_is_shown_in_danish_time():
    moment = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    assert formater.tidspunkt(moment) == "1. januar 2027 kl. 00.30"
    assert formater.dato(moment) == "1. januar 2027"


@pytest.mark.parametrize(
    ("days", "text"),
    [(19, "om 19 dage"), (1, "i morgen"), (0, "i dag"), (-1, "1 dag over"), (-3, "3 dage over")],
)
def test_how_far_a_deadline_is(days, text):
    today = dt.date(2026, 2, 22)
    assert formater.dage_til(today + dt.timedelta(days), today) == text


def test_an_unknown_answer_is_not_a_no():
    assert [formater.ja_nej(v) for v in (True, False, None)] == ["Ja", "Nej", "Ikke oplyst"]


@settings(max_examples=60)
@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_kroner_that_are_written_are_read_back_the_same(beloeb):
    assert parsere.parse_kroner(formater.kroner(beloeb)) == beloeb


@settings(max_examples=60)
@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3))
def test_decimals_that_are_written_are_read_back_the_same(tal):
    assert parsere.parse_decimal(formater.decimal(tal)) == tal


@settings(max_examples=40)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_dates_that_are_written_in_figures_are_read_back_the_same(dag):
    for form in ("%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"):
        assert parsere.parse_dato(dag.strftime(form)) == dag
