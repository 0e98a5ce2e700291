"""The demo's agreements: the real ones with their gap, unknown shares said to be unknown, and every invented thing marked."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from tests.udlejning.aftaler import make_afdeling

from almen.udlejning.demo_aftaler import load_demo
from almen.udlejning.models import Placering, Rammeaftale, Trinandel
from almen.udlejning.selectors.aftaler import gaps_in
from almen.udlejning.selectors.rammeaftale import agreement_on, agreements_that_hold


def test_what_no_source_says_is_unknown_or_marked(sagsgange, sagsbehandler, organisation, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 11, 27))
    for nummer in range(1, 21):
        make_afdeling(organisation, str(nummer))
    load_demo(sagsbehandler)
    load_demo(sagsbehandler)
    assert Rammeaftale.objects.count() == 3, "two real agreements and the renewal that is a demo"
    aftale = agreement_on(dt.date(2026, 11, 27))
    assert (aftale.gyldig_fra, aftale.gyldig_til) == (dt.date(2024, 1, 1), dt.date(2027, 12, 31))
    assert not aftale.demo
    (hole,) = gaps_in(agreements_that_hold())
    assert (hole.fra, hole.til) == (dt.date(2023, 7, 2), dt.date(2023, 12, 31))
    known = Trinandel.objects.filter(trin__rammeaftale=aftale, pct__isnull=False)
    assert known.exists() and all(row.kilde.startswith("DEMO") for row in known)
    unknown = Trinandel.objects.filter(pct__isnull=True)
    assert {(row.kilde, row.sikkerhed) for row in unknown} == {("Ikke fundet", "usikker")}
    placed = Placering.objects.all()
    assert placed.count() > 20 and all(row.demo for row in placed)
    assert {row.kilde.split()[0] for row in placed} == {"DEMO:", "Taget"}
    renewal = aftale.efterfoelger
    assert renewal.demo and renewal.sag.demo and renewal.trin.count() == aftale.trin.count()


def test_the_invented_municipality_has_an_agreement_of_its_own(settings, sagsbehandler, organisation):
    settings.ALMEN_KOMMUNE = "eksempel"
    for nummer in range(1, 7):
        make_afdeling(organisation, str(nummer))
    load_demo(sagsbehandler)
    aftale = Rammeaftale.objects.get()
    assert aftale.demo
    assert Placering.objects.filter(trin__rammeaftale=aftale, demo=True).count() == 5
