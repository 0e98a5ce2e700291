"""What a change of share would touch: nothing for no change, additive over afdelinger, never more than the lettings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.udlejning.simulation import Grundlag, poisson_interval, simulate, total

PCT = st.integers(0, 100).map(float)
BASES = st.builds(
    Grundlag,
    navn=st.just("A"),
    boliger=st.integers(0, 900),
    fraflytning_pct=PCT,
    tomgang_pct=st.none() | PCT,
    andel_nu=PCT,
)


@settings(max_examples=25)
@given(st.floats(0.01, 400))
def test_the_interval_is_scipys(middel):
    from scipy.stats import poisson

    assert poisson_interval(middel) == (int(poisson.ppf(0.025, middel)), int(poisson.ppf(0.975, middel)))


@settings(max_examples=40)
@given(BASES, PCT)
def test_no_change_touches_nothing_and_never_more_than_the_lettings(base, ny):
    same = simulate(base, base.andel_nu)
    assert (same.forventet, same.nedre, same.oevre) == (0, 0, 0)
    found = simulate(base, ny)
    assert 0 <= found.nedre <= found.oevre <= found.udlejninger + 1
    assert found.forventet <= found.udlejninger + 1e-9


@settings(max_examples=40)
@given(st.lists(BASES, min_size=1, max_size=6), PCT)
def test_afdelinger_add_up(bases, ny):
    rows = [simulate(item, ny) for item in bases]
    summed = total(rows)
    assert summed.forventet == pytest.approx(sum(row.forventet for row in rows))
    assert summed.udlejninger == pytest.approx(sum(row.udlejninger for row in rows))
    assert summed.nedre <= summed.oevre


@settings(max_examples=40)
@given(st.integers(1, 900), st.lists(PCT, min_size=2, max_size=2).map(sorted), PCT, PCT)
def test_more_turnover_or_a_greater_change_touches_more(boliger, pair, turnover, nu):
    less, more = (simulate(Grundlag("A", boliger, item, andel_nu=nu), 50) for item in pair)
    assert less.forventet <= more.forventet and less.oevre <= more.oevre
    near, far = (simulate(Grundlag("A", boliger, turnover, andel_nu=0), item) for item in pair)
    assert near.forventet <= far.forventet


def test_what_is_not_known_is_named_and_nothing_is_expected():
    unknown = simulate(Grundlag("A", boliger=100), 50)
    assert unknown.forventet is None
    assert unknown.mangler == ("udlejninger", "fraflytning", "aftalt andel", "tomgang")
    seen = simulate(Grundlag("A", boliger=100, udlejninger=12, andel_nu=25), 50)
    assert (seen.forventet, seen.hviler_paa) == (3, "observerede udlejninger")
    assert total([unknown]).forventet is None
    with pytest.raises(ValueError, match="andel"):
        simulate(Grundlag("A"), 101)
