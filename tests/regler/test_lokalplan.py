"""Local plans: the requirement, planloven's limit, and how much lies in projects."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.lokalplan import check_andel, compute_krav_m2, compute_realisering
from almen.regler.resultat import Udfald

M2 = st.decimals(0, 1_000_000, places=2)


def test_koebenhavn_2024_63_percent_of_346_981_m2():
    real = compute_realisering(Decimal(346_981), Decimal(218_598))
    assert real.pct == Decimal("63.0")
    assert real.rest_m2 == 128_383


@pytest.mark.parametrize(
    ("krav", "andel", "boliger", "svar"),
    [
        (Decimal(500), Decimal(25), Decimal(1000), Decimal(500)),
        (None, Decimal(25), Decimal("1000.02"), Decimal("250.01")),
        (None, Decimal(25), None, None),
        (None, None, Decimal(1000), None),
    ],
)
def test_what_is_printed_in_m2_goes_before_a_share(krav, andel, boliger, svar):
    assert compute_krav_m2(krav, andel, boliger) == svar


@given(M2, st.decimals(0, 100, places=2))
def test_a_share_is_never_more_than_the_whole(boliger, andel):
    krav = compute_krav_m2(None, andel, boliger)
    assert krav is not None and 0 <= krav <= boliger


@given(M2, M2)
def test_required_is_what_lies_in_projects_and_what_is_left_unless_there_is_more(krav, projekter):
    real = compute_realisering(krav, projekter)
    assert real.rest_m2 >= 0
    assert real.rest_m2 == 0 or real.projekter_m2 + real.rest_m2 == krav
    assert (real.pct is None) == (krav == 0)


@pytest.mark.parametrize(
    ("andel", "udfald"),
    [
        (Decimal(25), Udfald.JA),
        (Decimal("25.01"), Udfald.NEJ),
        (Decimal(0), Udfald.JA),
        (None, Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_a_plan_may_require_a_quarter(andel, udfald):
    verdict = check_andel(andel)
    assert verdict.udfald is udfald
    assert verdict.kilder[0].parameter == "lokalplan.almen_andel_hoejst"


@pytest.mark.parametrize(("krav", "andel"), [(Decimal(-1), None), (None, Decimal(101)), (None, Decimal(-1))])
def test_impossible_figures_are_refused(krav, andel):
    with pytest.raises(UgyldigtInput):
        compute_krav_m2(krav, andel, Decimal(1))
