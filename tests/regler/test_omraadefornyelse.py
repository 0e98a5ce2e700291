"""A kvarterplan's parts and years make its budget to the krone, and the state's refund keeps its ceilings."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.omraadefornyelse import NAVNE, check_omraadefornyelse

pytestmark = pytest.mark.kun_en_gang

DAY = date(2026, 11, 1)
FRA, TIL = date(2026, 7, 1), date(2031, 6, 30)


def check(budget=30_000_000, dato=DAY, **given_):
    whole = {"fra": FRA, "til": TIL, "aar": {2027: budget}} | given_
    return check_omraadefornyelse(budget, dato, **whole)


def broken(answer) -> list[tuple[str, int, int]]:
    return [(item.regel, item.kraevet, item.faktisk) for item in answer.overtraedelser]


def test_a_third_from_the_state_of_what_municipality_and_state_pay_is_in_order():
    answer = check(dele={"kommune": 16_000_000, "stat": 8_000_000, "andre": 6_000_000})
    assert answer.ok and {k: str(v) for k, v in answer.andele.items()} == {
        "kommune": "53.33",
        "stat": "26.67",
        "andre": "20.00",
    }
    assert [k.parameter for k in answer.kilder] == [
        "omraadefornyelse.statsandel",
        "omraadefornyelse.stat_hoejst",
        "omraadefornyelse.laengde",
    ]


def test_a_krone_more_is_refused_and_private_money_gives_the_state_nothing_to_refund():
    dele = {"kommune": 15_999_999, "stat": 8_000_001, "andre": 6_000_000}
    assert broken(check(dele=dele)) == [("stat_andel", 8_000_000, 8_000_001)]
    assert broken(check(dele={"andre": 29_999_999, "stat": 1})) == [("stat_andel", 0, 1)]


def test_the_state_pays_at_most_ten_million_and_the_answer_says_how_unsure_that_is():
    answer = check(59_100_000, dele={"kommune": 49_000_000, "stat": 10_100_000})
    assert broken(answer) == [("stat_hoejst", 10_000_000, 10_100_000)]
    assert any("uafklaret" in text for text in answer.advarsler)


def test_parts_and_years_make_the_budget_to_the_krone():
    answer = check(dele={"kommune": 29_999_999}, aar={2026: 10_000_000, 2027: 20_000_001})
    assert broken(answer) == [("sum", 30_000_000, 29_999_999), ("aar", 30_000_000, 30_000_001)]


def test_five_years_may_touch_six_calendar_years_and_a_day_more_is_too_long():
    years = dict.fromkeys(range(2026, 2032), 5_000_000)
    assert check(dele={"kommune": 30_000_000}, aar=years).ok
    assert broken(check(dele={"kommune": 30_000_000}, til=date(2031, 7, 1), aar=years)) == [("laengde", 5, 6)]
    assert broken(check(dele={"kommune": 30_000_000}, til=date(2033, 7, 1))) == [("laengde", 5, 8)]


def test_what_is_not_known_is_not_checked_and_told():
    answer = check_omraadefornyelse(30_000_000, DAY)
    told = " ".join(answer.advarsler)
    assert answer.ok and all(word in told for word in ("hvem der betaler", "fordelt på år", "periode"))
    with pytest.raises(UdenForGyldighed):
        check(dato=date(2008, 12, 31))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"budget": 0}, "budget"),
        ({"dele": {"lbf": 1}}, "lbf"),
        ({"dele": {"stat": -1}}, "stat"),
        ({"dele": {"stat": True}}, "stat"),
        ({"aar": {2025: 1}}, "aar.2025"),
        ({"aar": {2027: 1.5}}, "aar.2027"),
        ({"til": date(2026, 6, 30), "aar": None}, "til"),
    ],
)
def test_bad_input_names_the_field(change, field):
    with pytest.raises(UgyldigtInput) as refused:
        check(**change)
    assert field in {item.felt for item in refused.value.fejl}


kroner = st.integers(0, 10**8)


@given(kroner, kroner, kroner)
def test_it_is_in_order_exactly_when_every_rule_holds(kommune, stat, andre):
    budget = kommune + stat + andre
    if not budget:
        return
    answer = check(budget, dele={"kommune": kommune, "stat": stat, "andre": andre})
    assert answer.ok == (3 * stat <= kommune + stat and stat <= 10_000_000)
    assert answer == check(budget, dele={"andre": andre, "stat": stat, "kommune": kommune})
    assert set(answer.andele) <= set(NAVNE)


@given(kroner, kroner, st.integers(1, 10**6))
def test_a_greater_refund_never_mends_a_plan(kommune, stat, more):
    def rules(kommune, stat):
        answer = check(max(1, kommune + stat), dele={"kommune": kommune, "stat": stat})
        return {item.regel for item in answer.overtraedelser} - {"sum"}

    assert rules(kommune + more, stat) <= rules(kommune, stat + more)


# -------------------------------------------------------------------------------------------------- published budgets
def _published() -> dict[str, list[dict[str, str]]]:
    file = Path(__file__).resolve().parents[1] / "cases" / "omraadefornyelser.csv"
    plans: dict[str, list[dict[str, str]]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            plans.setdefault(row["id"], []).append(row)
    return plans


@pytest.mark.parametrize("rows", _published().values(), ids=_published())
def test_published_budgets_add_up_or_the_difference_is_the_printed_one(rows):
    budget, difference = int(rows[0]["budget"]), int(rows[0]["afvigelse"])
    by_year = {int(row["aar"]): int(row["beloeb"]) for row in rows if row["aar"].isdigit()}
    if by_year:
        answer = check_omraadefornyelse(budget, date.fromisoformat(rows[0]["besluttet"]), aar=by_year)
        assert broken(answer) == ([("aar", budget, budget + difference)] if difference else [])
    else:
        assert sum(int(row["beloeb"]) for row in rows) == budget
