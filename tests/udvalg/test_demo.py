"""The demo's meetings: published items with their source, no real person, and a share that moves in and out of the band."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from almen.byggeri.demo import load_demo as load_byggeri
from almen.godkendelser.demo import load_demo as load_godkendelser
from almen.sager.models import Beslutning
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import verify_journal
from almen.udvalg.demo import load_demo
from almen.udvalg.models import Dagsordenspunkt, Moede, Organmedlem, Punktudfald
from almen.udvalg.selectors.andel import held_moeder, share_band, share_lines
from almen.udvalg.selectors.dagsorden import candidates
from almen.udvalg.selectors.moeder import next_moeder


@pytest.fixture
def demo(sagsgange, leder, sagsbehandler):
    load_byggeri(sagsbehandler)
    load_godkendelser(sagsbehandler)
    load_demo(sagsbehandler)


def test_the_demos_meetings_are_whole(demo, sagsbehandler):
    today = timezone.localdate()
    # What is real has its address and is not marked; all else is.
    published = Moede.objects.filter(demo=False)
    assert published.count() == 11 and all("https://" in item.kilde for item in published)
    valby = Dagsordenspunkt.objects.get(titel__contains="Valby Ejendomme")
    assert (valby.nummer, valby.moede.dato.isoformat()) == (13, "2026-01-26")
    synthetic = Dagsordenspunkt.objects.filter(moede__demo=True, sag__isnull=True).exclude(art="formalia")
    assert all("DEMO" in item.titel for item in synthetic)
    assert all(item.demo and "(DEMO)" in item.navn for item in Organmedlem.objects.all())
    # The share moves in and out of the band, and what nobody counted is left out.
    lines = share_lines(held_moeder("udvalget"), "kvartal", share_band(today).baand)
    assert {item.plads for item in lines} == {"under", "inden_for", "over", None}
    assert any(item.andel.udeladt for item in lines)
    # One stopped, one put off, one meeting not entered yet, one to come with the demo's own cases.
    assert Punktudfald.objects.exclude(standset_af="").exists()
    assert Punktudfald.objects.filter(beslutning__udfald="udsat").exists()
    week_ago = today - dt.timedelta(days=today.weekday() + 7)
    held = Moede.objects.get(organ="udvalget", dato=week_ago)
    assert held.dagsorden_udsendt and not held.afsluttet
    assert held.punkter.filter(sag__isnull=False, udfald__isnull=True).count() == 2
    coming = next_moeder("udvalget")[0]
    assert coming.punkter.filter(sag__isnull=False).count() == 4
    assert candidates(sagsbehandler, "udvalget").exists(), "something is left to put on an agenda"
    for organ in ("oekonomiudvalget", "borgerrepraesentationen", "direktionen"):
        assert next_moeder(organ)[0].punkter.filter(sag__isnull=False).exists()
    assert verify_journal() == []
    assert list(find_afvigelser()) == []
    before = Moede.objects.count()
    load_demo(sagsbehandler)
    assert Moede.objects.count() == before


def test_the_years_before_have_meetings_with_what_was_decided_on_them(sagsgange, leder, sagsbehandler):
    load_byggeri(sagsbehandler, historik=True)
    load_demo(sagsbehandler, historik=True)
    for organ in ("udvalget", "oekonomiudvalget", "borgerrepraesentationen"):
        held = Moede.objects.filter(organ=organ, dato__year__range=(2015, 2024))
        assert held.count() >= 110, "once a month but in July"
    assert Moede.objects.filter(organ="direktionen", dato__year=2025).count() == 11
    decided = Beslutning.objects.filter(aktoer="udvalget", dato__year=2019, moede__endswith="(DEMO)")
    titles = set(Dagsordenspunkt.objects.filter(moede__dato__year=2019).values_list("titel", flat=True))
    assert decided.exists() and {item.sag.titel for item in decided} <= titles
    lines = share_lines(held_moeder("udvalget"), "aar", share_band(timezone.localdate()).baand)
    assert all(line.andel.pct for line in lines if line.periode.fra.year >= 2014)
    assert verify_journal() == []
