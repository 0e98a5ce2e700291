"""How near an area is to each class: distances with the right sign, and the smallest single change, never a false one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.omraadeafstand import compute_omraadeafstand
from almen.regler.omraadeklasse import Omraadetal, day_of_list, find_klasser

pytestmark = pytest.mark.kun_en_gang

D = Decimal
UDSAT, PARALLEL, OMDANNELSE = "udsat_boligomraade", "parallelsamfund", "omdannelsesomraade"
FOREBYGGELSE, KOMBINERET = "forebyggelsesomraade", "kombineret_udlejning_mulig"

# Schooling and convictions over the limits of 2018, work and income just short of them.
NEAR = Omraadetal(
    liste=date(2022, 12, 1),
    beboere=1265,
    ikkevestlige_pct=D("54.1"),
    uden_for_arbejdsmarked_pct=D("39.2"),
    doemte_pct=D("3.04"),
    grundskole_pct=D("61.2"),
    indkomst_pct=D("56.0"),
    landsgennemsnit_doemte_pct=D("0.80"),
    aar_i_traek=4,
)


def criterion(answer, klasse, navn):
    return next(k for k in answer.svar.kriterier if (k.klasse, k.navn) == (klasse, navn))


def test_a_distance_is_above_zero_beyond_the_limit_and_below_zero_short_of_it():
    answer = compute_omraadeafstand(NEAR)
    for navn, afstand, andel in [
        ("uden_for_arbejdsmarked_pct", "-0.8", "-0.0200"),
        ("doemte_pct", "0.64", "0.2667"),
        ("indkomst_pct", "-1.0", "-0.0182"),
    ]:
        row = criterion(answer, UDSAT, navn)
        assert (str(row.afstand), str(row.afstand_andel)) == (afstand, andel)
    assert criterion(answer, UDSAT, "beboere").afstand == 265


def test_an_unknown_figure_or_mean_has_no_distance():
    answer = compute_omraadeafstand(replace(NEAR, landsgennemsnit_doemte_pct=None, indkomst_pct=None))
    for navn in ("doemte_pct", "indkomst_pct"):
        row = criterion(answer, UDSAT, navn)
        assert row.afstand is row.afstand_andel is None


def test_the_nearest_change_of_each_class_is_found_across_classes_that_rest_on_each_other():
    answer = compute_omraadeafstand(NEAR)
    udsat = answer.find_skift(UDSAT)
    assert (udsat.faar, udsat.navn, str(udsat.aendring), udsat.forbi) == (
        False,
        "grundskole_pct",
        "-1.2",
        False,
    )
    # Parallelsamfund goes with udsat boligområde, which is nearer than its own criterion.
    assert answer.find_skift(PARALLEL).navn == "grundskole_pct"
    omdannelse = answer.find_skift(OMDANNELSE)
    assert (omdannelse.faar, omdannelse.navn, omdannelse.aendring) == (True, "aar_i_traek", 1)
    assert answer.skift[0].klasse == KOMBINERET
    assert [s.andel for s in answer.skift] == sorted(s.andel for s in answer.skift)
    # It becomes a forebyggelsesområde by getting better: what it falls to is told.
    assert answer.find_skift(FOREBYGGELSE).klasser_efter == (FOREBYGGELSE,)


def test_a_strict_limit_must_be_passed_and_the_sentence_says_so():
    answer = compute_omraadeafstand(replace(NEAR, grundskole_pct=D("60.0"), indkomst_pct=D("70.0")))
    udsat = answer.find_skift(UDSAT)
    assert (udsat.faar, udsat.navn, udsat.aendring, udsat.forbi) == (True, "grundskole_pct", 0, True)
    assert "stiger til over 60 %" in udsat.forklaring
    outside = next(s for s in answer.skift if (s.klasse, s.navn) == (UDSAT, "uden_for_arbejdsmarked_pct"))
    assert outside.forbi and "med mere end 0,8 til over 40 %" in outside.forklaring
    kombineret = answer.find_skift(KOMBINERET)
    assert not kombineret.forbi and "stiger med 0,8 til 40 %" in kombineret.forklaring


def test_losing_residents_ends_every_class_but_a_run_of_lists_does_not_shrink():
    answer = compute_omraadeafstand(replace(NEAR, beboere=1000, aar_i_traek=5))
    lost = [s for s in answer.skift if s.navn == "beboere" and not s.faar]
    assert {s.klasse for s in lost} == {UDSAT, PARALLEL, OMDANNELSE}
    assert all(s.aendring == 0 and "falder til under 1.000" in s.forklaring for s in lost)
    assert not any(s.navn == "aar_i_traek" for s in answer.skift)


def test_a_class_two_figures_away_or_undecided_has_no_single_change():
    calm = replace(NEAR, doemte_pct=D("0.10"), grundskole_pct=D("10.0"))
    assert compute_omraadeafstand(calm).find_skift(UDSAT) is None
    unknown = replace(NEAR, beboere=None)
    answer = compute_omraadeafstand(unknown)
    assert UDSAT in answer.svar.uafgjorte and answer.find_skift(UDSAT) is None


def test_of_a_figures_limits_the_nearest_counts_and_not_the_one_of_the_smallest_share():
    # From 0 every limit is its own length away: both shares are 1, and twice the mean is nearer than three times.
    none = replace(NEAR, doemte_pct=D("0.00"), grundskole_pct=D("10.0"), indkomst_pct=D("64.0"))
    calm = replace(none, uden_for_arbejdsmarked_pct=D("20.0"))
    change = next(
        s for s in compute_omraadeafstand(calm).skift if (s.klasse, s.navn) == (FOREBYGGELSE, "doemte_pct")
    )
    assert str(change.aendring) == "1.60"


def test_bad_figures_are_named():
    with pytest.raises(UgyldigtInput) as refused:
        compute_omraadeafstand(replace(NEAR, doemte_pct=D("101")))
    assert [item.felt for item in refused.value.fejl] == ["doemte_pct"]


def _tenths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda n: D(n).scaleb(-1))


AREAS = st.builds(
    Omraadetal,
    liste=st.sampled_from([day_of_list(year) for year in range(2010, 2027)]),
    beboere=st.integers(900, 5100),
    ikkevestlige_pct=_tenths(280, 520),
    uden_for_arbejdsmarked_pct=_tenths(280, 420),
    doemte_pct=st.integers(0, 320).map(lambda n: D(n).scaleb(-2)),
    grundskole_pct=_tenths(480, 620),
    indkomst_pct=_tenths(530, 670),
    landsgennemsnit_doemte_pct=st.sampled_from([D("0.70"), D("0.90")]),
    aar_i_traek=st.integers(0, 7),
)


@given(AREAS)
def test_every_change_told_changes_the_class_and_a_little_less_does_not(figures):
    answer = compute_omraadeafstand(figures)
    for item in answer.skift:
        sign = (item.aendring > 0) - (item.aendring < 0)
        beyond = (
            item.graense if not item.forbi else item.graense + D("0.001") * (sign or _past(item, figures))
        )
        after = find_klasser(replace(figures, **{item.navn: beyond}))
        assert (item.klasse in after.klasser) is item.faar
        assert after.klasser == item.klasser_efter
        if sign:
            short = D(item.vaerdi) + item.aendring - D("0.001") * sign
            assert (
                item.klasse in find_klasser(replace(figures, **{item.navn: short})).klasser
            ) is not item.faar


def _past(item, figures) -> int:
    """On the limit itself: the side on which the class changes."""
    up = find_klasser(replace(figures, **{item.navn: item.graense + D("0.001")}))
    return 1 if (item.klasse in up.klasser) is item.faar else -1


@settings(max_examples=25, deadline=None)
@given(AREAS, st.sampled_from(["uden_for_arbejdsmarked_pct", "grundskole_pct", "indkomst_pct", "doemte_pct"]))
def test_no_smaller_change_of_a_figure_gives_or_takes_a_class(figures, navn):
    told = {s.klasse: s for s in compute_omraadeafstand(figures).skift if s.navn == navn}
    now, value = set(find_klasser(figures).klasser), getattr(figures, navn)
    for step in range(0, 1000, 5):
        tried = D(step).scaleb(-1)
        for klasse in now ^ set(find_klasser(replace(figures, **{navn: tried})).klasser):
            assert abs(tried - value) >= abs(told[klasse].aendring)


@given(AREAS)
def test_the_share_is_the_move_by_the_limit(figures):
    for item in compute_omraadeafstand(figures).skift:
        assert item.andel == Fraction(abs(item.graense - D(item.vaerdi))) / Fraction(item.graense)
