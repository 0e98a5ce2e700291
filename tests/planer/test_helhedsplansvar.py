"""Who pays a boligsocial helhedsplan and whether its budget adds up, as cases, lists and pages are answered: published plans, and every split."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from almen.planer.gulve import gulve_on
from almen.planer.helhedsplansvar import (
    samlet,
    svar_budget,
    svar_loebetid,
    svar_lokale_andele,
    svar_medfinansiering,
    svar_saerindsatser,
)
from almen.regler.medfinansiering import required_kroner
from almen.sagsgang.profil import load_profil

pytestmark = pytest.mark.kun_en_gang
CASES = Path(__file__).resolve().parents[1] / "cases"
DAY = dt.date(2026, 6, 1)
KBH = gulve_on(load_profil("koebenhavn"), DAY)
TEMAER = {"beskaeftigelse": "Beskæftigelse", "kriminalpraeventiv": "Kriminalpræventiv indsats"}
PERIODE = (dt.date(2026, 1, 1), dt.date(2029, 12, 31))


def published() -> list[dict[str, str]]:
    with (CASES / "boligsociale_planer.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dele(lbf, kommune, boligorganisation):
    return {"lbf": lbf, "kommune": kommune, "boligorganisation": boligorganisation}


def test_published_plans_are_never_refused_for_what_they_do_not_print():
    """What each row comes to is told in tests/regler/test_boligsociale_temaer.py; a case never makes a no of a missing figure."""
    for row in published():
        lbf = int(row["lbf"]) if row["lbf"] else None
        budget = (
            int(row["budget"])
            if row["budget"]
            else lbf + int(row["lokalt"])
            if lbf and row["lokalt"]
            else None
        )
        answer = svar_medfinansiering(budget, dele(lbf, None, None), dt.date.fromisoformat(row["dato"]))
        assert answer.udfald == "kan_ikke_afgoeres" and "Ikke oplyst" in answer.forklaring, row["id"]
    slagelse = svar_medfinansiering(32_000_000, dele(24_000_000, None, None), dt.date(2017, 1, 1))
    assert "75 % af budgettet" in slagelse.forklaring


def test_before_the_rule_the_answer_tells_which_rule_there_was():
    answer = svar_medfinansiering(8_000_000, dele(4_000_000, 2_000_000, 2_000_000), dt.date(2005, 6, 1))
    assert answer.udfald == "kan_ikke_afgoeres"
    assert "fra 2006" in answer.forklaring


def test_what_comes_after_the_frame_of_2026_is_not_settled_and_does_not_refuse():
    answer = svar_medfinansiering(8_000_000, dele(6_000_000, 1_000_000, 1_000_000), dt.date(2027, 1, 1))
    assert answer.udfald == "kan_ikke_afgoeres" and "ikke fundet" in answer.forklaring


def test_the_funds_part_is_refused_before_the_local_parts_are_known():
    answer = svar_medfinansiering(8_000_000, dele(6_000_001, None, None), DAY)
    assert answer.udfald == "nej" and "1 kr. for meget" in answer.forklaring


def test_a_refusal_names_what_is_demanded_what_is_there_and_what_it_rests_on():
    answer = svar_lokale_andele(10_000_004, dele(7_500_003, 1_250_000, 1_250_001), KBH, DAY)
    assert answer.udfald == "nej"
    assert (
        "mindst 1.250.001 kr. (12,5 % af 10.000.004 kr.), men betaler 1.250.000 kr. (1 kr. for lidt)"
        in answer.forklaring
    )
    assert answer.tal == {"kommune_mindst.kraevet": "1250001", "kommune_mindst.faktisk": "1250000"}
    assert "praksis" in answer.kilder[0]["hjemmel"]


def test_a_municipality_without_floors_is_told_that_they_were_not_tried():
    gulve = gulve_on(load_profil("eksempel"), DAY)
    answer = svar_lokale_andele(8_000_000, dele(6_000_000, 2_000_000, 0), gulve, DAY)
    assert answer.udfald == "kan_ikke_afgoeres" and "har ikke sat" in answer.forklaring


@st.composite
def splits(draw):
    """A budget and a split that satisfies the fund's ceiling, both floors and the sum."""
    budget = draw(st.integers(100, 10**9))
    least, most = required_kroner(budget, Decimal("12.5")), required_kroner(budget, Decimal(75))
    kommune = draw(st.integers(least, budget - least))
    organisation = draw(st.integers(max(least, budget - kommune - most), budget - kommune))
    return budget, budget - kommune - organisation, kommune, organisation


@given(splits())
def test_any_split_that_keeps_the_rules_passes(split):
    budget, *parts = split
    assert (
        samlet(
            (
                svar_medfinansiering(budget, dele(*parts), DAY),
                svar_lokale_andele(budget, dele(*parts), KBH, DAY),
            )
        )
        == "ja"
    )


@given(splits(), st.sampled_from(["kommune", "boligorganisation"]))
def test_one_krone_under_a_floor_fails_with_that_rule_and_its_amounts(split, part):
    budget, *_ = split
    least, most = required_kroner(budget, Decimal("12.5")), required_kroner(budget, Decimal(75))
    assume(budget - 2 * least + 1 <= most)
    parts = dele(budget - 2 * least + 1, least, least) | {part: least - 1}
    local = svar_lokale_andele(budget, parts, KBH, DAY)
    assert svar_medfinansiering(budget, parts, DAY).udfald == "ja"
    assert local.udfald == "nej"
    assert local.tal == {f"{part}_mindst.kraevet": str(least), f"{part}_mindst.faktisk": str(least - 1)}


@given(splits())
def test_one_krone_less_from_anybody_is_missed_in_the_sum(split):
    budget, lbf, kommune, organisation = split
    assume(lbf > 0)
    answer = svar_medfinansiering(budget, dele(lbf - 1, kommune, organisation), DAY)
    assert answer.udfald == "nej"
    assert answer.tal == {"sum.kraevet": str(budget), "sum.faktisk": str(budget - 1)}


@given(splits())
def test_one_krone_over_the_funds_ceiling_fails_whatever_the_others_pay(split):
    budget, *_ = split
    most = required_kroner(budget, Decimal(75))
    answer = svar_medfinansiering(budget, dele(most + 1, 0, budget - most - 1), DAY)
    assert answer.udfald == "nej"
    assert answer.tal == {"lbf_hoejst.kraevet": str(most), "lbf_hoejst.faktisk": str(most + 1)}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["", *TEMAER]), st.integers(2026, 2029)), st.integers(1, 10**7), min_size=1
    )
)
def test_lines_within_term_and_themes_are_the_budget_exactly_when_they_add_up(linjer):
    total = sum(linjer.values())
    assert svar_budget(total, linjer, *PERIODE, TEMAER).udfald == "ja"
    answer = svar_budget(total + 1, linjer, *PERIODE, TEMAER)
    assert answer.udfald == "nej" and "1 kr. mangler" in answer.forklaring


def test_years_outside_the_term_and_themes_of_another_regulation_are_named():
    linjer = {("beskaeftigelse", 2025): 1, ("sundhed", 2026): 1, ("", None): 1}
    answer = svar_budget(3, linjer, *PERIODE, TEMAER)
    assert answer.udfald == "nej"
    for words in ("2025", "2026-2029", "“sundhed”", "Kriminalpræventiv", "intet år"):
        assert words in answer.forklaring


def test_a_term_of_another_length_is_told_and_not_refused_but_none_at_all_is():
    assert svar_loebetid(*PERIODE, DAY).udfald == "ja"
    shorter = svar_loebetid(PERIODE[0], dt.date(2028, 12, 31), DAY)
    assert shorter.udfald == "kan_ikke_afgoeres" and "kortere" in shorter.forklaring
    assert svar_loebetid(PERIODE[0], None, DAY).udfald == "nej"
    assert svar_loebetid(PERIODE[0], dt.date(2040, 1, 1), DAY).udfald == "nej"


def test_special_efforts_must_be_agreed_or_dropped():
    assert svar_saerindsatser((), 0, 0).udfald == "ja"
    assert svar_saerindsatser((), 1, 2).udfald == "ja"
    answer = svar_saerindsatser(("Fritidsjob (Landsbyggefonden drøfter)",), 1, 0)
    assert answer.udfald == "nej" and "Fritidsjob" in answer.forklaring
