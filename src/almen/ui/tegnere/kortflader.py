"""Surfaces over the map's areas: class by colour and pattern, a number on each, and the key under the map. Knows no Django."""

from __future__ import annotations

import math
from typing import Any

from almen.ui.tegnere import lag
from almen.ui.tegnere.farver import INK, edge, fill
from almen.ui.tegnere.lag import text
from almen.ui.tegnere.omrids import narrowing

Boks = tuple[float, float, float, float]
TAG, ROUNDS = 9.0, 60  # a number's radius in pixels; how often numbers that cover each other are moved apart
LINE, LETTER = 18, 6.3
STYLES: dict[str, dict[str, Any]] = {
    "klasse": {"align": "left", "fontWeight": "bold"},
    "nummer": {"align": "right", "fontSize": 12},
    "navn": {"align": "left", "fontSize": 12},
}


def draw_surfaces(
    alt: Any, surfaces: list[dict[str, Any]], classes: list[str], *, opacity: float
) -> list[Any]:
    """The surfaces on a white edge, so that they stand out from any shade; `opacity` below 1 where marks lie on them."""
    coloured = [
        item | {"farve": fill(classes.index(item["s"])), "kant": edge(classes.index(item["s"]))}
        for item in surfaces
    ]
    shapes = alt.Chart(alt.Data(values=coloured))
    return [
        shapes.mark_geoshape(stroke="white", strokeWidth=4, fill="white"),
        shapes.mark_geoshape(strokeWidth=2, fillOpacity=opacity).encode(
            fill=alt.Fill("farve:N", scale=None, legend=None),
            stroke=alt.Stroke("kant:N", scale=None, legend=None),
        ),
    ]


def draw_numbers(
    alt: Any, surfaces: list[dict[str, Any]], classes: list[str], width: float, box: Boks
) -> list[Any]:
    """A number beside each surface, with a line to its middle."""
    tags = [
        {
            "x": item["lx"],
            "y": item["ly"],
            "tx": x,
            "ty": y,
            "n": str(number),
            "kant": edge(classes.index(item["s"])),
        }
        for number, (item, (x, y)) in enumerate(
            zip(surfaces, place_numbers(surfaces, width, box), strict=True), start=1
        )
    ]
    data = alt.Chart(alt.Data(values=tags))
    at = data.encode(longitude="tx:Q", latitude="ty:Q")
    colour = alt.Stroke("kant:N", scale=None, legend=None)
    return [
        data.mark_rule(strokeWidth=1.5).encode(
            longitude="x:Q", latitude="y:Q", longitude2="tx:Q", latitude2="ty:Q", stroke=colour
        ),
        at.mark_circle(size=math.pi * TAG**2, fill="white", opacity=1, strokeWidth=1.5).encode(stroke=colour),
        at.mark_text(fontSize=11, fontWeight="bold", baseline="middle", color=INK).encode(text="n:N"),
    ]


def place_numbers(surfaces: list[dict[str, Any]], width: float, box: Boks) -> list[tuple[float, float]]:
    """Places (longitude, latitude) for the numbers, so that none covers another or the middle of a surface.

    They begin beside their surface, away from the middle of the map, and push each other away, the same way every time.
    """
    west, south, east, north = box
    across = width / (east - west)
    along = across / narrowing(box)
    middles = [((item["lx"] - west) * across, (north - item["ly"]) * along) for item in surfaces]
    high = (north - south) * along
    spots = []
    for index, (x, y) in enumerate(middles):
        away = math.hypot(x - width / 2, y - high / 2) or 1
        turn = 0.01 * index  # two on one spot go different ways
        spots.append([x + 16 * (x - width / 2) / away + turn, y + 16 * (y - high / 2) / away - turn])
    for _ in range(ROUNDS):
        moved = False
        for index, spot in enumerate(spots):
            others = [(*other, 2 * TAG + 2) for n, other in enumerate(spots) if n != index]
            others += [(*middle, TAG + 8) for middle in middles]
            for x, y, least in others:
                away = math.hypot(spot[0] - x, spot[1] - y) or 0.01
                if away < least:
                    push = (least - away) / 2 + 0.1
                    spot[0] += push * (spot[0] - x) / away
                    spot[1] += push * (spot[1] - y) / away
                    moved = True
            spot[0] = min(max(spot[0], TAG), width - TAG)
            spot[1] = min(max(spot[1], TAG), high - TAG)
        if not moved:
            break
    return [(west + x / across, north - y / along) for x, y in spots]


def draw_key(
    alt: Any, surfaces: list[dict[str, Any]], classes: list[str], width: float, *, opacity: float
) -> Any:
    """Which number is which surface, class by class in columns."""
    placed = place_key(surfaces, classes, width)
    swatches = lag.base(alt, placed["proever"]).mark_rect(strokeWidth=1.5, fillOpacity=opacity)
    return alt.layer(
        swatches.encode(
            x2="x2:Q",
            y2="y2:Q",
            fill=alt.Fill("farve:N", scale=None, legend=None),
            stroke=alt.Stroke("kant:N", scale=None, legend=None),
        ),
        *lag.draw_letters(alt, placed["tekster"], STYLES),
    ).properties(width=width, height=placed["hoejde"])


def place_key(surfaces: list[dict[str, Any]], classes: list[str], width: float) -> dict[str, Any]:
    """Where the key's swatches and words go; surfaces come sorted by class, and their numbers follow."""
    placed: dict[str, Any] = {"proever": [], "tekster": []}
    y, number = 0.0, 0
    for index, name in enumerate(classes):
        members = [item for item in surfaces if item["s"] == name]
        if not members:
            continue
        placed["proever"].append(
            {"x": 1, "x2": 19, "y": y + 1, "y2": y + 15, "farve": fill(index), "kant": edge(index)}
        )
        placed["tekster"].append(text(26, y + 8, name, "klasse"))
        y += LINE + 4
        longest = max(len(item["k"]) for item in members)
        columns = max(1, int(width // (longest * LETTER + 34)))
        rows = math.ceil(len(members) / columns)
        for n, item in enumerate(members):
            number += 1
            column, row = divmod(n, rows)
            x, at = column * (longest * LETTER + 34), y + row * LINE + 6
            if len(surfaces) > 1:
                placed["tekster"].append(text(x + 18, at, str(number), "nummer"))
            placed["tekster"].append(text(x + 26, at, item["k"], "navn"))
        y += rows * LINE + 8
    return placed | {"hoejde": y}
