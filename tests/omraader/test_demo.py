"""The demo's areas: real ones with published facts only, invented ones marked DEMO, each with the story it is there for."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from almen.omraader.demo import load_demo
from almen.omraader.diskretion import is_small
from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadeafdeling,
    Omraadegraense,
    Omraadestand,
)
from almen.omraader.services.stand import find_afvigelser
from almen.organisationer.models import Boligorganisation
from almen.sager.services import verify_journal
from almen.sagsgang.kort import load_bydelskort

CASES = Path(__file__).resolve().parents[1] / "cases" / "omraadelister.csv"


@pytest.fixture
def demo(sagsbehandler):
    for n in (1, 2):
        Boligorganisation.objects.create(navn=f"Demo-boligorganisation {n}", lbf_nummer=f"991{n}", demo=True)
    load_demo(sagsbehandler)
    load_demo(sagsbehandler)  # once more changes nothing


def latest(navn: str) -> Omraadestand:
    return Omraadestand.objects.get(omraade__navn=navn, seneste=True)


def stand(navn: str, aar: int) -> Omraadestand:
    return Omraadestand.objects.get(omraade__navn=navn, liste__year=aar, liste__month=12)


@pytest.mark.django_db
def test_the_demo_is_what_it_says(demo):
    # Real areas have no invented figure; what is invented is marked.
    real = Omraade.objects.filter(demo=False)
    assert real.count() == 16 and Omraade.objects.filter(demo=True).count() == 10
    assert not Noegletal.objects.filter(omraade__in=real, demo=True).exists()
    assert not Noegletal.objects.filter(omraade__demo=True, demo=False).exists()
    assert not Listeudpegning.objects.filter(omraade__demo=True, demo=False).exists()
    assert Omraadegraense.objects.filter(demo=False).count() == 0
    assert all(row.kilde.startswith("DEMO") for row in Noegletal.objects.filter(demo=True))
    # The published classes are those of the published rows, neither more nor others.
    with CASES.open(encoding="utf-8", newline="") as file:
        cases = {(row["omraade"], int(row["aar"])): row for row in csv.DictReader(file)}
    for row in Listeudpegning.objects.filter(omraade__in=real).select_related("omraade"):
        case = cases[row.omraade.navn, row.liste.year]
        assert set(case["klasser"].split()) == set(row.klasser)
        assert not set(case["ikke"].split()) & set(row.klasser) and (case["klasser"] or case["ikke"])
        assert row.kilde_adresse in case["kilde"], case
    for row in Noegletal.objects.filter(omraade__in=real).select_related("omraade"):
        assert cases[row.omraade.navn, row.liste.year][row.indikator] == str(row.tal)
    # Every outline lies in its area's district.
    outlines = {item.navn: item for item in load_bydelskort("koebenhavn").omrids}
    for graense in Omraadegraense.objects.select_related("omraade"):
        for x, y in graense.geometri["coordinates"][0][0]:
            assert outlines[graense.omraade.bydel].holds(Decimal(str(y)), Decimal(str(x))), graense.omraade
    # Each story.
    assert latest("Demo Nordparken").hovedklasse == "udsat_boligomraade"
    assert (
        stand("Demo Nordparken", 2020).hovedklasse == ""
        and stand("Demo Nordparken", 2022).hovedklasse == "forebyggelsesomraade"
    )
    assert (
        latest("Demo Søgården").hovedklasse == ""
        and stand("Demo Søgården", 2014).hovedklasse == "ghettoomraade"
    )
    assert (
        latest("Demo Kanalbyen").hovedklasse == ""
        and stand("Demo Kanalbyen", 2024).hovedklasse == "omdannelsesomraade"
    )
    assert not Omraadestand.objects.filter(
        omraade__navn="Demo Engparken", liste__year__in=(2015, 2016, 2017)
    ).exists()
    assert stand("Demo Engparken", 2022).uafgjorte and stand("Demo Engparken", 2022).offentliggjort is None
    limit = latest("Demo Lyngtoften")
    assert limit.hovedklasse == "forebyggelsesomraade" and limit.naermest == Decimal("-0.01")
    assert (
        latest("Demo Stenhøj").uenig and latest("Demo Stenhøj").beregnet_hovedklasse == "forebyggelsesomraade"
    )
    assert [row.omraade.navn for row in Omraadestand.objects.filter(uenig=True, seneste=True)] == [
        "Demo Stenhøj"
    ]
    assert latest("Demo Vestervang").hovedklasse == "omdannelsesomraade"
    assert latest("Demo Parkbyen").hovedklasse == "forebyggelsesomraade"
    small = latest("Demo Bakkehuset")
    assert is_small("doemte_pct", Decimal(small.tal["doemte_pct"]), int(small.tal["beboere"]))
    # The correction has a history; afdelinger and designations are there.
    assert Noegletal.objects.filter(erstatter__isnull=False).get().erstatter.tal == Decimal("36.9")
    assert Omraadeafdeling.objects.count() == 14 and Kommuneudpegning.objects.count() == 5
    assert list(find_afvigelser()) == [] == verify_journal()
