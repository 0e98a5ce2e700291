"""What a case officer relies on in a projection: that it says how uncertain it is, and that its hit rate is the measured one."""

from __future__ import annotations

import csv
import math
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.omraader.fremskrivning import (
    Metode,
    Punkt,
    Spredning,
    measure_spredning,
    project,
    retrace,
)
from almen.omraader.klassechance import compare_klasser, simulate_klasser
from almen.omraader.offentliggjort_proeve import measure_published, published_proeve
from almen.omraader.tilbageproeve import choose_metoder, try_indikator
from almen.regler.omraadeklasse import day_of_list

pytestmark = pytest.mark.kun_en_gang
ONE = Spredning(varians=1.0, faelles_drift=0.5, aendringer=10)
series = st.dictionaries(st.integers(2010, 2025), st.floats(0, 100, allow_nan=False), min_size=2, max_size=8)


def _published() -> list[dict[str, str]]:
    for folder in Path(__file__).resolve().parents:
        rows = folder / "shared" / "domain" / "area-list-cases.csv"
        if rows.is_file():
            with rows.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
    if os.environ.get("CI") == "true":
        pytest.fail("CI skal have ../shared")
    pytest.skip("../shared er her ikke")


def test_unchanged_level_is_the_last_figure_and_grows_more_uncertain_by_the_square_root_of_the_years():
    points = project({2020: 38.0, 2022: 41.0}, ONE, metode=Metode.UAENDRET, aar=[2023, 2026])
    assert [round(point.middel, 4) for point in points] == [41.0, 41.0]
    assert [round(point.fejl, 3) for point in points] == [1.0, 2.0]


def test_own_drift_carries_the_line_on_and_common_drift_that_of_all_areas():
    row = {2020: 40.0, 2021: 41.0, 2022: 42.0}
    (own,) = project(row, ONE, metode=Metode.EGEN, aar=[2023])
    (common,) = project(row, ONE, metode=Metode.FAELLES, aar=[2023])
    assert own.middel == pytest.approx(43.0, abs=0.01)
    assert common.middel == pytest.approx(42.5, abs=0.01)


def test_a_missing_year_is_missing_and_not_nought():
    (point,) = project({2019: 40.0, 2022: 40.0}, ONE, metode=Metode.EGEN, aar=[2023])
    assert point.middel == pytest.approx(40.0, abs=0.01)


@pytest.mark.parametrize(
    ("row", "aar", "says"),
    [({2020: 40.0}, [2021], "mindst 2 lister"), ({2020: 40.0, 2022: 41.0}, [2022], "efter den sidste")],
)
def test_what_cannot_be_projected_says_why(row, aar, says):
    with pytest.raises(ValueError, match=says):
        project(row, ONE, metode=Metode.UAENDRET, aar=aar)


@settings(max_examples=15, deadline=None)
@given(series, st.sampled_from(list(Metode)))
def test_the_further_ahead_the_more_uncertain(row, metode):
    last = max(row)
    points = project(row, ONE, metode=metode, aar=[last + 1, last + 2, last + 3])
    errors = [point.fejl for point in points]
    assert errors == sorted(errors) and errors[0] > 0
    for point in points:
        low, high = point.interval()
        assert low < point.middel < high


@settings(max_examples=15, deadline=None)
@given(series, st.sampled_from(list(Metode)))
def test_what_is_tried_on_known_lists_is_what_would_have_been_projected(row, metode):
    years = sorted(row)
    for point in retrace(row, ONE, metode=metode):
        history = {year: row[year] for year in years if year < point.aar}
        (expected,) = project(history, ONE, metode=metode, aar=[point.aar])
        assert point.middel == pytest.approx(expected.middel, abs=1e-3)
        assert point.fejl == pytest.approx(expected.fejl, rel=1e-3)


def test_one_area_whose_boundary_moved_does_not_widen_everybodys_interval():
    calm = [{2020: 1000.0, 2021: 1010.0 + place, 2022: 1005.0 - place} for place in range(9)]
    moved = {2020: 1000.0, 2021: 3000.0}
    assert math.sqrt(measure_spredning([*calm, moved]).varians) < 30


def test_the_least_wrong_model_is_chosen():
    rows = {place: {"doemte_pct": {2015 + y: 10.0 + 2 * y for y in range(6)}} for place in range(3)}
    tried = {"doemte_pct": try_indikator("doemte_pct", rows, Spredning(1.0, 0.0, 15))}
    assert choose_metoder(tried) == {"doemte_pct": Metode.EGEN}
    assert choose_metoder({"beboere": []}) == {"beboere": Metode.UAENDRET}


FAR_OVER = {
    "beboere": Punkt(2027, 3000.0, 1.0),
    "ikkevestlige_pct": Punkt(2027, 70.0, 0.1),
    "uden_for_arbejdsmarked_pct": Punkt(2027, 50.0, 0.1),
    "doemte_pct": Punkt(2027, 4.0, 0.01),
    "grundskole_pct": Punkt(2027, 75.0, 0.1),
    "indkomst_pct": Punkt(2027, 45.0, 0.1),
}


def test_figures_far_over_every_limit_give_the_gravest_class_in_every_outcome():
    chance = simulate_klasser(
        day_of_list(2027), FAR_OVER, landsgennemsnit=Decimal("0.70"), aar_i_traek=6, traekninger=50
    )
    assert chance.andele == {"omdannelsesomraade": Decimal("100.0")} and chance.uafgjort == 0


def test_a_figure_on_the_limit_is_as_likely_over_as_under():
    on = {**FAR_OVER, "beboere": Punkt(2027, 999.5, 50.0)}
    chance = simulate_klasser(day_of_list(2027), on, landsgennemsnit=Decimal("0.70"), aar_i_traek=1)
    assert 40 < chance.andele["parallelsamfund"] < 60 and sum(chance.andele.values()) == 100


def test_a_figure_that_nobody_knows_leaves_the_class_undecided():
    unknown = {name: point for name, point in FAR_OVER.items() if name != "ikkevestlige_pct"}
    chance = simulate_klasser(
        day_of_list(2027), unknown, landsgennemsnit=Decimal("0.70"), aar_i_traek=1, traekninger=50
    )
    assert chance.uafgjort == 100 and chance.ventet == ""


def test_the_same_figures_always_give_the_same_shares():
    loose = {name: Punkt(p.aar, p.middel, p.middel / 5) for name, p in FAR_OVER.items()}
    first, second = (
        simulate_klasser(day_of_list(2027), loose, landsgennemsnit=Decimal("0.70"), aar_i_traek=2)
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    ("nu", "ventet", "skifte"),
    [
        ("", "udsat_boligomraade", "ind"),
        ("forebyggelsesomraade", "", "ud"),
        ("udsat_boligomraade", "parallelsamfund", "tungere"),
        ("parallelsamfund", "forebyggelsesomraade", "lettere"),
        ("", "", "samme"),
    ],
)
def test_what_a_change_of_class_is_called(nu, ventet, skifte):
    assert compare_klasser(nu, ventet) == skifte


def test_the_hit_rate_that_is_shown_is_the_one_measured_on_the_published_lists():
    measured = measure_published(_published())
    shown = published_proeve()
    assert measured["indikatorer"] == shown["indikatorer"]
    assert measured["klasser"] == shown["klasser"]
