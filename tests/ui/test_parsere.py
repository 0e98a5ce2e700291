"""What people type: read when it can only mean one thing, refused in Danish otherwise."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.ui import parsere


@pytest.mark.parametrize(
    "text",
    [
        "1.234.567",
        "1234567",
        "1 234 567",
        "1.234.567 kr.",
        "1.234.567,00",
        " 1234567 kroner ",
        "1\u00a0234\u00a0567",
    ],
)
def test_an_amount_may_be_written_in_several_ways(text):
    assert parsere.parse_kroner(text) == 1234567


@pytest.mark.parametrize(
    "text", ["12.50", "1.23", "1.2345", "1,5", "abc", "", "1..000", "12,", "--1", "1e6", "٣"]
)
def test_an_amount_that_could_mean_two_things_is_refused(text):
    with pytest.raises(ValueError, match=r"Skriv|Punktum"):
        parsere.parse_kroner(text)


def test_an_absurdly_large_amount_is_refused():
    with pytest.raises(ValueError, match="for stort"):
        parsere.parse_kroner("9" * 40)


def test_an_area_is_never_negative_and_keeps_its_decimals():
    assert parsere.parse_m2("7.400,50 m²") == Decimal("7400.50")
    with pytest.raises(ValueError, match="negativt"):
        parsere.parse_m2("-1")


@pytest.mark.parametrize("text", ["31.12.2026", "31-12-2026", "31/12/2026", "2026-12-31", " 31.12.2026 "])
def test_a_date_may_be_written_in_several_ways(text):
    assert parsere.parse_dato(text) == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "message"), [("31.02.2026", "findes ikke"), ("31.12.26", "dag.måned.år"), ("i dag", "Skriv")]
)
def test_a_date_that_is_not_one_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parsere.parse_dato(text)


@settings(max_examples=150)
@given(st.text(max_size=30))
def test_no_text_gives_anything_but_a_value_or_a_danish_refusal(text):
    for parse in (parsere.parse_kroner, parsere.parse_decimal, parsere.parse_m2, parsere.parse_dato):
        try:
            parse(text)
        except ValueError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("55,676098", "55.676098"),
        ("55.676098", "55.676098"),
        (" 12.5° ", "12.5"),
        ("−9,5", "-9.5"),
        ("55", "55"),
    ],
)
def test_degrees_may_have_a_comma_or_a_point(text, degrees):
    assert parsere.parse_koordinat(text) == Decimal(degrees)


@pytest.mark.parametrize("text", ["", "1.234.567", "55,1,2", "55° 40'", "1e2", "nan", "５５"])
def test_what_is_no_degrees_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="for eksempel 55,676098"):
        parsere.parse_koordinat(text)
