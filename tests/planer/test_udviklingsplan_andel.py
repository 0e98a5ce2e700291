"""The share of family dwellings as a plan has it: what is reckoned with, what is left out, and what can never happen to it."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.planer.models import Boligopgoerelse, Dispensation, Virkemiddel
from almen.planer.selectors import familieandel
from almen.planer.selectors.familieandel import andelsbillede_of
from almen.planer.tegning_andel import alt_of, andelslinjer, udvikling_of
from almen.regler.laes import load_parametre

TODAY = dt.date(2026, 11, 27)
CASES = Path(__file__).resolve().parents[1] / "cases" / "udviklingsplaner.csv"


@pytest.fixture(autouse=True)
def _statute_only(monkeypatch):
    monkeypatch.setattr(familieandel, "current_parametre", load_parametre)


def rows(items):
    return SimpleNamespace(all=lambda: list(items))


def count(dag=dt.date(2024, 1, 1), familie=900, andre=100, **more):
    return Boligopgoerelse(dag=dag, almene_familieboliger=familie, andre_boliger=andre, **more)


def means(art, aar, antal=0, gennemfoert=None, m2=0):
    return Virkemiddel(art=art, aar=aar, antal=antal, m2=m2, gennemfoert=gennemfoert)


def plan(opgoerelser=None, virkemidler=(), dispensationer=()):
    return SimpleNamespace(
        navn="Prøveplan",
        opgoerelser=rows([count()] if opgoerelser is None else opgoerelser),
        virkemidler=rows(virkemidler),
        dispensationer=rows(dispensationer),
    )


def picture(*virkemidler, dag=TODAY, **more):
    return andelsbillede_of(plan(virkemidler=virkemidler, **more), dag)


def test_without_a_count_the_share_cannot_be_told():
    billede = picture(opgoerelser=[])
    assert (billede.nu, billede.maal, billede.naar) == (None, None, None)
    assert "ikke registreret" in billede.fejl


def test_what_has_been_carried_out_counts_today_and_what_is_planned_counts_when_its_year_is_over():
    sold, planned = means("salg", 2025, 300, dt.date(2025, 6, 1)), means("salg", 2028, 250)
    billede = picture(sold, planned)
    assert billede.nu.taelling.familie == 600
    assert {item.dag.year: item.taelling.familie for item in billede.forloeb.aar} == {
        2027: 600,
        2028: 600,
        2029: 350,
        2030: 350,
    }
    assert (billede.naar, billede.foerste_dag) == (True, dt.date(2029, 1, 1))
    assert [item.taelling.familie for item in billede.hidtil] == [900, 600]


def test_what_was_carried_out_before_the_count_is_in_the_count():
    assert picture(means("salg", 2023, 500, dt.date(2023, 5, 1))).nu.taelling.familie == 900


def test_what_has_slipped_is_not_reckoned_with_and_is_told():
    billede = picture(means("salg", 2025, 600), means("salg", 2031, 600))
    assert billede.maal.taelling.familie == 900 and billede.naar is False
    assert [grund for _, grund in billede.udeladt] == [
        "Skulle være gennemført i 2025; sæt et nyt år, eller meld det gennemført.",
        "Planlagt til 2031, efter dagen andelen skal være nået.",
    ]


def test_a_dispensation_is_the_limit_from_the_day_it_was_given():
    asked = {"ansoegt": dt.date(2026, 1, 1), "ansoegt_pct": Decimal(70), "givet": True}
    given_ = Dispensation(**asked, afgjort=dt.date(2026, 4, 1), maal_pct=Decimal(60))
    sold = means("salg", 2027, 320)
    before = picture(sold, dag=dt.date(2026, 3, 31), dispensationer=[given_])
    after = picture(sold, dispensationer=[given_])
    assert (before.maal.graense_pct, before.naar) == (40, False)
    assert (after.maal.graense_pct, after.naar, after.maal.pct) == (60, True, 58)
    refused = Dispensation(**{**asked, "givet": False}, afgjort=dt.date(2026, 4, 1))
    assert picture(sold, dispensationer=[refused]).maal.graense_pct == 40


def test_means_that_cannot_be_are_told_by_name_and_the_rest_is_shown():
    billede = picture(means("nedrivning", 2027, 901))
    assert billede.nu.pct == 90 and billede.forloeb is None and billede.naar is None
    assert "Nedrivning af almene familieboliger 2027: 901" in billede.fejl


def test_rounding_of_business_area_that_decides_is_no_yes():
    billede = picture(
        means("salg", 2027, 500), means("erhverv", 2027, m2=75 * 10 - 1), opgoerelser=[count(andre=90)]
    )
    assert billede.maal.pct == Decimal("40") or billede.maal.advarsler
    assert billede.naar is None


def test_after_the_target_day_the_share_is_what_it_is():
    billede = picture(means("salg", 2028, 600, dt.date(2028, 1, 1)), dag=dt.date(2031, 5, 1))
    assert billede.forloeb is None and billede.maal is billede.nu and billede.naar is True


def test_a_count_from_before_the_rule_stands_without_a_share():
    billede = picture(opgoerelser=[count(dag=dt.date(2012, 1, 1)), count()])
    assert [andel is None for _, andel in billede.opgoerelser] == [True, False]
    assert billede.nu is not None


def test_drawing_and_table_tell_the_same_shares():
    billede = picture(means("salg", 2025, 300, dt.date(2025, 6, 1)), means("salg", 2028, 250))
    table = {(row.dag.year, row.hvad): row.andel.pct for row in andelslinjer(billede)}
    drawn = udvikling_of(plan(), billede)
    assert [year for year, _ in drawn.tal] == [2024, 2025, 2026]
    assert dict(drawn.tal)[2026] == table[2026, "I dag"]
    assert [row[0] for row in drawn.fremskrivning] == [2027, 2028, 2029, 2030]
    assert "90,0 pct. i 2024, 35,0 pct. i 2030; kravet er højst 40 pct." in alt_of(billede)
    planned = {row.dag.year: row.planlagt for row in andelslinjer(billede) if row.hvad == "Ventet"}
    assert planned[2030] == 35


def published(id_):
    with CASES.open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["id"] == id_)


@pytest.mark.parametrize(("id_", "reaches"), [("mjoelnerparken", True), ("munkebo", False)])
def test_published_plans_come_out_as_their_sources_say(id_, reaches):
    row = published(id_)
    number = {key: int(value) for key, value in row.items() if value.isdecimal()}
    arts = {"nybyggeri_andre": "nybyggeri", "nybyggeri_familie": "nye_familieboliger"}
    planned = [
        means(arts.get(art, art), 2027, number[art])
        for art in ("nedrivning", "salg", "ommaerkning", "sammenlaegning", *arts)
        if number.get(art)
    ]
    billede = picture(
        *planned,
        opgoerelser=[count(familie=number["familie"], andre=number["andre"], nedrevne=number["nedrevne"])],
    )
    assert billede.naar is reaches


small = st.integers(0, 400)
few = settings(max_examples=40, deadline=None)


@few
@given(familie=st.integers(500, 2000), andre=small, gone=st.integers(1, 500), built=small, area=small)
def test_a_demolition_that_is_not_replaced_never_raises_the_share(familie, andre, gone, built, area):
    others = [means("nybyggeri", 2028, built)] if built else []
    start = [count(familie=familie, andre=andre, erhverv_m2=area)]
    without = picture(*others, opgoerelser=start).maal.andel
    assert picture(*others, means("nedrivning", 2027, gone), opgoerelser=start).maal.andel <= without


@few
@given(
    art=st.sampled_from(["salg", "ommaerkning", "nedrivning", "sammenlaegning", "nybyggeri"]),
    antal=st.integers(1, 500),
    aar=st.integers(2026, 2029),
    day=st.integers(1, 330),
)
def test_reporting_a_means_carried_out_changes_nothing_on_the_target_day(art, antal, aar, day):
    planned = picture(means(art, aar, antal)).maal
    carried_out = dt.date(2026, 1, 1) + dt.timedelta(days=day - 1)
    done = picture(means(art, aar, antal, min(carried_out, TODAY))).maal
    assert (planned.andel, planned.taelling) == (done.andel, done.taelling)


@few
@given(familie=st.integers(0, 500), nye=st.integers(1, 500))
def test_new_family_dwellings_never_lower_the_share(familie, nye):
    start = [count(familie=familie, andre=300, nedrevne=100)]
    before = picture(opgoerelser=start).maal.andel
    assert picture(means("nye_familieboliger", 2027, nye), opgoerelser=start).maal.andel >= before
