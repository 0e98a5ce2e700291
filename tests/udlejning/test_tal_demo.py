"""The demo's lettings: every year and way, one afdeling far off, one moved, and a proposal with placements."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.udlejning.aftaler import make_afdeling, make_aftale, step
from tests.udlejning.test_maaling import place, share

from almen.omraader.models import Omraade
from almen.omraader.services.justering import open_justering
from almen.udlejning.demo_tal import load_demo
from almen.udlejning.models import Placering, Placeringsforslag, Udlejningstal
from almen.udlejning.selectors.forslag import occasions
from almen.udlejning.selectors.maaling import measure

pytestmark = pytest.mark.django_db


def test_the_demos_lettings_show_what_the_pages_are_for(sagsgange, sagsbehandler, organisation):
    aftale = make_aftale(sagsbehandler, til=dt.date(2035, 12, 31))
    omraade = Omraade.objects.create(navn="DEMO-parken", kommune="København", oprettet_af=sagsbehandler)
    for nummer, pct in ((1, 60), (3, 60), (4, 80)):
        share(sagsbehandler, step(aftale, "afdeling", nummer), pct)
    afdelinger = [make_afdeling(organisation, str(n), demo=True) for n in range(1, 4)]
    for item in afdelinger:
        item.bestand.create(boligtype="familie", antal=400, opgjort=dt.date(2020, 1, 1))
        place(sagsbehandler, item, step(aftale, "afdeling", 1))
        omraade.omraadeafdelinger.create(afdeling=item, demo=True)
    sag = open_justering(
        bruger=sagsbehandler,
        omraade=omraade,
        titel="DEMO",
        begrundelse="DEMO",
        forslag="",
        afdelinger=afdelinger[:1],
        demo=True,
    )
    load_demo(sagsbehandler)
    assert (
        Udlejningstal.objects.count() == 3 * 5 * 4 and not Udlejningstal.objects.filter(demo=False).exists()
    )
    assert [item.omraade for item in occasions(measure(2025), 2025)] == [omraade]
    assert Placering.objects.filter(fra=dt.date(2024, 7, 1), trin=step(aftale, "afdeling", 3)).count() == 1
    assert Placeringsforslag.objects.get().justering.sag == sag
    load_demo(sagsbehandler)
    assert Udlejningstal.objects.count() == 60
