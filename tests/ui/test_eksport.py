"""Spreadsheets: no cell may run as a formula, and figures stay figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from almen.ui.eksport import csv_lines, neutralise, write_xlsx
from almen.ui.kolonner import Kolonne

KOLONNER = [
    Kolonne("navn", "Navn", "navn"),
    Kolonne("sum", "Sum", "sum", "kroner"),
    Kolonne("pct", "Andel", "pct", "pct"),
    Kolonne("dato", "Dato", "dato", "dato"),
    Kolonne("intern", "Kun på siden", "navn", eksport=False),
]
ROW = {"navn": "=1+1", "sum": -1500, "pct": Decimal("2.70"), "dato": dt.date(2026, 12, 31)}


def sheet(rows):
    file = BytesIO()
    write_xlsx(file, KOLONNER, rows, "Sager: [test]", {"Filtre": "=HYPERLINK(1)"})
    return load_workbook(BytesIO(file.getvalue()))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1"])
def test_text_that_could_run_gets_an_apostrophe(text):
    assert neutralise(text).startswith("'")


@settings(max_examples=80)
@given(st.text(max_size=20))
def test_no_text_is_left_that_begins_like_a_formula(text):
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_workbook_keeps_formula_like_text_as_text_and_figures_as_figures():
    cells = list(sheet([ROW]).worksheets[0].rows)[1]
    assert (cells[0].value, cells[0].data_type) == ("=1+1", "s")
    assert (cells[1].value, cells[1].number_format) == (-1500, "#,##0")
    assert cells[2].value == 2.7
    assert cells[3].value == dt.datetime(2026, 12, 31)


def test_the_second_sheet_is_text_too():
    assert all(c.data_type in ("s", "n") for row in sheet([ROW]).worksheets[1].rows for c in row)


def test_columns_that_are_not_exported_stay_on_the_page():
    assert "Kun på siden" not in next(sheet([]).worksheets[0].values)


def test_control_characters_do_not_break_a_workbook():
    assert list(sheet([{**ROW, "navn": "a\x07b"}]).worksheets[0].values)[1][0] == "ab"


def test_csv_is_danish_and_leaves_negative_amounts_as_numbers():
    lines = "".join(csv_lines(KOLONNER, [ROW])).splitlines()
    assert lines[0] == "\ufeffNavn;Sum (kr.);Andel (pct.);Dato"
    assert lines[1] == "'=1+1;-1500;2,70;2026-12-31"
