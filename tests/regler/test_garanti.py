"""The guarantee tells how it was reckoned, and shares with Landsbyggefonden to the krone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from almen.regler.fejl import UgyldigtInput
from almen.regler.garanti import (
    beloeb_fra_pct,
    compute_garanti,
    compute_garanti_serviceareal,
    compute_regaranti,
    pct_af_laan,
)

pytestmark = pytest.mark.kun_en_gang
DAY = date(2024, 1, 1)


def test_the_steps_end_in_the_loans_own_security_and_in_the_guarantee():
    result = compute_garanti(100_000_000, 90_000_000, DAY)
    assert [step.beloeb for step in result.trin] == [54_000_000, 46_000_000]
    assert (result.beloeb, result.pct_af_laan) == (46_000_000, Decimal("46.00"))
    assert [kilde.parameter for kilde in result.kilder] == ["garanti.graense"]


@pytest.mark.parametrize(
    ("value", "amount"), [(166_666_667, 0), (166_666_666, 0), (166_666_664, 2), (1, 99_999_999)]
)
def test_a_valuable_property_needs_no_guarantee(value, amount):
    assert compute_garanti(100_000_000, value, DAY).beloeb == amount


def test_without_the_day_of_the_loan_a_step_says_which_limit_was_used():
    dated, undated = compute_garanti(100, 100, DAY), compute_garanti(100, 100)
    assert undated.beloeb == dated.beloeb
    assert "ikke oplyst" in undated.trin[-1].tekst and "1. januar 2010" in undated.trin[-1].tekst
    assert not any("ikke oplyst" in step.tekst for step in dated.trin)


@pytest.mark.parametrize(("loan", "value"), [(0, 1), (-1, 1), (1, 0), (True, 1), (1, 10**12)])
def test_a_loan_or_a_value_that_is_none_is_refused(loan, value):
    with pytest.raises(UgyldigtInput):
        compute_garanti(loan, value, DAY)


def test_both_faults_are_told_at_once():
    with pytest.raises(UgyldigtInput) as refused:
        compute_garanti(0, 0, DAY)
    assert [item.felt for item in refused.value.fejl] == ["laan", "ejendomsvaerdi"]


def test_the_statutory_half_is_used_and_sourced_when_no_percent_is_given():
    for result in (compute_regaranti(101), compute_regaranti(101, laandato=DAY)):
        assert (result.regaranti, result.netto, result.pct) == (50, 51, Decimal(50))
        assert [kilde.parameter for kilde in result.kilder] == ["renovering.regaranti"]
        assert [step.beloeb for step in result.trin] == [50, 51]
    assert compute_regaranti(101, Decimal(25)).kilder == ()


@pytest.mark.parametrize("percent", ["-0.01", "100.01", "NaN", "Infinity"])
def test_a_percent_outside_the_hundred_is_refused(percent):
    with pytest.raises(UgyldigtInput, match="0 til 100"):
        compute_regaranti(100, Decimal(percent))


@pytest.mark.parametrize(("percent", "net"), [("0", 101), ("100", 0)])
def test_none_and_all_of_it_may_be_reguaranteed(percent, net):
    assert compute_regaranti(101, Decimal(percent)).netto == net


def test_a_service_areas_loan_is_guaranteed_in_full_with_a_reservation():
    result = compute_garanti_serviceareal(580_000)
    assert (result.beloeb, result.ejendomsvaerdi) == (580_000, None)
    assert result.advarsler
    with pytest.raises(UgyldigtInput):
        compute_garanti_serviceareal(0)


def test_half_a_krone_goes_up_when_rounded_and_away_when_cut():
    both = beloeb_fra_pct(1, Decimal(50))
    assert (both.afrundet, both.afskaaret) == (1, 0)
    assert pct_af_laan(1, 3) == Decimal("33.33")
    assert pct_af_laan(2, 3) == Decimal("66.67")
