"""A mixed case shows each part's own way, and is finished exactly when every part is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.sagsgang.delforloeb import split_forloeb
from almen.sagsgang.profil import load_sagsgange_of
from almen.sagsgang.tilstand import Trinstatus, tilstand
from sagsgang.ruter import courses
from sagsgang.test_egenskaber import FAST

pytestmark = pytest.mark.kun_en_gang
NYBYGGERI = [route for route in load_sagsgange_of("koebenhavn") if route.sagstype == "nybyggeri"]
mixed = st.lists(st.sampled_from(["familie", "ungdom", "aeldre", "pleje"]), unique=True, min_size=2)


@st.composite
def mixed_cases(draw: st.DrawFn):
    sagsgang, fakta = draw(st.sampled_from(NYBYGGERI)), {"boligtype": frozenset(draw(mixed))}
    return sagsgang, fakta, draw(courses(sagsgang, fakta))


@FAST
@given(mixed_cases())
def test_the_parts_together_are_the_case_and_it_ends_when_the_last_of_them_does(case):
    sagsgang, fakta, course = case
    state = tilstand(sagsgang, fakta, course)
    parts = split_forloeb(sagsgang, fakta, state)
    if not parts:
        return
    assert [part.vaerdi for part in parts] == [
        value for value, _ in sagsgang.fakta[0].vaerdier if value in fakta["boligtype"]
    ]
    shown = {item.id for part in parts for item in part.trin}
    assert set(state.udfoerte) | set(state.aabne) | set(state.standsede) <= shown
    assert all(state.trin[key].status is not Trinstatus.IKKE_RELEVANT for key in shown)
    assert (state.afslutning == "gennemfoert") == all(part.faerdig for part in parts)


def test_family_dwellings_go_to_direktionen_and_care_dwellings_to_the_council_in_one_case():
    newest = max(NYBYGGERI, key=lambda route: route.gyldig_fra)
    fakta = {"boligtype": frozenset({"familie", "pleje"})}
    familie, pleje = split_forloeb(newest, fakta, tilstand(newest, fakta, ()))
    ways = {part.vaerdi: {item.id for item in part.trin} for part in (familie, pleje)}
    assert "direktion_oekonomi" in ways["familie"] - ways["pleje"]
    assert "br_godkendelse" in ways["pleje"] - ways["familie"]


@pytest.mark.parametrize("typer", [{"familie"}, {"familie", "ungdom"}])
def test_dwellings_that_go_the_same_way_are_not_told_apart(typer):
    newest = max(NYBYGGERI, key=lambda route: route.gyldig_fra)
    fakta = {"boligtype": frozenset(typer)}
    assert split_forloeb(newest, fakta, tilstand(newest, fakta, ())) == ()
