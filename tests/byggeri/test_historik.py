"""The demo's history: the same in every demo, decided on meeting days, and within its frames."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from almen.byggeri.demo import load_demo
from almen.byggeri.demo.historik import ENDS_DAYS, KILDE
from almen.byggeri.models import Byggesag, Lokalplan
from almen.byggeri.selectors.rammer import find_ramme_afvigelser
from almen.sager.demo_moededage import demo_moededage
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors.afvigelser import find_afvigelser
from almen.sager.services import verify_journal
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

pytestmark = pytest.mark.django_db


def test_the_bodies_meet_once_a_month_but_july():
    days = demo_moededage(dt.date(2026, 11, 26))
    assert set(days) == {"udvalget", "oekonomiudvalget", "borgerrepraesentationen", "direktionen"}
    for dates in days.values():
        assert dates == sorted(dates) and dates[0].year in (2014, 2024)
        months = [(day.year, day.month) for day in dates]
        assert len(months) == len(set(months)) and not any(month == 7 for _, month in months)
    # A month with a meeting of its own in the file has that day.
    own = read_yaml((KOMMUNER / "koebenhavn" / "demo" / "7-moeder.yaml").read_text(encoding="utf-8"))[
        "demo_moeder"
    ]
    assert all(item["dato"] in days[item["organ"]] for item in own if item["dato"] <= dt.date(2026, 11, 26))


def test_the_history_is_whole_marked_and_decided_on_meeting_days(sagsgange, leder, sagsbehandler):
    load_demo(sagsbehandler, historik=True)
    today = timezone.localdate()
    made = Beslutning.objects.filter(kilde=KILDE).select_related("sag__sagsgangsversion")
    sager = {item.sag for item in made}
    assert len(sager) > 60 and all(sag.demo and "(DEMO)" in sag.titel for sag in sager)
    assert {sag.sagsgangsversion.version for sag in sager} == {"2007-1", "2024-2"}
    assert {"udsat", "sendt_tilbage", "forkastet"} < set(made.values_list("udfald", flat=True))
    assert all(item.dato <= today - dt.timedelta(days=ENDS_DAYS) for item in made)
    days = demo_moededage(today)
    for item in made:
        if item.moede:
            assert item.dato in days[item.aktoer], (item.trin, item.dato)
    # Days of the links beside the case are known of most and missing of some, so that both can be seen.
    assert 30 < Byggesag.objects.filter(kilde=KILDE).count() < len(sager)
    plans = Lokalplan.objects.filter(kilde=KILDE)
    assert plans.filter(startredegoerelse__isnull=True).exists() and plans.count() > 30
    assert all(plan.demo and "(DEMO)" in plan.navn for plan in plans)
    assert Lokalplan.objects.filter(nummer="9001").exists(), "the demo's own plans stand beside them"
    # What is real has no day that nobody printed.
    published = Sag.objects.filter(sagstype="nybyggeri").exclude(titel__contains="DEMO")
    assert published.exists() and not Byggesag.objects.filter(sag__in=published).exists()
    assert find_ramme_afvigelser() == [] and list(find_afvigelser()) == [] and verify_journal() == []
