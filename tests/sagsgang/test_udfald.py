"""Outcomes are said in the words of the act, and no act comes out as something it cannot be."""

from __future__ import annotations

import pytest

from almen.sagsgang.udfald import (
    COMPLETES,
    FOELGER,
    Handling,
    Trinstatus,
    Udfald,
    allowed_udfald,
    udfald_navn,
)
from sagsgang.ruter import route


def test_every_outcome_is_classified():
    assert set(FOELGER) == set(Udfald)


@pytest.mark.parametrize(
    ("handling", "udfald", "navn"),
    [
        ("anbefaler", "godkendt", "Anbefalet"),
        ("afgiver_erklaering", "godkendt", "Erklæring afgivet"),
        ("giver_tilsagn", "godkendt", "Tilsagn givet"),
        ("forbereder", "godkendt", "Udført"),
        ("samtykker", "godkendt", "Samtykke givet"),
        ("godkender", "godkendt", "Godkendt"),
        ("samtykker", "forkastet", "Samtykke nægtet"),
        ("godkender", "forkastet", "Forkastet"),
        ("godkender", "sendt_tilbage", "Sendt tilbage"),
    ],
)
def test_an_outcome_is_named_as_people_say_it_of_that_act(handling, udfald, navn):
    assert udfald_navn(handling, udfald) == navn


@pytest.mark.parametrize("handling", list(Handling))
def test_the_first_outcome_offered_completes_the_step(handling):
    trin = route({"id": "a", "handling": str(handling)}).trin[0]
    assert allowed_udfald(trin)[0] in COMPLETES


@pytest.mark.parametrize("handling", ["hoeres", "afgiver_erklaering", "droefter", "tager_til_efterretning"])
def test_who_only_speaks_cannot_reject(handling):
    trin = route({"id": "a", "handling": handling}).trin[0]
    assert Udfald.FORKASTET not in allowed_udfald(trin)


@pytest.mark.parametrize("handling", ["godkender", "giver_tilsagn", "samtykker"])
def test_an_approval_or_a_promise_is_never_done_by_passing_the_case_on(handling):
    trin = route({"id": "a", "handling": handling}).trin[0]
    assert Udfald.OVERSENDT not in allowed_udfald(trin)


def test_a_waiting_step_has_no_outcomes():
    trin = route({"id": "a"}).trin[0]
    assert allowed_udfald(trin, Trinstatus.VENTER) == allowed_udfald(trin, Trinstatus.IKKE_RELEVANT) == ()
