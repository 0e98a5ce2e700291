"""Outlines for the map: as the library wants them, and where their letters go. Knows no Django."""

from __future__ import annotations

import math
from typing import Any

Ring = list[tuple[float, float]]


def shape_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its `omrids` as a GeoJSON feature (outer rings with the clock), and its middle `lx`, `ly`."""
    polygons = []
    for polygon in row["omrids"]:
        rings = [[(float(x), float(y)) for x, y in ring] for ring in polygon]
        polygons.append([turned(ring, clockwise=index == 0) for index, ring in enumerate(rings)])
    largest = max((polygon[0] for polygon in polygons), key=lambda ring: abs(moments(ring)[0]))
    size, x, y = moments(largest)
    return {
        **{key: value for key, value in row.items() if key != "omrids"},
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "lx": x / size,
        "ly": y / size,
    }


def turned(ring: Ring, clockwise: bool) -> Ring:
    """The ring, running with the clock or against it."""
    return ring if (moments(ring)[0] < 0) == clockwise else ring[::-1]


def moments(ring: Ring) -> tuple[float, float, float]:
    """Signed area, and area times the centre's x and y."""
    size = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        size, x, y = size + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    return size, x, y


def bounds(shapes: list[dict[str, Any]]) -> tuple[float, float, float, float]:
    """West, south, east and north of them all."""
    points = [
        point
        for shape in shapes
        for polygon in shape["geometry"]["coordinates"]
        for ring in polygon
        for point in ring
    ]
    lengths, widths = [x for x, _ in points], [y for _, y in points]
    return min(lengths), min(widths), max(lengths), max(widths)


def height_of(box: tuple[float, float, float, float]) -> float:
    """The map's height as a part of its width, between a half and one and a half."""
    west, south, east, north = box
    return min(1.5, max(0.5, (north - south) / ((east - west) * narrowing(box))))


def narrowing(box: tuple[float, float, float, float]) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return math.cos(math.radians((box[1] + box[3]) / 2))
