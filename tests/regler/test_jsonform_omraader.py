"""Rows of area figures as people write them: Danish numbers are read, and what is wrong is named field by field."""

from __future__ import annotations

from datetime import date

import pytest

from almen.regler.fejl import UgyldigtInput
from almen.regler.jsonform_omraader import KOLONNER, answer_omraade, check_overskrift, parse_omraadetal
from almen.regler.laes import load_parametre

pytestmark = pytest.mark.kun_en_gang

ROW = {"aar": "2022", "omraade": "Prøveparken", "beboere": "1.265", "uden_for_arbejdsmarked_pct": "43,0"}


def test_danish_decimals_and_thousands_are_read_and_an_empty_cell_is_a_missing_figure():
    figures = parse_omraadetal(ROW, load_parametre())
    assert (figures.beboere, str(figures.uden_for_arbejdsmarked_pct), figures.doemte_pct) == (
        1265,
        "43.0",
        None,
    )


@pytest.mark.parametrize(
    ("year", "residents", "day", "number"),
    [
        ("2014", "1265", date(2014, 12, 1), 1265),
        ("2014-02-01", "1265.0", date(2014, 2, 1), 1265),
        ("01.02.2014", "1.265,00", date(2014, 2, 1), 1265),
        ("2010", "1.265.000", None, None),
    ],
)
def test_years_dates_and_counts_as_people_and_programs_write_them(year, residents, day, number):
    row = ROW | {"aar": year, "beboere": residents}
    if day is None:
        assert "beboere" in str(answer_omraade(row, load_parametre())["fejl"])
        return
    figures = parse_omraadetal(row, load_parametre())
    assert (figures.liste, figures.beboere) == (day, number)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("aar", ""),
        ("aar", "2009"),
        ("aar", "2100"),
        ("aar", "01-12-2018"),
        ("aar", "32.12.2018"),
        ("aar", "2010-10-25"),
        ("omraade", ""),
        ("beboere", "1265,5"),
        ("beboere", "-1"),
        ("ikkevestlige_pct", "100.1"),
        ("uden_for_arbejdsmarked_pct", "43 %"),
        ("doemte_pct", "1e9"),
        ("grundskole_pct", "NaN"),
        ("indkomst_pct", "-5"),
        ("landsgennemsnit_doemte_pct", "0"),
        ("aar_i_traek", "fem"),
    ],
)
def test_a_bad_cell_is_named_with_what_is_allowed(field, text):
    answer = answer_omraade(ROW | {field: text}, load_parametre())
    assert str(answer["fejl"]).startswith(f"{field}: ")
    assert "klasser" not in answer


def test_all_faults_of_a_row_are_told_at_once():
    with pytest.raises(UgyldigtInput) as refused:
        parse_omraadetal({"aar": "x", "beboere": "y", "doemte_pct": "z"}, load_parametre())
    assert {f.felt for f in refused.value.fejl} == {"aar", "omraade", "beboere", "doemte_pct"}


def test_a_column_that_is_misspelt_doubled_or_missing_is_named():
    assert check_overskrift(KOLONNER) == []
    faults = " ".join(check_overskrift(["aar", "beboer", "doemte_pct", "doemte_pct"]))
    assert all(name in faults for name in ("omraade: kolonnen mangler", "beboer: ", "doemte_pct: "))
