"""The fund's themes by period, and what a published plan's known amounts tell of who pays."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.boligsociale_temaer import load_temaperioder, theme_name, themes_on
from almen.regler.fejl import RegelFejl, UdenForGyldighed, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.medfinansiering import Gulv, check_medfinansiering
from almen.regler.medfinansiering_oplyst import OplystFinansiering, assess_oplyst
from almen.regler.resultat import Sikkerhed, Udfald

pytestmark = pytest.mark.kun_en_gang

GULVE = {navn: Gulv(Decimal("12.5"), "kommunens praksis") for navn in ("kommune", "boligorganisation")}
DAY = date(2025, 6, 1)


# -------------------------------------------------------------------------------------------------------------- themes
@pytest.mark.parametrize(
    ("day", "number", "first", "certainty"),
    [
        (date(2011, 1, 1), 7, "Børn, unge og familie", Sikkerhed.SIKKER),
        (date(2018, 12, 31), 4, "Tryghed og trivsel", Sikkerhed.SIKKER),
        (date(2019, 6, 1), 4, "Uddannelse og livschancer", Sikkerhed.SANDSYNLIG),
        (date(2026, 12, 31), 4, "Uddannelse og livschancer", Sikkerhed.SIKKER),
        (date(2027, 1, 1), 4, "Uddannelse og livschancer", Sikkerhed.UAFKLARET),
    ],
)
def test_the_themes_are_those_of_the_regulation_in_force(day, number, first, certainty):
    period = themes_on(day)
    assert (len(period.temaer), period.temaer[0].navn, period.sikkerhed) == (number, first, certainty)
    assert bool(period.warn_usikker()) is (certainty is not Sikkerhed.SIKKER)
    assert period.som_kilde.hjemmel and period.find(period.temaer[0].id) == period.temaer[0]


def test_before_the_first_known_themes_there_is_no_answer_and_a_theme_keeps_its_name():
    with pytest.raises(UdenForGyldighed, match="boligsocial.temaer"):
        themes_on(date(2010, 12, 31))
    assert theme_name("sundhed") == "Sundhed" and theme_name("ukendt") == "ukendt"


def test_periods_follow_each_other_without_a_gap_and_an_id_means_one_theme():
    periods = load_temaperioder()
    for before, after in pairwise(periods):
        assert before.til + timedelta(days=1) == after.fra
    names: dict[str, str] = {}
    for period in periods:
        for theme in period.temaer:
            assert names.setdefault(theme.id, theme.navn) == theme.navn


def test_a_plan_lasts_four_years_and_the_funds_frame_is_for_show_only():
    assert load_parametre().vaerdi("boligsocial.plan_aar", DAY).heltal == 4
    with pytest.raises(RegelFejl, match="kun til oplysning"):
        load_parametre().vaerdi("boligsocial.ramme", DAY)


# -------------------------------------------------------------------------------------------------- what a source tells
def test_amounts_that_follow_from_others_are_reckoned():
    answer = assess_oplyst(OplystFinansiering(DAY, lbf=6_000_000, lokalt=2_000_000, kommune=1_000_000), GULVE)
    assert answer.udfald is Udfald.JA and len(answer.trin) == 4
    short = assess_oplyst(OplystFinansiering(DAY, budget=8_000_000, lbf=6_000_000, kommune=999_999), GULVE)
    assert short.udfald is Udfald.NEJ and "1.000.001 kr." in short.forklaring


def test_too_little_locally_is_a_no_even_if_nobody_says_who_pays_it():
    answer = assess_oplyst(OplystFinansiering(DAY, budget=8_000_000, lokalt=1_999_999), GULVE)
    assert answer.udfald is Udfald.NEJ and "Lokalt betales 1.999.999 kr." in answer.forklaring


def test_before_the_75_percent_rule_the_reason_is_that_rule():
    answer = assess_oplyst(OplystFinansiering(date(2004, 1, 1), budget=8, lbf=8, lokalt=0), GULVE)
    assert answer.udfald is Udfald.KAN_IKKE_AFGOERES and "fra 2006" in answer.forklaring
    assert assess_oplyst(OplystFinansiering(date(1999, 1, 1)), {}).udfald is Udfald.KAN_IKKE_AFGOERES
    with pytest.raises(UdenForGyldighed, match="fra 2006"):
        check_medfinansiering(8, {"lbf": 6, "kommune": 1, "boligorganisation": 1}, GULVE, date(2005, 1, 1))


def test_bad_figures_are_named():
    with pytest.raises(UgyldigtInput) as refused:
        assess_oplyst(OplystFinansiering(DAY, lbf=-1, pct={"stat": Decimal(1)}), GULVE)
    assert [item.felt for item in refused.value.fejl] == ["lbf", "pct.stat"]
    with pytest.raises(UgyldigtInput, match="lokalt"):
        assess_oplyst(OplystFinansiering(DAY, lokalt=3, kommune=1, boligorganisation=1), GULVE)


kroner = st.integers(0, 10**8)


@given(
    kroner,
    kroner,
    kroner,
    st.sets(st.sampled_from(["budget", "lbf", "lokalt", "kommune", "boligorganisation"])),
)
def test_what_is_left_out_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(
    lbf, kommune, boligorganisation, hidden
):
    budget = lbf + kommune + boligorganisation
    if not budget:
        return
    parts = {"lbf": lbf, "kommune": kommune, "boligorganisation": boligorganisation}
    full = OplystFinansiering(DAY, budget=budget, lokalt=kommune + boligorganisation, **parts)
    truth = check_medfinansiering(budget, parts, GULVE, DAY).ok
    assert (assess_oplyst(full, GULVE).udfald is Udfald.JA) is truth
    partly = assess_oplyst(replace(full, **dict.fromkeys(hidden)), GULVE).udfald
    assert partly in (Udfald.KAN_IKKE_AFGOERES, Udfald.JA if truth else Udfald.NEJ)


# ------------------------------------------------------------------------------------------------------ published plans
def _published() -> list[dict[str, str]]:
    file = Path(__file__).resolve().parents[1] / "cases" / "boligsociale_planer.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", _published(), ids=lambda row: row["id"])
def test_published_plans_keep_the_rule_or_the_answer_says_why_it_cannot_be_told(row):
    amounts = {name: int(row[name]) for name in ("budget", "lbf", "lokalt") if row[name]}
    shares = {name: Decimal(row[f"{name}_pct"]) for name in ("lbf", *GULVE) if row[f"{name}_pct"]}
    floors = GULVE if row["kommune"] == "København" else {}
    answer = assess_oplyst(OplystFinansiering(date.fromisoformat(row["dato"]), pct=shares, **amounts), floors)
    assert (answer.udfald.value, row["grund"] in answer.forklaring) == (row["udfald"], True), (
        answer.forklaring
    )


def test_every_known_plan_is_among_the_cases():
    known = Path(__file__).resolve().parents[3] / "shared" / "domain" / "boligsociale-cases.csv"
    if not known.is_file():
        pytest.skip("../shared er her ikke")
    with known.open(encoding="utf-8", newline="") as stream:
        addresses = {row["source_url"] for row in csv.DictReader(stream)}
    assert addresses == {row["kilde"] for row in _published()}
