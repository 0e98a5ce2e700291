"""Measured share against agreed share: Wilson's interval as statsmodels has it, and a year's share by its days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.udlejning.forslagsregler import met_rules
from almen.udlejning.maalte_andele import Andelsperiode, Dom, Maalestok, judge, share_of_year, wilson
from almen.udlejning.selectors.aftalte_andele import layer

STOK = Maalestok(Decimal(95), 10)
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 31))
PCT = st.decimals(0, 100, places=1)


@settings(max_examples=25)
@given(st.integers(1, 400), st.data())
def test_the_interval_is_wilsons_as_statsmodels_has_it(af, data):
    from statsmodels.stats.proportion import proportion_confint

    antal = data.draw(st.integers(0, af))
    low, high = proportion_confint(antal, af, alpha=0.05, method="wilson")
    found = wilson(antal, af, Decimal(95))
    assert found == pytest.approx((100 * float(low), 100 * float(high)), abs=1e-9)


def test_a_difference_counts_only_where_chance_does_not_explain_it():
    assert judge(30, 100, Decimal(33), STOK).dom is Dom.SOM_AFTALT
    assert judge(10, 100, Decimal(33), STOK).dom is Dom.UNDER
    assert judge(60, 100, Decimal(33), STOK).dom is Dom.OVER
    assert judge(0, 9, Decimal(89), STOK).dom is Dom.FOR_FAA
    assert judge(1, 100, None, STOK).dom is Dom.UDEN_AFTALE
    assert judge(None, 100, Decimal(33), STOK).dom is Dom.IKKE_OPLYST
    assert judge(5, None, Decimal(33), STOK).dom is Dom.IKKE_OPLYST


@pytest.mark.parametrize("aftalt", [Decimal(11), Decimal(89)])
def test_the_published_shares_of_kab_can_be_told_from_each_other_on_a_hundred_lettings(aftalt):
    # KAB's afdelinger in København are agreed between 11 and 89 per cent; Brumleby 11.
    assert judge(int(aftalt), 100, aftalt, STOK).dom is Dom.SOM_AFTALT
    assert judge(100 - int(aftalt), 100, aftalt, STOK).dom in (Dom.OVER, Dom.UNDER)


def test_a_share_that_changes_within_the_year_is_weighted_by_days():
    found = share_of_year(
        [
            Andelsperiode(dt.date(2024, 1, 1), None, Decimal(25)),
            Andelsperiode(dt.date(2025, 7, 2), None, Decimal(50)),
        ],
        2025,
    )
    assert found.hele_aaret and found.skifter
    assert found.pct == (Decimal(25) * 182 + Decimal(50) * 183) / 365
    part = share_of_year([Andelsperiode(dt.date(2025, 7, 2), None, Decimal(50))], 2025)
    assert part.pct == 50 and part.dage == 183 and not part.hele_aaret
    assert share_of_year([Andelsperiode(dt.date(2025, 1, 1), None, None)], 2025).pct is None


@settings(max_examples=30)
@given(st.lists(st.tuples(DAYS, PCT), max_size=5, unique_by=lambda item: item[0]))
def test_a_years_share_lies_between_the_shares_it_is_made_of(rows):
    found = share_of_year([Andelsperiode(fra, None, pct) for fra, pct in rows], 2024)
    assert sum((item.til - item.fra).days + 1 for item in found.perioder) == found.dage <= 366
    if found.pct is not None:
        shares = [item.pct for item in found.perioder]
        assert min(shares) - Decimal("1e-9") <= found.pct <= max(shares) + Decimal("1e-9")


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(st.tuples(DAYS, st.integers(0, 400), PCT), max_size=3, unique_by=lambda item: item[0]),
        max_size=3,
    ),
    DAYS,
)
def test_on_each_day_the_first_layer_that_has_one_holds(lag, dag):
    layers = [[Andelsperiode(fra, fra + dt.timedelta(days), pct) for fra, days, pct in rows] for rows in lag]
    expected = next(
        (
            max(hits, key=lambda row: row.fra).pct
            for rows in layers
            if (hits := [row for row in rows if row.fra <= dag <= row.til])
        ),
        None,
    )
    got = [row.pct for row in layer(layers) if row.fra <= dag and (row.til is None or dag <= row.til)]
    assert got == ([] if expected is None else [expected])


def test_a_rule_is_met_only_by_years_in_a_row():
    under, same = {"fleksibel": Dom.UNDER}, {"fleksibel": Dom.SOM_AFTALT}
    assert [rule.id for rule in met_rules({2023: under, 2024: under}, 2024, 2)] == ["fleksibel_under"]
    assert met_rules({2023: same, 2024: under}, 2024, 2) == []
    assert met_rules({2022: under, 2024: under}, 2024, 2) == []
