"""Renovation: works and money agree, the fifths arrangement, rent, terms of loans, first tender day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.renovering import (
    Renoveringstal,
    check_finansiering,
    check_loebetid,
    check_stoettet_laan,
    check_udbud,
    compute_femtedel,
    compute_lejestigning,
)
from almen.regler.resultat import Udfald

KRONER = st.integers(1, 10_000_000_000)


def test_skyttevaenget_2020_the_municipality_gives_400_000_of_2_million():
    delt = compute_femtedel(2_000_000)
    assert (delt.kommune, delt.oevrige) == (400_000, 1_600_000)
    assert any("sandsynlig" in tekst for tekst in delt.advarsler)
    assert any("uafklaret" in tekst for tekst in delt.advarsler)


@given(KRONER)
def test_the_parts_of_a_capital_injection_add_up_to_the_krone(beloeb):
    delt = compute_femtedel(beloeb)
    assert delt.kommune + delt.oevrige == beloeb
    assert delt.kommune * 5 <= beloeb < (delt.kommune + 1) * 5


@pytest.mark.parametrize("beloeb", [0, -5, 1.5])
def test_a_capital_injection_is_whole_kroner(beloeb):
    with pytest.raises(UgyldigtInput):
        compute_femtedel(beloeb)


@given(st.lists(st.integers(0, 1_000_000_000), min_size=3, max_size=3), st.integers(0, 10**9))
def test_financing_that_agrees_is_accepted_and_any_difference_refused(works, grant):
    total = sum(works)
    tal = Renoveringstal(*works, stoettet_laan=total, ustoettet_laan=0, tilskud=0, egne_midler=0)
    assert check_finansiering(tal).udfald is Udfald.JA
    more = Renoveringstal(*works, stoettet_laan=total, ustoettet_laan=0, tilskud=grant + 1, egne_midler=0)
    assert check_finansiering(more).udfald is Udfald.NEJ


def test_a_missing_amount_is_never_a_no():
    tal = Renoveringstal(1, None, 3, stoettet_laan=400, ustoettet_laan=0, tilskud=0, egne_midler=0)
    assert check_finansiering(tal).udfald is Udfald.KAN_IKKE_AFGOERES


@pytest.mark.parametrize(
    ("laan", "dag", "udfald"),
    [
        (10_000_000, date(2019, 5, 1), Udfald.JA),
        (10_000_001, date(2019, 5, 1), Udfald.NEJ),
        (0, date(2019, 5, 1), Udfald.JA),
        # The regulativ was read for 2015 to 2020 only.
        (10_000_000, date(2026, 5, 1), Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_the_supported_loan_is_no_more_than_the_supported_works(laan, dag, udfald):
    tal = Renoveringstal(stoettede_arbejder=10_000_000, stoettet_laan=laan)
    assert check_stoettet_laan(tal, dag).udfald is udfald


@pytest.mark.parametrize(
    ("slags", "aar", "dag", "udfald"),
    [
        ("stoettet", 35, date(2019, 1, 1), Udfald.JA),
        ("stoettet", 36, date(2019, 1, 1), Udfald.NEJ),
        ("stoettet", 35, date(2026, 1, 1), Udfald.KAN_IKKE_AFGOERES),
        ("ustoettet", 30, date(2026, 1, 1), Udfald.JA),
        ("ustoettet", 31, date(2026, 1, 1), Udfald.NEJ),
        ("ustoettet", None, date(2026, 1, 1), Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_loans_run_no_longer_than_their_scheme_allows(slags, aar, dag, udfald):
    assert check_loebetid(slags, aar, dag).udfald is udfald


@pytest.mark.parametrize(
    ("tilsagn", "udbud", "udfald"),
    [
        (date(2022, 3, 1), date(2023, 10, 1), Udfald.JA),
        (date(2022, 3, 1), date(2023, 9, 30), Udfald.NEJ),
        (date(2025, 12, 31), date(2026, 9, 30), Udfald.NEJ),
        (date(2021, 3, 1), date(2021, 4, 1), Udfald.JA),
        (None, date(2026, 1, 1), Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_no_tender_before_the_first_of_october_of_the_next_year(tilsagn, udbud, udfald):
    assert check_udbud(tilsagn, udbud).udfald is udfald


def test_the_rise_of_the_rent_in_kroner_and_percent():
    rise = compute_lejestigning(Decimal(885), Decimal("942.50"))
    assert (rise.kroner, rise.pct) == (Decimal("57.50"), Decimal("6.50"))
    assert compute_lejestigning(Decimal(0), Decimal(10)).pct is None
    with pytest.raises(UgyldigtInput):
        compute_lejestigning(Decimal(-1), Decimal(10))
