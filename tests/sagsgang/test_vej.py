"""Who decides on a given day, and what changed between versions."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.sagsgang.profil import load_profil
from almen.sagsgang.tilstand import gaelder
from almen.sagsgang.vej import VejFejl, beslutningsvej, diff_sagsgange, sagsgang_on
from sagsgang.ruter import farver, route, routes

PROFIL = load_profil("eksempel")
DAG = dt.date(2026, 2, 1)
FAKTA = {
    "farve": {"navn": "Farve", "flere": False, "vaerdier": {"roed": "Rød", "blaa": "Blå"}},
    "form": {"navn": "Form", "vaerdier": {"rund": "Rund"}},
}
RUTE = route(
    {"id": "a"},
    {"id": "b", "efter": ["a"], "naar": {"farve": ["roed"]}},
    {"id": "c", "efter": ["b"], "aktoer": "borgerrepraesentationen", "valgfrit": True},
    {"id": "d", "efter": ["c"]},
    fakta=FAKTA,
)


def ids(vej):
    return [item.trin.id for item in vej.trin]


def test_a_step_that_does_not_apply_is_left_out_and_bridged():
    vej = beslutningsvej([RUTE], "proeve", {"farve": "blaa"}, DAG, PROFIL)
    assert ids(vej) == ["a", "c", "d"]
    assert vej.trin[1].efter == ("a",)


def test_without_a_fact_every_step_that_may_apply_is_shown_and_marked():
    vej = beslutningsvej([RUTE], "proeve", {}, DAG, PROFIL)
    assert [(item.trin.id, item.betinget) for item in vej.trin] == [
        ("a", False), ("b", True), ("c", False), ("d", False),
    ]  # fmt: skip


def test_the_answer_as_json_has_the_promised_fields():
    value = json.loads(
        json.dumps(beslutningsvej([RUTE], "proeve", {"farve": ["roed"]}, DAG, PROFIL).to_dict())
    )
    assert (value["version"], value["gyldig_fra"], value["sikkerhed"]) == ("1", "2020-01-01", "sikker")
    step = value["trin"][2]
    promised = {
        "id": "c", "navn": "Trin c", "fase": "f1", "aktoer": "borgerrepraesentationen",
        "aktoer_navn": "Byrådet",
        "handling": "godkender", "genstand": [], "efter": ["b"], "valgfrit": True, "hjemmel": [],
    }  # fmt: skip
    assert promised.items() <= step.items()


@pytest.mark.parametrize(
    ("sagstype", "fakta", "dato", "words"),
    [
        ("hus", {}, DAG, ["sagstype: “hus” har ingen sagsgang i Eksempel Kommune. Mulige: proeve."]),
        ("proeve", {"stof": "træ"}, DAG, ["fakta: “stof” kendes ikke. Mulige: farve, form."]),
        ("proeve", {"farve": "grøn"}, DAG, ["fakta: farve kan ikke være “grøn”. Mulige: roed, blaa."]),
        ("proeve", {"farve": ["roed", "blaa"]}, DAG, ["fakta: farve kan kun have én værdi."]),
        ("proeve", {}, dt.date(2019, 12, 31), ["den 31. december 2019. Versioner: 1 fra 1. januar 2020."]),
        ("proeve", {"stof": "træ", "farve": "grøn"}, dt.date(2019, 1, 1), ["dato:", "“stof”", "“grøn”"]),
    ],
)
def test_a_question_without_answer_says_what_is_allowed(sagstype, fakta, dato, words):
    with pytest.raises(VejFejl) as refused:
        beslutningsvej([RUTE], sagstype, fakta, dato, PROFIL)
    assert len(refused.value.fejl) == len(words)
    for message, word in zip(refused.value.fejl, words, strict=True):
        assert word in message


def versions():
    two = route({"id": "a"}, version="2", gyldig_fra=dt.date(2021, 1, 1), gyldig_til=dt.date(2021, 6, 30))
    return [two, RUTE]


@pytest.mark.parametrize(
    ("dato", "version"),
    [((2020, 1, 1), "1"), ((2020, 12, 31), "1"), ((2021, 1, 1), "2"), ((2021, 6, 30), "2")],
)
def test_a_new_version_ends_the_one_before_it_by_itself(dato, version):
    assert sagsgang_on(versions(), "proeve", dt.date(*dato)).version == version


def test_a_version_that_ended_without_successor_leaves_no_older_one_in_force():
    with pytest.raises(VejFejl):
        sagsgang_on(versions(), "proeve", dt.date(2021, 7, 1))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(routes(), farver)
def test_the_steps_come_in_an_order_that_respects_efter_and_are_those_that_apply(sagsgang, fakta):
    vej = beslutningsvej([sagsgang], "proeve", fakta, DAG, PROFIL)
    seen: set[str] = set()
    for item in vej.trin:
        assert set(item.efter) <= seen
        seen.add(item.trin.id)
    assert seen == {trin.id for trin in sagsgang.trin if gaelder(trin, fakta)}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(routes(), farver, st.data())
def test_bridging_loses_no_order(sagsgang, fakta, data):
    vej = beslutningsvej([sagsgang], "proeve", fakta, DAG, PROFIL)
    behind = {item.trin.id: set(item.efter) for item in vej.trin}
    for item in vej.trin:
        for key in item.efter:
            behind[item.trin.id] |= behind[key]
    for item in vej.trin:
        assert behind[item.trin.id] == (sagsgang.forgaengere[item.trin.id] & set(behind)) - {item.trin.id}


def test_a_route_compared_with_itself_has_no_changes():
    assert diff_sagsgange(RUTE, RUTE) == []


def test_the_difference_names_new_removed_and_changed_steps_in_danish():
    new = route(
        {"id": "a", "aktoer": "forvaltningen", "frist": None},
        {
            "id": "d",
            "efter": ["a"],
            "frist": {"efter": "a", "dage": 10, "arbejdsdage": True},
            "ved_forkastet": "a",
        },
        {"id": "e", "efter": ["d"]},
        fakta=FAKTA,
    )
    said = [str(item) for item in diff_sagsgange(RUTE, new)]
    assert said == [
        "Trinnet “Trin b” (b) er fjernet.",
        "Trinnet “Trin c” (c) er fjernet.",
        "Trinnet “Trin a” (a): aktør er ændret fra “udvalget” til “forvaltningen”.",
        "Trinnet “Trin a” (a): standsningsret er ændret fra “ja” til “nej”.",
        "Trinnet “Trin d” (d): følger efter er ændret fra “c” til “a”.",
        "Trinnet “Trin d” (d): frist er ændret fra “ingen” til “10 dage (arbejdsdage) efter a”.",
        "Trinnet “Trin d” (d): ved forkastelse er ændret fra “sagen slutter” til “tilbage til a”.",
        "Trinnet “Trin e” (e, udvalget) er nyt.",
    ]


def test_a_first_version_is_all_new():
    assert {item.art for item in diff_sagsgange(None, RUTE)} == {"tilfoejet"}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(routes(), routes())
def test_two_routes_that_differ_are_told_apart(a, b):
    assert (diff_sagsgange(a, b) == []) == (
        {t.id: t for t in a.trin} == {t.id: t for t in b.trin} and a.faser == b.faser
    )
