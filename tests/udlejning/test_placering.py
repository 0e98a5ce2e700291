"""Placing on the stairs: one step of a stair at a time, the one before ends, and what falls away gives its time back."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.omraader.aflaesninger import make_omraade
from tests.udlejning.aftaler import FRA, TIL, make_afdeling, make_aftale, step

from almen.omraader.services.justering import open_justering
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services.journal import verify_journal
from almen.udlejning.models import Placering
from almen.udlejning.selectors.rammeaftale import agreement_on, placering_on, placeringer_on
from almen.udlejning.services.overfoersel import carry_placeringer
from almen.udlejning.services.placering import (
    Placeringsinput,
    place_afdeling,
    place_afdelinger,
    withdraw_placering,
    withdraw_placeringer,
)
from almen.udlejning.services.rammeaftale import start_renewal

D = dt.date


@pytest.fixture
def aftale(sagsbehandler):
    return make_aftale(sagsbehandler)


@pytest.fixture
def afdeling(organisation):
    return make_afdeling(organisation)


def put(bruger, afdeling, trin, fra, **more):
    """A placement with a source and a reason."""
    given = {"begrundelse": "Aftalt", "kilde": "Bilag 1", "sikkerhed": "sikker"} | more
    return place_afdeling(bruger=bruger, afdeling=afdeling, trin=trin, fra=fra, **given)


def on(afdeling, dag):
    return {trappe: row.trin.nummer for trappe, row in placering_on(afdeling, dag).items()}


def _fields(caught):
    return [item.felt for item in caught.value.fejl]


def test_a_new_placement_ends_the_one_before_on_the_same_stair_and_leaves_the_other(
    sagsbehandler, aftale, afdeling
):
    put(sagsbehandler, afdeling, step(aftale, "omraade", 2), FRA)
    first = put(sagsbehandler, afdeling, step(aftale, nummer=1), FRA)
    put(sagsbehandler, afdeling, step(aftale, nummer=3), D(2025, 7, 1))
    first.refresh_from_db()
    assert first.til == D(2025, 6, 30)
    assert on(afdeling, D(2025, 6, 30)) == {"omraade": 2, "afdeling": 1}
    assert on(afdeling, D(2025, 7, 1)) == {"omraade": 2, "afdeling": 3}
    assert verify_journal() == []
    assert Journalpost.objects.filter(art="placering_registreret").count() == 3


def test_a_day_between_two_placements_ends_where_the_next_begins(sagsbehandler, aftale, afdeling):
    put(sagsbehandler, afdeling, step(aftale, nummer=1), FRA)
    put(sagsbehandler, afdeling, step(aftale, nummer=3), D(2026, 1, 1))
    between = put(sagsbehandler, afdeling, step(aftale, nummer=2), D(2025, 1, 1))
    between.refresh_from_db()
    assert between.til == D(2025, 12, 31)
    assert [on(afdeling, D(year, 6, 1))["afdeling"] for year in (2024, 2025, 2026)] == [1, 2, 3]


def test_never_two_steps_of_a_stair_on_one_day(sagsbehandler, aftale, afdeling):
    put(sagsbehandler, afdeling, step(aftale, nummer=1), FRA)
    with pytest.raises(UgyldigtInput) as caught:
        put(sagsbehandler, afdeling, step(aftale, nummer=2), FRA)
    assert _fields(caught) == ["fra"]
    assert Placering.objects.count() == 1


@pytest.mark.parametrize("fra", [FRA - dt.timedelta(1), TIL + dt.timedelta(1)])
def test_a_day_outside_the_agreement_is_refused(sagsbehandler, aftale, afdeling, fra):
    with pytest.raises(UgyldigtInput) as caught:
        put(sagsbehandler, afdeling, step(aftale), fra)
    assert _fields(caught) == ["fra"]


def test_a_change_needs_a_reason_and_the_same_step_is_no_change(sagsbehandler, aftale, afdeling):
    put(sagsbehandler, afdeling, step(aftale), FRA, begrundelse="")
    with pytest.raises(UgyldigtInput) as caught:
        put(sagsbehandler, afdeling, step(aftale, nummer=2), D(2025, 1, 1), begrundelse="")
    assert _fields(caught) == ["begrundelse"]
    with pytest.raises(UgyldigtInput) as caught:
        put(sagsbehandler, afdeling, step(aftale), D(2025, 1, 1))
    assert _fields(caught) == ["trin"]


def test_many_are_placed_all_or_none(sagsbehandler, aftale, organisation):
    first, second = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    put(sagsbehandler, second, step(aftale, nummer=4), FRA)
    wanted = [Placeringsinput(item, step(aftale), FRA) for item in (first, second)]
    with pytest.raises(UgyldigtInput):
        place_afdelinger(bruger=sagsbehandler, placeringer=wanted, kilde="Bilag", sikkerhed="sikker")
    assert list(placeringer_on([first, second], FRA)) == [second.pk]


def test_what_an_adjustment_placed_falls_away_with_it_and_the_one_before_is_open_again(
    sagsgange, sagsbehandler, aftale, afdeling
):
    omraade = make_omraade(sagsbehandler, "Parken")
    sag = open_justering(
        bruger=sagsbehandler, omraade=omraade, titel="Ændret", begrundelse="Tal", forslag="Trin 3"
    )
    before = put(sagsbehandler, afdeling, step(aftale), FRA)
    moved = put(
        sagsbehandler, afdeling, step(aftale, nummer=3), D(2025, 1, 1), justering=sag.udlejningsjustering
    )
    with pytest.raises(UgyldigtInput):
        withdraw_placering(bruger=sagsbehandler, placering=moved, begrundelse="Nej")
    assert withdraw_placeringer(sag.udlejningsjustering, bruger=sagsbehandler) == 1
    before.refresh_from_db()
    assert before.til is None
    assert on(afdeling, D(2026, 1, 1)) == {"afdeling": 1}
    assert withdraw_placeringer(sag.udlejningsjustering, bruger=sagsbehandler) == 0
    put(sagsbehandler, afdeling, step(aftale, nummer=3), D(2025, 1, 1), justering=sag.udlejningsjustering)
    assert on(afdeling, D(2026, 1, 1)) == {"afdeling": 3}


def test_a_mistake_is_taken_back_with_a_reason_and_stays_in_the_history(sagsbehandler, aftale, afdeling):
    row = put(sagsbehandler, afdeling, step(aftale), FRA)
    with pytest.raises(UgyldigtInput) as caught:
        withdraw_placering(bruger=sagsbehandler, placering=row, begrundelse=" ")
    assert _fields(caught) == ["begrundelse"]
    withdraw_placering(bruger=sagsbehandler, placering=row, begrundelse="Tastefejl")
    assert on(afdeling, FRA) == {}
    assert Placering.objects.get().ophaevet


def test_only_officers_place(direktion, sekretaer, sagsbehandler, aftale, afdeling):
    for bruger in (direktion, sekretaer):
        with pytest.raises(AdgangNaegtet):
            put(bruger, afdeling, step(aftale), FRA)


def test_placements_of_another_agreement_do_not_hold(sagsbehandler, aftale, afdeling):
    older = make_aftale(sagsbehandler, "Den gamle", D(2019, 7, 1), D(2023, 7, 1))
    put(sagsbehandler, afdeling, step(older, nummer=4), D(2019, 7, 1))
    put(sagsbehandler, afdeling, step(aftale, nummer=1), FRA)
    assert agreement_on(D(2023, 10, 1)) is None
    assert on(afdeling, D(2023, 10, 1)) == {}
    assert on(afdeling, D(2020, 1, 1)) == {"afdeling": 4}
    assert on(afdeling, D(2024, 1, 1)) == {"afdeling": 1}


def test_many_placements_are_read_with_the_same_queries(
    sagsbehandler, aftale, organisation, django_assert_num_queries
):
    rows = [make_afdeling(organisation, str(number)) for number in range(1, 9)]
    wanted = [Placeringsinput(item, step(aftale), FRA) for item in rows]
    place_afdelinger(bruger=sagsbehandler, placeringer=wanted, kilde="Bilag", sikkerhed="sikker")
    with django_assert_num_queries(2):
        assert len(placeringer_on(None, FRA)) == 8
    with django_assert_num_queries(2):
        assert len(placeringer_on(rows[:1], FRA)) == 1


def test_placements_are_taken_along_into_the_renewal_and_what_is_placed_there_is_left(
    sagsgange, sagsbehandler, aftale, organisation
):
    first, second = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    put(sagsbehandler, first, step(aftale, nummer=2), FRA)
    put(sagsbehandler, second, step(aftale, nummer=3), FRA)
    new = start_renewal(bruger=sagsbehandler, aftale=aftale)
    put(sagsbehandler, second, step(new, nummer=1), new.gyldig_fra)
    assert carry_placeringer(bruger=sagsbehandler, aftale=new) == 1
    assert carry_placeringer(bruger=sagsbehandler, aftale=new) == 0
    now = {
        row.pk: placering_on(row, new.gyldig_fra, aftale=new)["afdeling"].trin.nummer
        for row in (first, second)
    }
    assert now == {first.pk: 2, second.pk: 1}
    with pytest.raises(UgyldigtInput):
        carry_placeringer(bruger=sagsbehandler, aftale=aftale)
