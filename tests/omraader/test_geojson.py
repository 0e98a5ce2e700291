"""Outlines from files: read in both coordinate systems, turned into WGS 84, and refused in plain Danish."""

from __future__ import annotations

import json
import math

import pytest

from almen.omraader.geojson import MAX_BYTES, bounds_of, parse_omrids
from almen.regler.fejl import UgyldigtInput

pytestmark = pytest.mark.kun_en_gang

WGS = [[12.55, 55.70], [12.56, 55.70], [12.56, 55.705], [12.55, 55.705], [12.55, 55.70]]
# The town hall of København: the same place in both systems.
UTM = [[724300, 6175700], [724500, 6175700], [724500, 6175900], [724300, 6175900], [724300, 6175700]]


def polygon(ring=WGS, *holes, **more) -> dict:
    return {"type": "Polygon", "coordinates": [ring, *holes], **more}


def read(data, valgt=""):
    return parse_omrids((data if isinstance(data, str) else json.dumps(data)).encode(), valgt)


def refused(data, valgt="") -> tuple[str, str]:
    with pytest.raises(UgyldigtInput) as error:
        read(data, valgt)
    assert len(error.value.fejl) == 1
    return error.value.fejl[0].felt, error.value.fejl[0].besked


@pytest.mark.parametrize(
    "data",
    [
        polygon(),
        {"type": "MultiPolygon", "coordinates": [[WGS]]},
        {"type": "Feature", "properties": {"navn": "x"}, "geometry": polygon()},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon()}]},
    ],
)
def test_the_usual_forms_of_geojson_give_the_same_outline(data):
    found = read(data)
    assert found.geometri == {"type": "MultiPolygon", "coordinates": [[WGS]]}
    assert (found.koordinatsystem, found.punkter) == ("wgs84", 5)


def test_a_file_in_etrs89_utm32_becomes_wgs84_to_the_decimetre():
    found = read(polygon(UTM))
    assert found.koordinatsystem == "utm32"
    south, north, west, east = bounds_of(found.geometri)
    assert (south, west) == pytest.approx((55.6758, 12.5672), abs=2e-3)
    # Two hundred metres in each direction.
    assert (north - south) * 111_300 == pytest.approx(200, rel=0.1)
    assert (east - west) * 111_300 * math.cos(math.radians(55.68)) == pytest.approx(200, rel=0.1)
    ring = found.geometri["coordinates"][0][0]
    assert ring[0] == ring[-1]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::25832", "EPSG:25832"])
def test_the_files_own_word_for_its_system_is_taken(name):
    crs = {"type": "name", "properties": {"name": name}}
    assert read(polygon(UTM, crs=crs)).koordinatsystem == "utm32"
    assert "selv" in refused(polygon(UTM, crs=crs), "wgs84")[1]
    assert "ligger ikke i Danmark i ETRS89" in refused(polygon(crs=crs))[1]


def test_holes_and_several_parts_are_kept():
    hole = [[12.552, 55.701], [12.554, 55.701], [12.554, 55.703], [12.552, 55.701]]
    east = [[x + 0.02, y] for x, y in WGS]
    found = read({"type": "MultiPolygon", "coordinates": [[WGS, hole], [east]]})
    assert [len(part) for part in found.geometri["coordinates"]] == [2, 1] and found.punkter == 14


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("{", "ikke gyldig JSON"),
        ("[" * 100_000, "ikke gyldig JSON"),
        ("[1]", "ikke GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "ikke gyldig JSON"),
        ({"type": "Point", "coordinates": [12.5, 55.7]}, "“Point”"),
        ({"type": "FeatureCollection", "features": []}, "0 omrids"),
        ({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon()}] * 2}, "2 omrids"),
        ({"type": "Feature", "geometry": None}, "ikke GeoJSON"),
        ({"type": "Polygon", "coordinates": []}, "tomt"),
        ({"type": "Polygon", "coordinates": [[]]}, "tomt"),
        ({"type": "Polygon", "coordinates": "x"}, "tomt"),
        (polygon([*WGS[:2], ["a", 1], *WGS[3:]]), "ikke et punkt"),
        (polygon([[12.55]]), "ikke et punkt"),
        (polygon(WGS[:-1]), "ikke lukket"),
        (polygon(WGS[:3]), "kun 3 punkter"),
        (polygon([WGS[0], WGS[1], WGS[0], WGS[0]]), "intet areal"),
        (polygon([WGS[0], WGS[2], WGS[1], [12.55, 55.7055], WGS[0]]), "krydser sig selv"),
        (polygon(WGS, [[12.6, 55.7], [12.61, 55.7], [12.61, 55.71], [12.6, 55.7]]), "uden for omridset"),
        (polygon([[y, x] for x, y in WGS]), "byttet om"),
        (polygon([[x - 12, y] for x, y in WGS]), "ligger ikke i Danmark"),
        (polygon(crs={"properties": {"name": "EPSG:3857"}}), "EPSG:3857"),
        (polygon([[12.5 + n / 1e6, 55.7] for n in range(6000)]), "6000 punkter"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_outline_is_refused_in_words(data, told):
    felt, besked = refused(data)
    assert felt == "fil" and told in besked


def test_a_file_that_mixes_the_systems_is_asked_about():
    mixed = polygon([*WGS[:2], UTM[2], *WGS[2:]])
    assert refused(mixed)[0] == "koordinatsystem"
    assert "ligger ikke i Danmark i WGS 84" in refused(mixed, "wgs84")[1]


def test_a_file_that_is_too_large_or_no_text_is_refused():
    with pytest.raises(UgyldigtInput, match="for stor"):
        parse_omrids(b" " * (MAX_BYTES + 1))
    with pytest.raises(UgyldigtInput, match="gyldig JSON"):
        parse_omrids(b"\xff\xfe\x00")


def test_many_points_are_checked_for_crossings_in_little_time():
    ring = [
        [12.6 + 0.02 * math.cos(t / 2499 * 2 * math.pi), 55.7 + 0.01 * math.sin(t / 2499 * 2 * math.pi)]
        for t in range(2499)
    ]
    assert read(polygon([*ring, ring[0]])).punkter == 2500
    ring[1200], ring[100] = ring[100], ring[1200]
    assert "krydser" in refused(polygon([*ring, ring[0]]))[1]
