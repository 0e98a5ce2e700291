"""The demo's three helhedsplaner: one under supervision, one that is negotiated, and one that lacks a krone."""

from __future__ import annotations

import pytest

from almen.planer.demo.helhedsplaner import load_helhedsplaner
from almen.planer.helhedsplansvar import samlet
from almen.planer.models import Plan
from almen.planer.selectors.helhedsplan import helhedsplan_of
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning

from .conftest import TODAY


@pytest.fixture
def planer(sagsgange, sagsbehandler):
    from almen.organisationer.models import Boligorganisation

    for number, navn in enumerate(("fsb", "AAB", "SAB")):
        Boligorganisation.objects.create(navn=navn, kortnavn=navn, lbf_nummer=f"990{number}")
    load_helhedsplaner(sagsbehandler)
    load_helhedsplaner(sagsbehandler)
    return list(Plan.objects.order_by("sag_id"))


def test_each_plan_stands_where_the_demo_says(planer, sagsbehandler):
    running, negotiated, lacking = planer
    assert load_forloeb(running.sag).tilstand.fase == "tilsyn"
    data = helhedsplan_of(running.sag)
    assert samlet(data.svar(TODAY)) == "ja"
    assert load_forloeb(negotiated.sag).tilstand.aabne == ("plan_og_budget",)
    assert helhedsplan_of(negotiated.sag).forhandlet().udfald == "nej"
    assert load_forloeb(lacking.sag).tilstand.aabne == ("indstilling",)
    with pytest.raises(BeslutningAfvist, match="1 kr. for lidt"):
        record_beslutning(bruger=sagsbehandler, sag=lacking.sag, trin="indstilling")
    assert all(plan.sag.demo and "DEMO" in plan.navn for plan in planer)
