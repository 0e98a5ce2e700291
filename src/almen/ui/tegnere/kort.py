"""The map's part of the drawing program: areas by their outlines, marks, names and figures. Knows no Django."""

from __future__ import annotations

import math
from typing import Any

from almen.ui.tegnere.farver import MARKS, SHADES


def draw_map(alt: Any, chart: dict[str, Any]) -> Any:
    """Areas shaded by their figure with name and figure on them; over them marks sized by theirs."""
    areas = [_area(row, shape) for row, shape in zip(chart["rows"], chart["omrids"], strict=True)]
    points = [{**mark, "x": float(mark["x"]), "y": float(mark["y"])} for mark in chart["maerker"]]
    wide = chart["bredde"] >= 400
    shapes = (
        alt.Chart(alt.Data(values=areas))
        .mark_geoshape(stroke="#6b7480", strokeWidth=1)
        .encode(
            fill=alt.Fill(
                "v:Q",
                scale=alt.Scale(domain=[0, max([1, *(area["v"] for area in areas)])], range=SHADES),
                legend=alt.Legend(
                    title=f"{chart['akse'].capitalize()} i området",
                    orient="bottom",
                    format=",d",
                    tickCount=3,
                    gradientLength=140,
                    gradientStrokeColor="#6b7480",
                    gradientStrokeWidth=1,
                ),
            )
        )
    )
    labels = alt.Chart(alt.Data(values=areas)).encode(
        longitude="lx:Q", latitude="ly:Q", text=alt.Text("skilt:N")
    )
    style: dict[str, Any] = {"fontSize": 12 if wide else 11, "lineBreak": "\n", "baseline": "middle"}
    layers = [shapes]
    if points:
        layers.append(_marks(alt, chart, points, wide))
    layers += [labels.mark_text(**style, stroke="white", strokeWidth=3), labels.mark_text(**style)]
    return (
        alt.layer(*layers)
        .resolve_scale(fill="independent")
        .project(type="mercator")
        .properties(width=chart["bredde"], height=round(chart["bredde"] * _height_of(areas)))
    )


def _marks(alt: Any, chart: dict[str, Any], points: list[dict[str, Any]], wide: bool) -> Any:
    series = chart["serier"]
    look = [MARKS[index % len(MARKS)] for index in range(len(series))]
    colours = alt.Scale(domain=series, range=[colour for _, colour in look])
    forms = alt.Scale(domain=series, range=[form for form, _ in look])
    legend = alt.Legend(orient="top", columns=4 if wide else 2)
    return (
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            color=alt.Color("s:N", sort=series, scale=colours, legend=legend),
            shape=alt.Shape("s:N", sort=series, scale=forms, legend=legend),
            size=alt.Size(
                "v:Q",
                scale=alt.Scale(domain=[0, max([1, *(point["v"] for point in points)])], range=[25, 500]),
                legend=alt.Legend(
                    title=f"{chart['akse'].capitalize()} i mærket",
                    orient="bottom",
                    format=",d",
                    values=_steps(max(point["v"] for point in points)),
                    direction="horizontal",
                    symbolType="circle",
                    symbolFillColor="#6b7480",
                    symbolStrokeWidth=0,
                ),
            ),
        )
    )


def _steps(largest: int) -> list[int]:
    """Two or three round sizes for the legend, up to the largest."""
    ten = 10 ** max(0, len(str(largest)) - 1)
    return sorted({max(1, step) for step in (ten // 2, ten, ten * (largest // ten))})


def _area(row: dict[str, Any], shape: list[Any]) -> dict[str, Any]:
    """An area as the library wants it (outer rings with the clock), and the place of its letters."""
    polygons = []
    for polygon in shape:
        rings = [[(float(x), float(y)) for x, y in ring] for ring in polygon]
        polygons.append([_turned(ring, clockwise=index == 0) for index, ring in enumerate(rings)])
    largest = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_moments(ring)[0]))
    size, x, y = _moments(largest)
    return {
        **row,
        "v": float(row["v"]),
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "lx": x / size,
        "ly": y / size,
        "skilt": row["k"].replace("-", "-\n", 1) + "\n" + row["tekst"],
    }


def _turned(ring: list[tuple[float, float]], clockwise: bool) -> list[tuple[float, float]]:
    return ring if (_moments(ring)[0] < 0) == clockwise else ring[::-1]


def _moments(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Signed area, and area times the centre's x and y."""
    size = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        size, x, y = size + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    return size, x, y


def _height_of(areas: list[dict[str, Any]]) -> float:
    """The map's height as a part of its width, between a half and one and a half."""
    points = [
        point
        for area in areas
        for polygon in area["geometry"]["coordinates"]
        for ring in polygon
        for point in ring
    ]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    tall = (north - south) / math.cos(math.radians((north + south) / 2)) / (east - west)
    return min(1.5, max(0.5, tall))
