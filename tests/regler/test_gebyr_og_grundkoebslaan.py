"""Fees of § 107 and the land loan of § 119 a, to the krone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.gebyr import (
    compute_gebyr_kommune,
    compute_gebyr_stat,
    compute_gebyr_stat_af_sum_med_gebyr,
)
from almen.regler.grundkoebslaan import (
    check_ledighed,
    check_lokalplan,
    compute_grundkoebslaan,
    split_grundkoebslaan,
)
from almen.regler.resultat import Udfald

pytestmark = pytest.mark.kun_en_gang
DAY = date(2024, 5, 1)


def test_the_state_takes_two_per_mille_of_the_sum_without_the_fee():
    assert compute_gebyr_stat(50_000_000).beloeb == 100_000
    assert compute_gebyr_stat(250).beloeb == 1


@given(st.integers(1_000, 10**10))
@settings(max_examples=80, deadline=None)
def test_the_fee_taken_out_of_a_sum_is_the_fee_that_was_put_in(base):
    fee = compute_gebyr_stat(base).beloeb
    assert abs(compute_gebyr_stat_af_sum_med_gebyr(base + fee).beloeb - fee) <= 1


def test_the_municipalitys_own_fee_is_refused_until_it_is_registered():
    with pytest.raises(UdenForGyldighed, match="gebyr.kommune"):
        compute_gebyr_kommune(10_000_000, DAY)


def test_a_sum_of_nothing_has_no_fee():
    with pytest.raises(UgyldigtInput):
        compute_gebyr_stat(0)


def test_the_land_loan_is_what_exceeds_a_fifth_of_the_maximum_for_family_dwellings():
    loan = compute_grundkoebslaan(60_000_000, 200_000_000, DAY)
    assert (loan.loft, loan.kommune, loan.fond) == (20_000_000, 5_600_000, 14_400_000)
    assert compute_grundkoebslaan(30_000_000, 200_000_000, DAY).loft == 0


def test_the_steps_of_the_land_loan_end_in_its_ceiling_and_its_two_parts():
    loan = compute_grundkoebslaan(60_000_000, 200_000_000, DAY)
    assert [step.beloeb for step in loan.trin] == [20_000_000, 5_600_000, 14_400_000]
    assert "14.400.000 kr." in loan.trin[-1].tekst
    assert {kilde.parameter for kilde in loan.kilder} == {
        "grundkoebslaan.egen_andel", "grundkoebslaan.kommunal_andel", "grundkoebslaan.fondens_andel"
    }  # fmt: skip
    with pytest.raises(UgyldigtInput) as refused:
        compute_grundkoebslaan(0, 0, DAY)
    assert [item.felt for item in refused.value.fejl] == ["grundudgifter", "maksimumsbeloeb_familie"]
    with pytest.raises(UgyldigtInput):
        split_grundkoebslaan(-1, DAY)


@given(st.integers(1, 10**10))
@settings(max_examples=80, deadline=None)
def test_municipality_and_fund_add_up_to_the_loan(loan):
    shared = split_grundkoebslaan(loan, DAY)
    assert shared.kommune + shared.fond == loan
    assert abs(shared.kommune - Decimal(loan) * 28 / 100) <= Decimal("0.5")


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2032, 1, 1)])
def test_outside_the_period_of_the_act_there_is_no_land_loan(day):
    with pytest.raises(UdenForGyldighed, match="grundkoebslaan"):
        compute_grundkoebslaan(60_000_000, 200_000_000, day)


@pytest.mark.parametrize(
    ("percent", "outcome"),
    [("2", Udfald.JA), ("2.00", Udfald.JA), ("2.01", Udfald.NEJ), (None, Udfald.KAN_IKKE_AFGOERES)],
)
def test_only_vacancy_strictly_over_the_limit_refuses(percent, outcome):
    assert check_ledighed(Decimal(percent) if percent else None, DAY).udfald is outcome


@pytest.mark.parametrize(
    ("plan", "share", "outcome"),
    [
        (date(2022, 6, 30), "0", Udfald.JA),
        (date(2022, 7, 1), "24.99", Udfald.NEJ),
        (date(2022, 7, 1), "25", Udfald.JA),
        (None, "25", Udfald.KAN_IKKE_AFGOERES),
        (date(2022, 7, 1), None, Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_a_newer_local_plan_must_require_a_quarter(plan, share, outcome):
    assert check_lokalplan(plan, Decimal(share) if share else None, DAY).udfald is outcome
