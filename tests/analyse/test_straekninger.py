"""Points and stretches are data, days add up, and what is not known never becomes a number."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.analyse.straekninger import FIL, Vejkort, load_straekninger, parse_straekninger, vejkort_of
from almen.analyse.vej import (
    FLERE,
    MAALT,
    UAFSLUTTEDE,
    Stand,
    Vej,
    cells_of,
    count_stande,
    find_dage,
    find_forbi,
    find_venter,
    group,
    measure,
)
from almen.analyse.ventetider import Ventetid, published
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import list_kommuner, load_sagsgange_of

TODAY = dt.date(2026, 11, 26)
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2030, 12, 31))
NYBYGGERI = vejkort_of("nybyggeri")
LAGS = Path(__file__).parents[1] / "cases" / "ventetider.csv"
FELTER = [(p.led, p.felt) for p in NYBYGGERI.punkter if p.felt]
TRIN = [p.id for p in NYBYGGERI.punkter if p.trin]


def way(
    kort: Vejkort = NYBYGGERI, steps=None, felter=None, over=False, endt=None, uden=(), today=TODAY, **more
):
    """A case's way from the days of its steps and fields, measured."""
    days, stood_in = find_dage(kort, steps or {}, felter or {}, today)
    given = {"nummer": "2026-1", "titel": "Sag", "organisation": "Prøven", "lbf_nummer": "9001"} | more
    found = Vej(
        sag_id=1,
        version="v",
        boligtyper=given.pop("boligtyper", ("familie",)),
        aabnet=today,
        demo=False,
        dage=days,
        uden=frozenset(uden),
        forbi=find_forbi(kort, days, over),
        venter=find_venter(kort, days, uden),
        erstattet=stood_in,
        endt=endt,
        **given,
    )
    found.laengder.update({item.id: measure(found, item, today) for item in kort.straekninger})
    return found


def chains(kort: Vejkort, fra: str, til: str):
    """Every way of laying stretches end to end from one point to another, more than one of them."""
    for item in kort.straekninger:
        if item.fra != fra:
            continue
        if item.til == til:
            yield [item]
        for rest in chains(kort, item.til, til):
            yield [item, *rest]


def test_the_catalogue_reads_and_every_case_type_begins_with_its_whole_way():
    for kort in load_straekninger().sagstyper.values():
        assert kort.straekninger[0].id == "hele_vejen"
        # A longer stretch is made of shorter ones somewhere, or it could not be asked where in it the time went.
        assert any(len(chain) > 1 for s in kort.straekninger for chain in chains(kort, s.fra, s.til))


ROUTES = [
    route
    for kommune in list_kommuner()
    for route in load_sagsgange_of(kommune)
    if route.sagstype in load_straekninger().sagstyper
]
# København's renovations begin before Skema A; the example municipality's do not.
ONLY_SOME = {"prejekt", "praekvalificeret"}


@pytest.mark.parametrize(
    "route", ROUTES, ids=lambda route: f"{route.kommune}-{route.sagstype}-{route.version}"
)
def test_every_shipped_route_has_the_steps_that_the_points_name(route):
    for punkt in vejkort_of(route.sagstype).punkter:
        if punkt.trin and punkt.id not in ONLY_SOME:
            assert not route.efter_id.keys().isdisjoint(punkt.trin), punkt.id


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{id: tilsagn, navn:", "{id: tilsagn, farve: roed, navn:", "farve"),
        ("felt: vedtaget", "felt: annonceret", "annonceret"),
        (", flere: foerste}", "}", "startredegoerelse"),
        ("fra: tilsagn, til: skema_b}", "fra: skema_b, til: tilsagn}", "ikke går fremad"),
        ("fra: tilsagn, til: skema_b}", "fra: tilsagn, til: skema_x}", "skema_x"),
        ("{id: forslag,", "{id: startredegoerelse,", "to gange"),
        ("ellers: skaeringsdag", "ellers: aflevering", "aflevering"),
        ("led: stoettesag, trin: [tilsagn]", "led: stoettesag", "tilsagn"),
        ("led: stoettesag, trin: [tilsagn]", "led: byggesag, felt: ansoegt, trin: [tilsagn]", "tilsagn"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(old, new, told):
    text = FIL.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(SagsgangFejl) as error:
        parse_straekninger(text.replace(old, new, 1), "prøve.yaml")
    assert told in str(error.value) and "prøve.yaml" in str(error.value)


@given(st.lists(DAYS, min_size=14, max_size=14).map(sorted))
def test_parts_add_up_to_the_whole_where_every_day_is_known(days):
    points = dict(zip([p.id for p in NYBYGGERI.punkter], days, strict=True))
    today = dt.date(2031, 1, 1)
    found = way(
        steps={key: points[key] for key in TRIN},
        felter={(p.led, p.felt): points[p.id] for p in NYBYGGERI.punkter if p.felt},
        today=today,
    )
    assert found.dage == points and not found.erstattet
    tried = 0
    for whole in NYBYGGERI.straekninger:
        assert found.laengder[whole.id].stand is Stand.AFSLUTTET
        for chain in chains(NYBYGGERI, whole.fra, whole.til):
            assert sum(found.laengder[part.id].dage for part in chain) == found.laengder[whole.id].dage
            tried += len(chain) > 1
    assert tried >= 5


@given(
    st.dictionaries(st.sampled_from(TRIN), DAYS),
    st.dictionaries(st.sampled_from(FELTER), st.none() | DAYS),
    st.booleans(),
    st.none() | DAYS,
)
def test_a_day_that_is_not_known_never_becomes_a_number(steps, felter, over, endt):
    found = way(steps=steps, felter=felter, over=over, endt=endt)
    given_days = {*steps.values(), *felter.values()}
    assert set(found.dage.values()) <= given_days and all(day <= TODAY for day in found.dage.values())
    for item in NYBYGGERI.straekninger:
        length = found.laengder[item.id]
        assert (length.dage is not None) == (length.stand in MAALT)
        assert length.dage is None or length.dage >= 0
        if item.fra not in found.dage:
            # Steps are decided here: one that is not there has not come. Other days may have come without being told of.
            begins = NYBYGGERI.punkt[item.fra]
            assert length.stand is (Stand.IKKE_BEGYNDT if begins.trin else Stand.MANGLER_START)
        if length.stand is Stand.AFSLUTTET:
            assert length.dage == (found.dage[item.til] - found.dage[item.fra]).days
        assert length.stand is not (Stand.UAFSLUTTET if endt else Stand.AFBRUDT)
        if length.stand in UAFSLUTTEDE:
            assert item.til not in found.dage and length.dage == ((endt or TODAY) - found.dage[item.fra]).days


def test_a_stretch_that_runs_lasts_until_today_or_until_the_case_was_rejected():
    start = dt.date(2026, 11, 1)
    running = way(steps={"ansoegning": start}).laengder["ansoegning_til_tilsagn"]
    assert (running.stand, running.dage, running.begyndt) == (Stand.UAFSLUTTET, 25, start)
    rejected = way(steps={"ansoegning": start}, endt=dt.date(2026, 11, 11))
    assert rejected.laengder["ansoegning_til_tilsagn"].dage == 10
    before = way(steps={"ansoegning": start}, endt=dt.date(2026, 10, 1))
    assert before.laengder["ansoegning_til_tilsagn"].stand is Stand.OMVENDT


def test_an_end_that_has_come_unrecorded_is_missing_and_not_unfinished():
    plan = {
        ("lokalplan", "startredegoerelse"): dt.date(2020, 1, 1),
        ("lokalplan", "vedtaget"): dt.date(2022, 1, 1),
    }
    found = way(felter=plan)
    assert found.laengder["lokalplan"].dage == 731
    assert found.laengder["lokalplan_forslag"].stand is Stand.MANGLER_SLUT
    assert found.laengder["lokalplan_vedtagelse"].stand is Stand.MANGLER_START
    over = way(felter={("byggesag", "tilladelse"): dt.date(2020, 1, 1)}, over=True)
    assert over.laengder["tilladelse_til_brug"].stand is Stand.MANGLER_SLUT
    # A guarantee may come after Skema B: that it has not come is not a day that is missing.
    steps = {"godkendelse": dt.date(2020, 1, 1), "skema_b": dt.date(2021, 1, 1)}
    assert way(steps=steps).laengder["godkendelse_til_garanti"].stand is Stand.UAFSLUTTET
    assert way(steps=steps, uden=["garanti"]).laengder["godkendelse_til_garanti"].stand is Stand.UDEN


def test_an_end_before_the_start_is_told_and_counted_nowhere_else():
    found = way(
        steps={"ansoegning": dt.date(2020, 1, 1)}, felter={("lokalplan", "vedtaget"): dt.date(2021, 1, 1)}
    )
    assert found.laengder["plan_til_ansoegning"].stand is Stand.OMVENDT
    assert cells_of([found], "plan_til_ansoegning") == []
    assert count_stande([found], "plan_til_ansoegning") == {Stand.OMVENDT: 1}


def test_the_skaeringsdag_stands_in_for_the_building_cases_last_day_and_is_told():
    skaering, brug = dt.date(2024, 3, 1), dt.date(2024, 2, 1)
    found = way(steps={"skaeringsdag": skaering})
    assert found.dage["ibrugtaget"] == skaering and found.erstattet == {"ibrugtaget"}
    both = way(steps={"skaeringsdag": skaering}, felter={("byggesag", "ibrugtaget"): brug})
    assert both.dage["ibrugtaget"] == brug and not both.erstattet
    # A day that has not come is not a day.
    assert way(felter={("byggesag", "ibrugtaget"): TODAY + dt.timedelta(days=1)}).dage == {}


def test_equal_times_are_counted_together_and_groups_hold_what_is_measured():
    start = dt.date(2026, 1, 1)
    family = way(steps={"ansoegning": start, "tilsagn": start + dt.timedelta(days=30)})
    mixed = way(steps={"ansoegning": start}, boligtyper=("familie", "ungdom"))
    none = way()
    assert cells_of([family, family, mixed, none], "ansoegning_til_tilsagn") == [(30, 1, 2), (329, 0, 1)]
    groups = group([mixed, family, family, none], lambda v: v.boligtype, "ansoegning_til_tilsagn", 5)
    assert {key: len(rows) for key, rows in groups.items()} == {"familie": 2, FLERE: 1}
    assert list(group([mixed, family, family], lambda v: v.boligtype, "ansoegning_til_tilsagn", 1)) == [
        "familie"
    ]


def rows():
    with LAGS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_profile_shows_the_published_days_and_no_others():
    shown = {
        item.id: item
        for kind in ("nybyggeri", "renovering")
        for item in published(kind, "godkendelse_til_garanti")
    }
    assert set(shown) == {row["id"] for row in rows()}
    for row in rows():
        item = shown[row["id"]]
        assert (str(item.fra), str(item.til), item.kilde) == (row["godkendt"], row["garanti"], row["kilde"])
        assert (item.sagstype, item.sikkerhed, item.projekt) == (
            row["sagstype"],
            row["sikkerhed"],
            row["projekt"],
        )
        assert str(item.fra_foerst or "") == row["godkendt_foerst"] and item.note == row["note"]
    assert published("nybyggeri", "hele_vejen") == ()


def test_published_days_must_come_after_each_other():
    given = {"id": "x", "sagstype": "nybyggeri", "projekt": "P", "sikkerhed": "sikker", "kilde": "k"}
    with pytest.raises(ValueError, match="ikke kommer efter hinanden"):
        Ventetid(**given, fra=dt.date(2020, 1, 2), til=dt.date(2020, 1, 1))
