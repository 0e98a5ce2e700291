"""Published shares must make 100 and parts their total, as far as rounding can explain; shares follow from numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from almen.regler.boligmasse import (
    check_hundrede,
    check_ialt,
    compute_andele,
    compute_periodeandel,
    rounding_tolerance,
)

pytestmark = pytest.mark.kun_en_gang
ANTAL = st.integers(0, 500_000).map(Decimal)
DELE = st.lists(st.integers(0, 500_000), min_size=2, max_size=8).filter(any)


def named(values) -> dict[str, Decimal | None]:
    return {f"e{i}": None if value is None else Decimal(value) for i, value in enumerate(values)}


def test_the_source_documents_own_shares_are_flagged():
    fault = check_hundrede(named(["19.1", "29.8", "21.7", "29.8"]))
    assert fault is not None
    assert (fault.sum, fault.forskel, fault.tolerance) == (Decimal("100.4"), Decimal("0.4"), Decimal("0.2"))


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [
        (["33.3", "33.3", "33.3"], False),
        (["33", "33", "33"], False),
        (["33.33", "33.33", "33.32"], True),
        (["50", "49.9"], False),
        (["50.0", "49.9"], False),
        (["50.0", "49.8"], True),
        (["9"], False),
        (["60", None], False),
        (["60", "39", None], False),
        (["60", "42", None], True),
        ([], False),
        ([None, None], False),
    ],
)
def test_only_what_rounding_cannot_explain_is_a_fault(shares, wrong):
    assert (check_hundrede(named(shares)) is not None) is wrong


@given(DELE, st.integers(0, 3))
def test_true_shares_are_never_flagged_however_they_are_rounded(numbers, decimals):
    whole = sum(numbers)
    unit = Decimal(1).scaleb(-decimals)
    rounded = [(Decimal(n) * 100 / whole).quantize(unit, ROUND_HALF_UP) for n in numbers]
    assert check_hundrede(named(rounded)) is None


@given(DELE, st.integers(0, 3), st.integers(0, 7), st.integers(1, 50))
def test_a_share_that_is_wrong_by_more_than_rounding_can_explain_is_flagged(numbers, decimals, place, units):
    unit = Decimal(1).scaleb(-decimals)
    rounded = [(Decimal(n) * 100 / sum(numbers)).quantize(unit, ROUND_HALF_UP) for n in numbers]
    # Twice what rounding explains: the sum may already be off by all of it, the other way.
    rounded[place % len(rounded)] += 2 * rounding_tolerance(rounded) + units * unit
    fault = check_hundrede(named(rounded))
    assert fault is not None and fault.forskel > fault.tolerance


@given(DELE)
def test_shares_computed_from_numbers_keep_their_own_rule(numbers):
    shares = compute_andele(named(numbers))
    assert check_hundrede(shares) is None
    assert all(share is not None and share.as_tuple().exponent == -1 for share in shares.values())
    by_size = sorted(shares, key=lambda key: named(numbers)[key])
    assert [shares[key] for key in by_size] == sorted(shares.values())


@given(DELE, st.integers(1, 400_000))
def test_shares_of_a_given_total_are_of_that_total(numbers, more):
    total = Decimal(sum(numbers) + more)
    shares = compute_andele(named([*numbers, None]), total)
    assert list(shares.values())[-1] is None
    for key, number in named(numbers).items():
        assert abs(shares[key] * total / 100 - number) <= total * Decimal("0.0005")


@pytest.mark.parametrize("numbers", [["4300"], [None, "12"], ["0", "0"], [], [None]])
def test_no_share_is_told_where_the_whole_is_not_known(numbers):
    assert set(compute_andele(named(numbers)).values()) <= {None}


@given(st.lists(ANTAL, min_size=2, max_size=8), st.integers(-1000, 1000))
def test_parts_that_do_not_make_the_total_are_flagged_to_the_dwelling(numbers, off):
    total = sum(numbers, Decimal(0)) + off
    assume(total >= 0)
    fault = check_ialt(named(numbers), total)
    assert (fault is not None) is (off != 0)
    if fault is not None:
        assert fault.forskel == -off and fault.helhed == total


@given(st.lists(ANTAL, min_size=1, max_size=8), st.integers(1, 1000))
def test_a_missing_part_may_hold_what_is_lacking_but_not_what_is_too_much(numbers, off):
    dele = named([*numbers, None])
    total = sum(numbers, Decimal(0))
    assert check_ialt(dele, total + off) is None
    if total >= off:
        assert check_ialt(dele, total - off) is not None


def test_one_part_and_a_total_are_no_contradiction():
    assert check_ialt(named(["4300"]), Decimal(47_800)) is None
    assert check_ialt(named(["4300"]), Decimal(4_299)) is not None
    assert check_ialt(named(["4300", "1"]), None) is None


@given(st.dictionaries(st.integers(2014, 2024), st.tuples(ANTAL, ANTAL), min_size=11, max_size=11))
def test_the_almene_share_of_a_period_is_that_of_its_sums(years):
    almene = {year: min(pair) for year, pair in years.items()}
    alle = {year: max(pair) for year, pair in years.items()}
    assume(any(alle.values()))
    found = compute_periodeandel(almene, alle, 2014, 2024)
    assert (found.almene, found.alle) == (sum(almene.values()), sum(alle.values()))
    assert found.andel is not None and 0 <= found.andel <= 100
    assert abs(found.andel * found.alle / 100 - found.almene) <= found.alle * Decimal("0.0005")


@given(st.sets(st.integers(2014, 2024), min_size=1))
def test_a_period_with_a_year_missing_has_no_share_and_names_the_year(missing):
    figures = {year: None if year in missing else Decimal(10) for year in range(2014, 2025)}
    found = compute_periodeandel(figures, dict.fromkeys(figures, Decimal(100)), 2014, 2024)
    assert found.andel is None and found.mangler == tuple(sorted(missing))


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="begynder i 2024"):
        compute_periodeandel({}, {}, 2024, 2014)
