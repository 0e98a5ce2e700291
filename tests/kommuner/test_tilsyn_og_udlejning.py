"""Routes of supervision and letting in every profile: each can be finished, in its order, and acts by delegation say so."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.godkendelser.typedefinition import load_typer
from almen.sagsgang.profil import list_kommuner, load_profil, load_sagsgange_of
from almen.sagsgang.register import REGISTER
from almen.sagsgang.tilstand import Beslutning, gaelder, may_decide, tilstand
from almen.sagsgang.udfald import Handling, Trinstatus, allowed_udfald
from almen.sagsgang.validering import find_fejl

pytestmark = pytest.mark.kun_en_gang
EMNER = ("tilsyn", "organisation", "udlejning")
DAY = dt.date(2026, 5, 4)


@lru_cache
def routes():
    """(municipality, kind, its latest route), for every kind of the three subjects."""
    return [
        (kommune, type_, [item for item in load_sagsgange_of(kommune) if item.sagstype == type_.id][-1])
        for kommune in list_kommuner()
        for type_ in load_typer(kommune).values()
        if type_.emne_id in EMNER
    ]


def combinations_of(route, type_):
    """Every set of facts that a case of this kind can have."""
    asked = {fact: sorted(values) for step in route.trin for fact, values in step.naar.items()}
    possible = {
        fact: (
            [type_.faste_fakta[fact]]
            if fact in type_.faste_fakta
            else [value for item in route.fakta if item.id == fact for value, _ in item.vaerdier]
        )
        for fact in asked
    }
    for values in itertools.product(*possible.values()):
        yield dict(zip(possible, values, strict=True))


def run(route, facts, choose):
    """Takes open steps one by one as `choose` says until none is open; the steps in their order."""
    taken = []
    decisions = []
    while not (state := tilstand(route, facts, decisions)).afsluttet:
        step = route.efter_id[choose(list(state.aabne))]
        outcome = allowed_udfald(step)[0]
        decision = Beslutning(len(decisions) + 1, step.id, outcome, DAY)
        assert may_decide(route, facts, decisions, decision) is None
        decisions.append(decision)
        taken.append(step.id)
    return taken


@pytest.mark.parametrize(("kommune", "type_", "route"), routes(), ids=lambda item: getattr(item, "id", None))
def test_every_case_can_be_finished_whatever_its_facts(kommune, type_, route):
    for facts in combinations_of(route, type_):
        taken = run(route, facts, lambda open_: open_[0])
        assert set(taken) == {step.id for step in route.trin if gaelder(step, facts)}


@settings(max_examples=40)
@given(data=st.data())
def test_no_step_is_taken_before_what_it_waits_for(data):
    _, type_, route = data.draw(st.sampled_from(routes()))
    facts = data.draw(st.sampled_from(list(combinations_of(route, type_))))
    taken = run(route, facts, lambda open_: data.draw(st.sampled_from(open_)))
    for step in route.trin:
        for parent in step.efter:
            if step.id in taken and parent in taken:
                assert taken.index(parent) < taken.index(step.id)
    state = tilstand(route, facts, [])
    waiting = [key for key, value in state.trin.items() if value.status == Trinstatus.VENTER]
    for key in waiting:
        decision = Beslutning(1, key, allowed_udfald(route.efter_id[key])[0], DAY)
        assert may_decide(route, facts, [], decision)


@pytest.mark.parametrize("kommune", list_kommuner())
def test_the_files_are_faultless_and_their_deadlines_name_steps(kommune):
    for owner, type_, route in routes():
        if owner == kommune:
            assert find_fejl(route, filnavn=route.sagstype, register=REGISTER) == []
            assert set(type_.frister) <= set(route.efter_id)


def test_every_act_of_supervision_by_the_administration_rests_on_a_delegation_that_covers_it():
    settling = (Handling.GODKENDER, Handling.TAGER_TIL_EFTERRETNING)
    seen = set()
    for kommune, type_, route in routes():
        covered = {
            (kind, item.til_aktoer) for item in load_profil(kommune).delegationer for kind in item.sagstyper
        }
        for step in route.trin:
            if step.handling in settling and step.aktoer == "forvaltningen":
                assert "delegation" in step.kontroller
                assert "delegation" not in step.dispensation_mulig
                assert (type_.id, step.aktoer) in covered
                seen.add(type_.id)
    assert seen == {"tilsyn_henvendelse", "tilsyn_undersoegelse", "tilsyn_paabud"}


@pytest.mark.parametrize("kommune", list_kommuner())
def test_whatever_a_route_leaves_to_a_delegation_the_profile_has_delegated(kommune):
    known = load_profil(kommune).delegationer
    assert {kind for item in known for kind in item.sagstyper} <= set(REGISTER.sagstyper)
    for route in load_sagsgange_of(kommune):
        for step in route.trin:
            if "delegation" in step.kontroller:
                covering = [
                    item
                    for item in known
                    if route.sagstype in item.sagstyper and item.til_aktoer == step.aktoer
                ]
                assert any(item.fra is None or item.fra <= route.gyldig_fra for item in covering), (
                    route.sagstype
                )


def test_an_order_and_a_temporary_manager_come_only_after_the_organisation_was_heard():
    for _, type_, route in routes():
        if type_.id in ("tilsyn_paabud", "tilsyn_forretningsfoerer"):
            taken = run(route, {}, lambda open_: open_[0])
            deciding = [step.id for step in route.trin if step.handling == Handling.GODKENDER]
            assert all(taken.index("hoering") < taken.index(step) for step in deciding)


def test_a_dispensation_from_the_delegation_is_refused_when_a_route_is_loaded():
    route = next(item for _, type_, item in routes() if type_.id == "tilsyn_paabud")
    step = next(item for item in route.trin if "delegation" in item.kontroller)
    object.__setattr__(step, "dispensation_mulig", ("delegation",))
    try:
        found = find_fejl(route, filnavn="x.yaml", register=REGISTER)
    finally:
        object.__setattr__(step, "dispensation_mulig", ())
    assert "ingen kan dispensere fra" in str(found[0])
