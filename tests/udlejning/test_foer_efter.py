"""Before and after a change: equal series give nought, a shift changes nothing, groups swapped change the sign."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.udlejning.aftaler import make_afdeling, make_aftale, step

from almen.udlejning.foer_efter import Afvist, Foerefter, Krav, Serie, compare
from almen.udlejning.models import Placering
from almen.udlejning.selectors.foer_efter import known_changes

DAG = dt.date(2022, 6, 1)
DAYS = [dt.date(aar, 12, 1) for aar in range(2018, 2026)]
VALUES = st.lists(st.integers(0, 100).map(float), min_size=len(DAYS), max_size=len(DAYS))


def serie(values, navn="A") -> Serie:
    return Serie(navn, dict(zip(DAYS, values, strict=True)))


@settings(max_examples=20)
@given(VALUES)
def test_equal_series_differ_by_nothing(values):
    found = compare([serie(values)], [serie(values, n) for n in "BCD"], DAG)
    assert isinstance(found, Foerefter)
    assert found.forskel == pytest.approx(0, abs=1e-9)
    assert (found.nedre, found.oevre) == pytest.approx((0, 0), abs=1e-9) and not found.skiller_sig_ud


@settings(max_examples=20)
@given(st.lists(VALUES, min_size=4, max_size=6), st.lists(st.integers(-50, 50), min_size=6, max_size=6))
def test_a_shift_of_any_series_changes_nothing_and_groups_swapped_change_the_sign(many, shifts):
    series = [serie(values, str(n)) for n, values in enumerate(many)]
    moved = [serie([v + shifts[n] for v in values], str(n)) for n, values in enumerate(many)]
    first, again = compare(series[:1], series[1:], DAG), compare(moved[:1], moved[1:], DAG)
    assert isinstance(first, Foerefter) and isinstance(again, Foerefter)
    assert (first.forskel, first.nedre, first.oevre) == pytest.approx(
        (again.forskel, again.nedre, again.oevre), abs=1e-6
    )
    assert first.nedre <= first.oevre
    assert compare(series[:1], series[1:], DAG) == first, "the seed is fixed"
    krav = Krav(2, 1)
    one_way, other_way = (
        compare(series[:2], series[2:], DAG, krav),
        compare(series[2:], series[:2], DAG, krav),
    )
    assert one_way.forskel == pytest.approx(-other_way.forskel)


def test_a_turn_that_the_others_do_not_have_stands_out():
    rising = [serie([n + i * 0.1 * (n % 3) for i in range(8)], str(n)) for n in range(6)]
    turned = serie([10, 12, 14, 16, 12, 8, 4, 0])
    found = compare([turned], rising, DAG)
    assert found.skiller_sig_ud and found.forskel == pytest.approx(-6, abs=0.05)
    own = found.aendrede[0]
    assert (own.antal_foer, own.antal_efter) == (4, 4)
    assert own.foer == pytest.approx(2, abs=0.01) and own.efter == pytest.approx(-4, abs=0.01)


def test_too_few_years_or_places_are_refused_with_the_reason():
    late = compare([serie(range(8))], [serie(range(8), n) for n in "BCD"], dt.date(2019, 1, 1))
    assert isinstance(late, Afvist) and "for få tal" in late.grund
    alone = compare([serie(range(8))], [serie(range(8), "B")], DAG)
    assert isinstance(alone, Afvist) and "1 har tal" in alone.grund


@pytest.mark.django_db
def test_only_what_has_happened_and_is_another_step_is_a_change(sagsbehandler, organisation):
    old = make_aftale(sagsbehandler, fra=dt.date(2020, 1, 1), til=dt.date(2023, 12, 31))
    now = make_aftale(sagsbehandler, "Aftalen efter")
    afdeling = make_afdeling(organisation)
    common = {"kilde": "Prøve", "sikkerhed": "sikker", "registreret_af": sagsbehandler}
    for trin, fra in (
        (step(old, nummer=2), dt.date(2020, 1, 1)),
        (step(now, nummer=2), dt.date(2024, 1, 1)),
        (step(now, nummer=3), dt.date(2025, 1, 1)),
        (step(now, nummer=4), timezone.localdate() + dt.timedelta(days=40)),
    ):
        Placering.objects.create(afdeling=afdeling, trin=trin, fra=fra, **common)
    assert [(item.fra_trin, item.til_trin, item.dag) for item in known_changes()] == [
        (str(step(now, nummer=2)), str(step(now, nummer=3)), dt.date(2025, 1, 1))
    ]
