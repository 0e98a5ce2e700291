"""The committee's share of almene cases (M3): cases are added up, and what nobody counted is never guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.udvalgsandel import (
    Andel,
    Baand,
    Baandplads,
    Moedetal,
    aar_of,
    compute_andel,
    group_moeder,
    kvartal_of,
    valgperiode_of,
)

BAAND = Baand(Decimal(7), Decimal(15))
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))
MEETINGS = st.lists(
    st.builds(Moedetal, DAYS, st.integers(0, 60), st.none() | st.integers(0, 200)), max_size=40
)


def test_a_meeting_whose_other_cases_nobody_counted_is_never_100_percent():
    alone = compute_andel([Moedetal(dt.date(2026, 1, 26), 3, None)])
    assert (alone.andel, alone.pct, alone.udeladt) == (None, None, 1)
    beside = compute_andel([Moedetal(dt.date(2026, 1, 26), 3, None), Moedetal(dt.date(2026, 2, 9), 1, 9)])
    assert (beside.almene, beside.i_alt, beside.moeder, beside.udeladt) == (1, 10, 1, 1)


def test_counted_and_none_is_known_to_be_all():
    assert compute_andel([Moedetal(dt.date(2026, 2, 9), 2, 0)]).pct == 100


def test_a_meeting_without_cases_has_no_share():
    assert compute_andel([Moedetal(dt.date(2026, 2, 9), 0, 0)]).andel is None


@given(MEETINGS)
@pytest.mark.parametrize("periode_of", [kvartal_of, aar_of, valgperiode_of])
def test_the_parts_add_up_to_the_whole(periode_of, moeder):
    whole, parts = compute_andel(moeder), [andel for _, andel in group_moeder(moeder, periode_of)]
    for field in ("almene", "i_alt", "moeder", "udeladt"):
        assert sum(getattr(item, field) for item in parts) == getattr(whole, field)


@given(MEETINGS)
def test_the_quarters_of_a_year_add_up_to_the_year(moeder):
    quarters = group_moeder(moeder, kvartal_of)
    for year, andel in group_moeder(moeder, aar_of):
        own = [part for periode, part in quarters if year.fra <= periode.fra and periode.til <= year.til]
        assert (sum(item.almene for item in own), sum(item.i_alt for item in own)) == (
            andel.almene,
            andel.i_alt,
        )


@given(MEETINGS)
def test_a_share_lies_between_the_smallest_and_the_largest_of_its_meetings(moeder):
    shares = [share for item in moeder if (share := compute_andel([item]).andel) is not None]
    whole = compute_andel(moeder).andel
    assert (whole is None) == (not shares)
    if whole is not None:
        assert min(shares) <= whole <= max(shares)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_band_is_asked_of_the_share_itself_not_of_the_printed_figure(almene, andre):
    andel = Andel(almene, almene + andre, 1, 0)
    place = andel.place(BAAND)
    assert andel.andel is not None
    assert (place is Baandplads.UNDER) == (andel.andel < Fraction(7, 100))
    assert (place is Baandplads.OVER) == (andel.andel > Fraction(15, 100))


def test_a_hair_under_the_band_is_under_even_where_it_prints_as_its_edge():
    andel = Andel(699, 9990, 1, 0)
    assert andel.pct == Decimal("7.0")
    assert andel.place(BAAND) is Baandplads.UNDER
    assert Andel(7, 100, 1, 0).place(BAAND) is Baandplads.INDEN_FOR
    assert Andel(15, 100, 1, 0).place(BAAND) is Baandplads.INDEN_FOR


def test_without_a_band_nothing_is_said_of_it():
    assert Andel(7, 100, 1, 0).place(None) is None


@pytest.mark.parametrize("limits", [(15, 7), (-1, 7), (7, 101)])
def test_a_band_that_cannot_be_is_refused(limits):
    with pytest.raises(UgyldigtInput):
        Baand(*map(Decimal, limits))


def test_a_negative_count_is_refused():
    with pytest.raises(UgyldigtInput):
        Moedetal(dt.date(2026, 1, 1), -1, 0)


@given(DAYS)
def test_every_day_lies_in_its_own_quarter_year_and_term(dato):
    term = valgperiode_of(dato)
    assert term is not None
    for periode in (kvartal_of(dato), aar_of(dato), term):
        assert periode.fra <= dato <= periode.til
    assert term.fra <= kvartal_of(dato).fra


def test_the_councils_terms_are_the_laws():
    assert valgperiode_of(dt.date(2025, 12, 31)).navn == "2022–2025"  # type: ignore[union-attr]
    assert valgperiode_of(dt.date(2026, 1, 1)).navn == "2026–2029"  # type: ignore[union-attr]
    assert valgperiode_of(dt.date(2009, 12, 31)) is None
