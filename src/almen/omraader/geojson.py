"""An area's outline from a GeoJSON file: WGS 84 or ETRS89/UTM zone 32, checked, and turned into a MultiPolygon in WGS 84."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from almen.regler.fejl import Fejl, UgyldigtInput

Koordinatsystem = Literal["wgs84", "utm32"]
Punkt = tuple[float, float]
Ring = list[Punkt]
Polygon = list[Ring]

KOORDINATSYSTEMER: dict[str, str] = {
    "wgs84": "WGS 84 (EPSG:4326)",
    "utm32": "ETRS89/UTM zone 32 (EPSG:25832)",
}
MAX_BYTES = 2_000_000
MAX_PUNKTER = 5_000
DECIMALER = 6
# West, south, east, north of Denmark with a margin, in each system.
DANMARK: dict[str, tuple[float, float, float, float]] = {
    "wgs84": (7.5, 54.3, 15.5, 58.0),
    "utm32": (400_000, 6_020_000, 910_000, 6_430_000),
}
_CRS = {
    "4326": "wgs84",
    "CRS84": "wgs84",
    "4258": "wgs84",
    "25832": "utm32",
}
TYPER = "Polygon, MultiPolygon, Feature eller FeatureCollection med netop ét omrids"


@dataclass(frozen=True)
class Omridsinput:
    """What was read: the outline in WGS 84 as GeoJSON has it, which system the file had, and how many points."""

    geometri: dict[str, Any]
    koordinatsystem: str
    punkter: int


def parse_omrids(data: bytes, valgt: str = "") -> Omridsinput:
    """The outline in a file. `valgt` is the system that the user says it has, "" to tell it from the file.

    Raises UgyldigtInput on the field `fil`, or on `koordinatsystem` where the file does not say enough.
    """
    if len(data) > MAX_BYTES:
        _refuse(f"Filen er for stor: højst {MAX_BYTES // 1_000_000} MB")
    try:
        top = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError):
        _refuse("Filen er ikke gyldig JSON i UTF-8")
    polygons = _polygons(_geometry(top))
    points = [point for polygon in polygons for ring in polygon for point in ring]
    system = _system(points, valgt, _named_crs(top))
    for polygon in polygons:
        _check_polygon(polygon, system)
    if system == "utm32":
        polygons = _to_wgs84(polygons)
    coordinates = [
        [[[round(x, DECIMALER), round(y, DECIMALER)] for x, y in ring] for ring in polygon]
        for polygon in polygons
    ]
    return Omridsinput({"type": "MultiPolygon", "coordinates": coordinates}, system, len(points))


def bounds_of(geometri: dict[str, Any]) -> tuple[float, float, float, float]:
    """South, north, west and east of a stored outline."""
    points = [point for polygon in geometri["coordinates"] for point in polygon[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(ys), max(ys), min(xs), max(xs)


def _refuse(besked: str, felt: str = "fil") -> Any:
    raise UgyldigtInput([Fejl(felt, besked)])


def _no_number(text: str) -> None:
    raise ValueError(text)


def _geometry(top: Any) -> dict[str, Any]:
    """The one geometry in what was read."""
    if not isinstance(top, dict):
        _refuse(f"Filen er ikke GeoJSON: tilladt er {TYPER}")
    kind = top.get("type")
    if kind == "FeatureCollection":
        features = top.get("features")
        if not isinstance(features, list) or len(features) != 1:
            count = len(features) if isinstance(features, list) else 0
            _refuse(f"Filen har {count} omrids; den skal have netop ét. Gem området for sig selv")
        return _geometry(features[0])
    if kind == "Feature":
        return _geometry(top.get("geometry"))
    if kind not in ("Polygon", "MultiPolygon"):
        _refuse(f"Filens type er “{str(kind)[:40]}”: tilladt er {TYPER}")
    return dict(top)


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    raw = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        raw = [raw]
    polygons = [[[_point(item) for item in _list(ring)] for ring in _list(polygon)] for polygon in _list(raw)]
    count = sum(len(ring) for polygon in polygons for ring in polygon)
    if count > MAX_PUNKTER:
        _refuse(f"Omridset har {count} punkter; højst {MAX_PUNKTER}. Forenkl det først")
    return polygons


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        _refuse("Omridset er tomt, eller koordinaterne er skrevet forkert")
    return list(value)


def _point(value: Any) -> Punkt:
    numbers = value[:2] if isinstance(value, list) else []
    if len(numbers) != 2 or not all(type(n) in (int, float) and abs(n) < 1e9 for n in numbers):
        _refuse(f"“{str(value)[:60]}” er ikke et punkt: skriv to tal, først øst, så nord")
    return float(numbers[0]), float(numbers[1])


def _named_crs(top: dict[str, Any]) -> str | None:
    """The system that the file names (the old member `crs`); None if it names none. Refuses others than ours."""
    crs = top.get("crs")
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    found = re.search(r"(CRS84|\d{4,5})$", name)
    if found is None or found[1] not in _CRS:
        allowed = " og ".join(KOORDINATSYSTEMER.values())
        _refuse(f"Filen siger, at koordinatsystemet er “{name[:60]}”; tilladt er {allowed}")
    return _CRS[found[1]] if found else None


def _system(points: list[Punkt], valgt: str, named: str | None) -> str:
    """Which system the numbers are in: what the user says, what the file says, and what the size of the numbers allows."""
    possible = [system for system, box in DANMARK.items() if all(_inside(box, point) for point in points)]
    told = valgt or named
    if valgt and named and valgt != named:
        _refuse(
            f"Filen siger selv, at den er i {KOORDINATSYSTEMER[named]}; vælg det, eller lad filen afgøre det",
            "koordinatsystem",
        )
    if told in possible:
        return str(told)
    if not told and len(possible) == 1:
        return possible[0]
    if all(_inside(DANMARK["wgs84"], (y, x)) for x, y in points):
        _refuse("Tallene er byttet om: et punkt skrives med længdegraden først, fx 12,55 og så 55,68")
    if not told and any(not any(_inside(box, p) for box in DANMARK.values()) for p in points):
        outside = next(p for p in points if not any(_inside(box, p) for box in DANMARK.values()))
        _refuse(f"Punktet ({outside[0]:g}, {outside[1]:g}) ligger ikke i Danmark i noget koordinatsystem")
    if told:
        outside = next(p for p in points if not _inside(DANMARK[told], p))
        _refuse(f"Punktet ({outside[0]:g}, {outside[1]:g}) ligger ikke i Danmark i {KOORDINATSYSTEMER[told]}")
    return str(_refuse("Vælg koordinatsystemet; det kan ikke ses af tallene", "koordinatsystem"))


def _inside(box: tuple[float, float, float, float], point: Punkt) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _check_polygon(polygon: Polygon, system: str) -> None:
    """Raises unless every ring is closed, has a surface, does not cross itself, and holes lie inside the outer ring."""
    for number, ring in enumerate(polygon):
        navn = "Omridset" if number == 0 else f"Hul nr. {number}"
        if len(ring) < 4:
            _refuse(
                f"{navn} har kun {len(ring)} punkter; det skal have mindst 4, det første gentaget til sidst"
            )
        if ring[0] != ring[-1]:
            _refuse(f"{navn} er ikke lukket: det sidste punkt skal være det samme som det første")
        # A hundred square metres; a degree is about a hundred kilometres.
        least = 100.0 if system == "utm32" else 1e-8
        if abs(_area(ring)) < least:
            _refuse(f"{navn} har intet areal")
        if crossing := _crossing(ring):
            _refuse(f"{navn} krydser sig selv ved ({crossing[0]:g}, {crossing[1]:g})")
        if number and not _holds(polygon[0], ring[0]):
            _refuse(f"{navn} ligger uden for omridset")


def _area(ring: Ring) -> float:
    x0, y0 = ring[0]
    pairs = itertools.pairwise(ring)
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairs) / 2


def _holds(ring: Ring, point: Punkt) -> bool:
    """True if the point lies inside the ring or on it."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if (ax, ay) == point:
            return True
        if (ay > y) != (by > y):
            at = ax + (y - ay) * (bx - ax) / (by - ay)
            if math.isclose(at, x, abs_tol=1e-9):
                return True
            inside ^= at > x
    return inside


def _crossing(ring: Ring) -> Punkt | None:
    """A corner of the first edge that crosses or touches another edge of the ring; None if none does."""
    import numpy as np

    points = np.array([p for p, q in itertools.pairwise(ring) if p != q])
    n = len(points)
    a, b = points, np.roll(points, -1, axis=0)
    for i in range(n - 2):
        # Neighbours share a corner and are left out: the next edge, and for the first edge the last.
        j = np.arange(i + 2, n - 1 if i == 0 else n)
        c, d = a[j], b[j]
        s1, s2 = _side(a[i], b[i], c), _side(a[i], b[i], d)
        s3, s4 = _side(c, d, a[i]), _side(c, d, b[i])
        proper = (s1 * s2 < 0) & (s3 * s4 < 0)
        on = ((s1 == 0) & _between(a[i], b[i], c)) | ((s2 == 0) & _between(a[i], b[i], d))
        on |= ((s3 == 0) & _between(c, d, a[i])) | ((s4 == 0) & _between(c, d, b[i]))
        if (proper | on).any():
            return float(points[i][0]), float(points[i][1])
    return None


def _side(a: Any, b: Any, p: Any) -> Any:
    """On which side of the line a–b the point lies: positive, negative, or 0 on the line."""
    import numpy as np

    cross = (b[..., 0] - a[..., 0]) * (p[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        p[..., 0] - a[..., 0]
    )
    return np.sign(cross)


def _between(a: Any, b: Any, p: Any) -> Any:
    """Whether a point on the line a–b lies between the two."""
    import numpy as np

    return (
        (p[..., 0] >= np.minimum(a[..., 0], b[..., 0]))
        & (p[..., 0] <= np.maximum(a[..., 0], b[..., 0]))
        & (p[..., 1] >= np.minimum(a[..., 1], b[..., 1]))
        & (p[..., 1] <= np.maximum(a[..., 1], b[..., 1]))
    )


def _to_wgs84(polygons: list[Polygon]) -> list[Polygon]:
    from pyproj import Transformer

    transformer = Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)

    def turned(ring: Ring) -> Iterator[Punkt]:
        xs, ys = transformer.transform([x for x, _ in ring], [y for _, y in ring])
        return zip((float(x) for x in xs), (float(y) for y in ys), strict=True)

    return [[list(turned(ring)) for ring in polygon] for polygon in polygons]
