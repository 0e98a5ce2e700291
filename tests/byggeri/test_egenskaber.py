"""What must hold whatever happens: no frame bound beyond what it holds, and shares that add up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.byggeri.models import Grundkapitalramme, Postart
from almen.byggeri.selectors.beregning import _share
from almen.byggeri.selectors.rammer import find_ramme_afvigelser, sums_of_sag
from almen.byggeri.services.hovedbog import (
    Anledning,
    Bevaegelse,
    RammeOverskredet,
    undo_virkning,
    write_poster,
)
from byggeri.conftest import make_sag

ACTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([*Postart.values[:6], "ophaev"]),
        st.integers(1, 60),
        st.integers(0, 2),
    ),
    max_size=25,
)


@pytest.fixture
def cases(sagsgange, sagsbehandler, organisation):
    return [make_sag(sagsbehandler, organisation) for _ in range(2)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_order_of_movements_binds_more_than_the_frame_or_breaks_the_sums(cases, sagsbehandler, acts):
    # Each example takes a frame and effects of its own: entries cannot be deleted between examples.
    ramme = Grundkapitalramme.objects.create(
        aar=2000 + Grundkapitalramme.objects.count(), formaal="familie_ungdom", beloeb=100
    )
    effects = [f"{ramme.pk}-{number}" for number in range(3)]
    for case, art, beloeb, effect in acts:
        reason = Anledning(dt.date(2026, 1, 1), effects[effect])
        try:
            if art == "ophaev":
                undo_virkning(cases[case], sagsbehandler, reason.virkning, Anledning(reason.dato))
            else:
                write_poster(cases[case], sagsbehandler, [Bevaegelse(ramme.pk, art, beloeb)], reason)
        except RammeOverskredet:
            pass
        ramme.refresh_from_db()
        assert ramme.reserveret >= 0 and 0 <= ramme.udbetalt <= ramme.tilsagn
        assert ramme.reserveret + ramme.tilsagn <= 100
    assert find_ramme_afvigelser() == []
    held = [sums_of_sag(sag).get(ramme.pk, {"reserveret": 0, "tilsagn": 0}) for sag in cases]
    assert sum(item["reserveret"] + item["tilsagn"] for item in held) == ramme.bundet


@given(
    amount=st.integers(0, 10**12),
    weights=st.dictionaries(
        st.sampled_from(["familie_ungdom", "aeldre_pleje"]), st.integers(0, 10**12), min_size=1
    ).filter(lambda item: sum(item.values()) > 0),
)
def test_a_shared_maximum_adds_up_to_the_krone(amount, weights):
    shared = _share(amount, weights)
    assert sum(shared.values()) == amount
    assert all(value >= 0 for value in shared.values())
