"""A municipality's outlines: whose they are, and that they fit the profile."""

from __future__ import annotations

import json
import math
from decimal import Decimal

import pytest

from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.kort import FIL, Omrids, load_bydelskort, parse_bydelskort
from almen.sagsgang.profil import KOMMUNER, load_profil

KBH = load_profil("koebenhavn")
TEXT = (KOMMUNER / "koebenhavn" / FIL).read_text(encoding="utf-8")
SQUARE = tuple((Decimal(x), Decimal(y)) for x, y in ((0, 0), (4, 0), (4, 4), (0, 4), (0, 0)))
HOLE = tuple((Decimal(x), Decimal(y)) for x, y in ((1, 1), (3, 1), (3, 3), (1, 3), (1, 1)))


def test_koebenhavns_map_has_its_ten_districts_and_says_whose_it_is():
    kort = load_bydelskort("koebenhavn")
    assert {item.navn for item in kort.omrids} == {bydel.navn for bydel in KBH.bydele}
    assert len(kort.omrids) == 10
    assert "Københavns Kommune" in kort.kilde and kort.licens == "CC BY 4.0" and kort.hentet
    assert len(TEXT.encode()) < 40_000


def test_the_outlines_are_as_large_as_the_districts():
    # The source prints 4,107,620 m² for Nørrebro.
    size = {item.navn: _km2(item) for item in load_bydelskort("koebenhavn").omrids}
    assert size["Nørrebro"] == pytest.approx(4.11, abs=0.05)
    assert 85 < sum(size.values()) < 96


@pytest.mark.parametrize(
    ("breddegrad", "laengdegrad", "bydel"),
    [
        ("55.6761", "12.5683", "Indre By"),
        ("55.7000", "12.5500", "Nørrebro"),
        ("55.6600", "12.5000", "Valby"),
        ("55.6785", "12.5300", None),
    ],
)
def test_a_place_lies_in_one_district_or_in_none(breddegrad, laengdegrad, bydel):
    point = Decimal(breddegrad), Decimal(laengdegrad)
    found = [item.navn for item in load_bydelskort("koebenhavn").omrids if item.holds(*point)]
    assert found == ([bydel] if bydel else [])


def test_a_hole_is_outside():
    omrids = Omrids("Ring", ((SQUARE, HOLE),))
    assert omrids.holds(Decimal("0.5"), Decimal("0.5")) and not omrids.holds(Decimal(2), Decimal(2))
    assert omrids.graenser == (0, 4, 0, 4)


def test_a_municipality_without_outlines_has_none():
    assert load_bydelskort("eksempel") is None and load_profil("eksempel").graenser is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["features"].pop(), "mangler på kortet"),
        (lambda d: d["features"][0]["properties"].update(navn="Nordpolen"), "ikke en af profilens bydele"),
        (lambda d: d["features"].append(d["features"][0]), "står to gange"),
        (lambda d: d["features"][0]["geometry"]["coordinates"][0][0].insert(1, [9.5, 57.0]), "uden for"),
        (lambda d: d.update(licens=""), "licens"),
        (lambda d: d.update(ejer="x"), "ejer"),
        (lambda d: d["features"][0]["geometry"].update(type="Point"), "geometry"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_with_its_file(change, words):
    data = json.loads(TEXT)
    change(data)
    with pytest.raises(SagsgangFejl) as refused:
        parse_bydelskort(json.dumps(data), filnavn="x.geojson", profil=KBH)
    assert all(item.fil == "x.geojson" for item in refused.value.fejl)
    assert words in str(refused.value)
    with pytest.raises(SagsgangFejl, match="ikke gyldig JSON"):
        parse_bydelskort("{", filnavn="x.geojson", profil=KBH)


def test_a_district_has_one_spelling_and_its_parts_count_in_it():
    assert (
        KBH.bydel_tekst("  nørrebro ") == "Nørrebro" and KBH.bydel_tekst("Et  andet sted") == "Et andet sted"
    )
    assert KBH.bydel_of("Sydhavnen") == "Vesterbro-Kongens Enghave"
    assert KBH.bydel_of("Amager") is None and KBH.bydel_of("") is None


def _km2(omrids: Omrids) -> float:
    total = 0.0
    for polygon in omrids.polygoner:
        ring = [(float(x), float(y)) for x, y in polygon[0]]
        twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))
        total += abs(twice) / 2 * math.cos(math.radians(ring[0][1])) * 111.32**2
    return total
