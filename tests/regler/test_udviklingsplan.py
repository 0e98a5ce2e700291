"""The share of almene familieboliger as § 168 a counts it, the plan's way to the target, and who may dispense."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.frister import compute_frist
from almen.regler.laes import load_parametre
from almen.regler.resultat import Udfald
from almen.regler.samling import Parametre
from almen.regler.udviklingsplan import (
    AFRUNDING,
    MIDDELNAVNE,
    Boligtaelling,
    Middel,
    Tiltag,
    compute_familieandel,
    compute_planforloeb,
    list_statusdage,
    taelling_on,
)
from almen.regler.udviklingsplan_dispensation import Dispensationsforhold, assess_dispensation

pytestmark = pytest.mark.kun_en_gang

DAY = date(2026, 11, 1)
TARGET = date(2030, 1, 1)


def share(familie, andre=0, erhverv_m2=0, nedrevne=0, **more):
    return compute_familieandel(Boligtaelling(familie, andre, erhverv_m2, nedrevne), DAY, **more)


# ------------------------------------------------------------------------------------------------------------- counting
def test_seventyfive_square_metres_of_business_count_as_a_dwelling():
    answer = share(400, 500, 7500)
    assert (answer.boliger, answer.opfyldt, str(answer.pct)) == (1000, True, "40")
    assert share(400, 500, 7499).opfyldt is False


def test_dwellings_demolished_after_2010_stay_in_the_total():
    assert share(400, 400, nedrevne=200).opfyldt
    assert not share(400, 400, nedrevne=199).opfyldt
    assert any("nedrevet efter 2010" in t.tekst for t in share(400, 400, nedrevne=200).trin)


def test_exactly_the_limit_is_enough_and_what_is_missing_is_told_both_ways():
    assert share(2, 3).opfyldt and share(2, 3).for_mange == share(2, 3).mangler_andre == 0
    answer = share(401, 599)
    assert (answer.for_mange, answer.mangler_andre) == (1, 3)
    assert any("1 almene familieboliger sælges" in t.tekst for t in answer.trin)


def test_the_rounding_of_business_area_is_unsettled_and_both_bounds_are_shown():
    answer = share(400, 500, 7499)  # 99.99 dwellings
    assert (answer.boliger, answer.opfyldt, answer.afgjort) == (900 + Fraction(7499, 75), False, False)
    assert answer.mindst * 100 <= 40 < answer.hoejst * 100
    assert any("siger ikke" in text and "afgør" in text for text in answer.advarsler)
    assert share(400, 900, 7499).afgjort and not share(400, 900, 7500).advarsler


def test_another_rounding_is_a_row_in_the_parameters_and_no_code():
    def rounded(way):
        rows = load_parametre()
        changed = (
            replace(p, raekker=(replace(p.raekker[0], vaerdi=way),)) if p.id == AFRUNDING else p for p in rows
        )
        return share(400, 500, 7499, parametre=Parametre(changed))

    assert rounded("op").opfyldt and not rounded("ned").opfyldt


def test_a_dispensation_is_another_limit_and_is_told():
    answer = share(600, 400, dispensation_pct=Decimal(60))
    assert answer.opfyldt and any("efter dispensation" in t.tekst for t in answer.trin)


def test_an_area_without_dwellings_has_no_share_and_before_the_rule_there_is_no_answer():
    assert share(0).andel == 0
    with pytest.raises(UdenForGyldighed):
        compute_familieandel(Boligtaelling(1), date(2018, 11, 30))


@pytest.mark.parametrize(
    ("count", "field"),
    [
        (Boligtaelling(-1), "familie"),
        (Boligtaelling(1, andre=True), "andre"),
        (Boligtaelling(1, erhverv_m2=Decimal("NaN")), "erhverv_m2"),
        (Boligtaelling(1, nedrevne=10**9), "nedrevne"),
    ],
)
def test_bad_counts_are_named(count, field):
    with pytest.raises(UgyldigtInput) as refused:
        compute_familieandel(count, DAY)
    assert [item.felt for item in refused.value.fejl] == [field]


# ------------------------------------------------------------------------------------------------------------- the plan
START = Boligtaelling(960, 40)
MEANS = [
    Tiltag(Middel.NEDRIVNING, 100, date(2027, 5, 1)),
    Tiltag(Middel.SALG, 160, date(2028, 3, 1)),
    Tiltag(Middel.OMMAERKNING, 100, date(2028, 6, 1)),
    Tiltag(Middel.NYBYGGERI, 400, date(2029, 6, 1)),
    Tiltag(Middel.ERHVERV, 7500, date(2029, 12, 31)),
]


def test_the_share_is_reckoned_each_new_year_until_the_target_day():
    path = compute_planforloeb(START, DAY, MEANS)
    assert [a.dag for a in path.aar] == [date(y, 1, 1) for y in (2027, 2028, 2029, 2030)]
    assert [(a.taelling.familie, a.boliger) for a in path.aar] == [
        (960, 1000),
        (860, 1000),
        (600, 1000),
        (600, 1500),
    ]
    assert path.naar and path.maal.dag == TARGET and path.foerste_dag == TARGET
    assert path.nu.for_mange == 560


def test_what_is_done_on_the_target_day_comes_too_late():
    with pytest.raises(UgyldigtInput) as refused:
        compute_planforloeb(START, DAY, [Tiltag(Middel.SALG, 1, TARGET)])
    assert refused.value.fejl[0].felt == "tiltag[0].dato"


def test_a_plan_that_stops_short_tells_how_much_is_missing():
    path = compute_planforloeb(START, DAY, MEANS[:3])
    assert not path.naar and path.foerste_dag is None
    assert (path.maal.for_mange, path.maal.mangler_andre) == (200, 500)


def test_new_family_dwellings_take_the_demolished_ones_out_of_the_total():
    built = Tiltag(Middel.NYE_FAMILIEBOLIGER, 30, date(2027, 1, 1))
    for order in ([built, MEANS[0]], [MEANS[0], built]):
        assert taelling_on(START, order, TARGET) == Boligtaelling(890, 40, 0, 70)


@pytest.mark.parametrize(
    ("means", "field"),
    [
        (Tiltag(Middel.SALG, 0, date(2027, 1, 1)), "tiltag[1].antal"),
        (Tiltag(Middel.SALG, -5, date(2027, 1, 1)), "tiltag[1].antal"),
        (Tiltag(Middel.SALG, 5, date(2026, 1, 1)), "tiltag[1].dato"),
        (Tiltag(Middel.SALG, 5000, date(2027, 1, 1)), "tiltag[1].antal"),
        (Tiltag(Middel.ERHVERV, -1, date(2027, 1, 1)), "tiltag[1].antal"),
    ],
)
def test_a_means_that_cannot_be_is_named_by_its_place_in_the_list(means, field):
    with pytest.raises(UgyldigtInput) as refused:
        compute_planforloeb(START, DAY, [Tiltag(Middel.SALG, 1, date(2028, 1, 1)), means])
    assert refused.value.fejl[0].felt == field


def test_every_means_has_a_name():
    assert set(MIDDELNAVNE) == set(Middel)


def test_the_plans_own_days():
    frist = compute_frist("udviklingsplan.frist", date(2018, 12, 1))
    assert frist.dato == date(2019, 6, 1) and frist.advarsler
    days = list_statusdage(date(2019, 6, 20))
    assert days[0] == date(2020, 10, 1) and days[-1] == date(2030, 10, 1)


# ----------------------------------------------------------------------------------------------------------- properties
COUNTS = st.builds(
    Boligtaelling, st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 90_000), st.integers(0, 500)
)
LISTS = st.lists(
    st.builds(
        Tiltag,
        st.sampled_from(list(Middel)),
        st.integers(1, 400),
        st.dates(DAY, date(2029, 12, 31)),
    ),
    max_size=8,
)


@given(COUNTS)
def test_the_missing_dwellings_are_exactly_enough(count):
    answer = compute_familieandel(count, DAY)
    assert answer.mindst <= answer.andel <= answer.hoejst
    moved = replace(count, familie=count.familie - answer.for_mange, andre=count.andre + answer.for_mange)
    built = replace(count, andre=count.andre + answer.mangler_andre)
    assert compute_familieandel(moved, DAY).opfyldt and compute_familieandel(built, DAY).opfyldt
    if answer.for_mange:
        short = replace(moved, familie=moved.familie + 1, andre=moved.andre - 1)
        assert not compute_familieandel(short, DAY).opfyldt
        assert not compute_familieandel(replace(built, andre=built.andre - 1), DAY).opfyldt


@given(COUNTS, LISTS, st.randoms(use_true_random=False))
def test_a_plan_answers_the_same_in_any_order_and_loses_no_dwelling(count, means, random):
    shuffled = list(means)
    random.shuffle(shuffled)
    try:
        path = compute_planforloeb(count, DAY, means)
    except UgyldigtInput:
        with pytest.raises(UgyldigtInput):
            compute_planforloeb(count, DAY, shuffled)
        return
    assert path == compute_planforloeb(count, DAY, shuffled)
    end = path.maal.taelling
    new = sum(t.antal for t in means if t.middel in (Middel.NYBYGGERI, Middel.NYE_FAMILIEBOLIGER))
    gone = sum(t.antal for t in means if t.middel in (Middel.NEDRIVNING, Middel.SAMMENLAEGNING))
    assert end.familie + end.andre == count.familie + count.andre + new - gone


@given(COUNTS, LISTS, st.sampled_from([Middel.SALG, Middel.OMMAERKNING, Middel.NYBYGGERI, Middel.ERHVERV]))
def test_one_more_sale_relabelling_or_other_building_never_raises_the_share(count, means, kind):
    try:
        before = compute_planforloeb(count, DAY, means)
        after = compute_planforloeb(count, DAY, [*means, Tiltag(kind, 1, date(2029, 12, 31))])
    except UgyldigtInput:
        return
    assert after.maal.andel <= before.maal.andel
    assert after.aar[:-1] == before.aar[:-1]


# --------------------------------------------------------------------------------------------------------- dispensation
ALL = Dispensationsforhold(True, True, 121, 1000, False, True, 2099, False)


@pytest.mark.parametrize(
    ("change", "stk3", "stk4"),
    [
        ({}, "ja", "ja"),
        ({"familieboliger_i_parallelsamfund": 120}, "nej", "ja"),
        ({"redegoerelse": False}, "nej", "ja"),
        ({"nybyggeri_kan_bidrage": True}, "nej", "ja"),
        ({"salg_kun_med_tab": None}, "kan_ikke_afgoeres", "ja"),
        ({"salg_kun_med_tab": None, "redegoerelse": False}, "nej", "ja"),
        ({"familieboliger_i_kommunen": None}, "kan_ikke_afgoeres", "ja"),
        ({"beboere": 2100}, "ja", "nej"),
        ({"doemte_opfyldt": True}, "ja", "nej"),
        ({"doemte_opfyldt": None}, "ja", "kan_ikke_afgoeres"),
        ({"omdannelsesomraade": False}, "nej", "nej"),
    ],
)
def test_every_condition_of_a_way_must_hold_and_an_unknown_one_is_no_no(change, stk3, stk4):
    ways = assess_dispensation(replace(ALL, **change), DAY)
    assert [w.udfald.value for w in ways] == [stk3, stk4]


def test_an_answer_names_the_paragraph_and_the_figures_and_that_the_minister_decides():
    stk3, stk4 = assess_dispensation(ALL, DAY)
    assert "Ministeren kan" in stk3.forklaring and "stk. 3" in stk3.forklaring
    assert any("12,1 %" in b.forklaring and "over 12 %" in b.forklaring for b in stk3.betingelser)
    assert any(
        "2.099" in b.forklaring and "færre end 2.100 beboere" in b.forklaring for b in stk4.betingelser
    )
    assert [k.parameter for k in stk4.kilder] == ["udviklingsplan.dispensation.beboere"]


def test_nothing_known_decides_nothing_and_impossible_figures_are_named():
    assert {w.udfald for w in assess_dispensation(Dispensationsforhold(), DAY)} == {Udfald.KAN_IKKE_AFGOERES}
    with pytest.raises(UgyldigtInput) as refused:
        assess_dispensation(replace(ALL, familieboliger_i_parallelsamfund=1001), DAY)
    assert refused.value.fejl[0].felt == "familieboliger_i_parallelsamfund"


# ------------------------------------------------------------------------------------------------------ published plans
def _published() -> list[dict[str, str]]:
    file = Path(__file__).resolve().parents[1] / "cases" / "udviklingsplaner.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", _published(), ids=lambda row: row["id"])
def test_published_plans_reach_their_share_where_the_figures_suffice(row):
    known = {name: int(row[name]) for name in ("familie", "andre", "erhverv_m2", "nedrevne") if row[name]}
    if "familie" not in known:
        assert row["raekker_til"] == "nej"
        return
    means = [Tiltag(m, int(row[m]), date(2019, 6, 1)) for m in Middel if m in row and int(row[m] or 0)]
    plan = compute_planforloeb(
        Boligtaelling(**known), date(2019, 6, 1), means, dispensation_pct=Decimal(row["oplyst_pct"])
    )
    assert plan.naar is (row["raekker_til"] == "ja"), plan.maal.pct
    if row["oplyst_familie"]:
        assert plan.maal.taelling.familie != int(row["oplyst_familie"])


def test_munkebos_dwellings_alone_end_at_74_percent():
    row = next(row for row in _published() if row["id"] == "munkebo")
    means = [Tiltag(m, int(row[m]), date(2019, 6, 1)) for m in Middel if int(row.get(m) or 0)]
    path = compute_planforloeb(Boligtaelling(int(row["familie"])), date(2019, 6, 1), means)
    assert (path.maal.taelling.familie, str(path.maal.pct)) == (445, "74.04")
