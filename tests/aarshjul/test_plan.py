"""A year's plan: every item, every organisation that is active, each once, whatever the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.aarshjul.plan import compute_plan
from almen.organisationer.models import Boligorganisation
from almen.regler.laes import load_parametre
from almen.sagsgang.aarshjul import AARSHJULSOPGAVE
from almen.sagsgang.profil import list_kommuner, load_profil
from almen.sagsgang.register import REGISTER

DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
ORGANISATIONS = st.lists(st.tuples(DAYS, DAYS), max_size=6)
PARAMETRE = load_parametre()
PUNKTER = load_profil("koebenhavn").aarshjul


@settings(deadline=None)
@given(aar=st.integers(2011, 2100), periods=ORGANISATIONS)
def test_no_item_and_no_organisation_is_forgotten_and_none_is_there_twice(aar, periods):
    known = [
        Boligorganisation(pk=number, navn=f"Nr. {number}", aktiv_fra=fra, aktiv_til=til)
        for number, (fra, til) in enumerate(periods)
    ]
    plan = compute_plan(PUNKTER, aar, known, PARAMETRE)
    assert plan.uden_frist == ()
    assert {punkt.id for punkt, _ in plan.frister} == {item.id for item in PUNKTER if item.falls_in(aar)}
    assert set(Counter(item.noegle for item in plan.opgaver).values()) <= {1}
    frist = {punkt.id: day for punkt, day in plan.frister}
    for item in plan.opgaver:
        assert item.frist == frist[item.punkt.id] and item.frist.year == aar and item.aabnes <= item.frist
    for punkt, day in plan.frister:
        who = [item.boligorganisation for item in plan.opgaver if item.punkt.id == punkt.id]
        if punkt.pr == "kommune":
            assert who == [None]
        else:
            assert who == [
                item
                for item in known
                if not (item.aktiv_fra and item.aktiv_fra > day)
                and not (item.aktiv_til and item.aktiv_til < day)
            ]


@settings(deadline=None)
@given(aar=st.integers(1950, 2009))
def test_before_the_parameter_is_known_the_item_is_named_and_left_out(aar):
    plan = compute_plan(PUNKTER, aar, [], PARAMETRE)
    missing = {item.navn for item in PUNKTER if item.frist.parameter}
    assert {text.split(":")[0] for text in plan.uden_frist} == missing


@pytest.mark.parametrize("kommune", list_kommuner())
def test_every_item_can_be_opened_and_its_parameter_is_in_months(kommune):
    for punkt in load_profil(kommune).aarshjul:
        sagstype = REGISTER.sagstype(punkt.sagstype)
        assert punkt.sagstype == AARSHJULSOPGAVE or sagstype.aabn_aarsopgave is not None
        if punkt.frist.parameter:
            assert PARAMETRE.get(punkt.frist.parameter).enhed.id == "maaneder"
