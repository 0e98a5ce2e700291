"""The drawing program: reads one chart as JSON on standard input, writes SVG on standard output.

Runs as a process of its own (`python -m almen.ui.diagram_tegner`), started by `almen.ui.diagrammer`: Altair
and the JavaScript engine inside vl-convert cost about 110 MB, which no web worker should carry.
Knows no Django.

Numbers arrive as text. They become floats here, and only here, to place ink; every figure that is written in
the drawing comes ready as text from the caller.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from typing import Any
from xml.sax.saxutils import escape

from almen.ui.hjultegner import draw_wheel

PALETTE = ["#00356b", "#5b8fc7", "#a8c4e3", "#2a7a3b", "#a25b00", "#7a5195", "#6b7480"]
FONT = "IBM Plex Sans, system-ui, sans-serif"
INK, MUTED, HAIR = "#1a1a1a", "#555d6a", "#e3e7ed"
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 2], [1, 3]]
ROW_HEIGHT = 34
SHADES = ["#f3f6fa", "#bcd2ea"]  # light: letters and marks are read on them
MARKS = [("circle", "#00356b"), ("square", "#a25b00"), ("triangle-up", "#2a7a3b"), ("diamond", "#7a5195")]


def draw(chart: dict[str, Any]) -> str:
    """SVG text of one chart, as `almen.ui.diagrammer` describes it."""
    import altair
    import vl_convert

    if folder := os.environ.get("ALMEN_SKRIFTER"):
        vl_convert.register_font_directory(folder)
    drawing = {"bar": _bar, "stacked": _stacked, "line": _line, "map": _map, "wheel": draw_wheel}[
        chart["form"]
    ](altair, chart)
    spec = drawing.configure(**_config()).to_dict()
    svg = vl_convert.vegalite_to_svg(
        spec, format_locale="da-DK", time_format_locale="da-DK", allowed_base_urls=[]
    )
    return describe(svg, chart["titel"], chart["beskrivelse"])


def describe(svg: str, titel: str, beskrivelse: str) -> str:
    """The drawing as one image with name and description; the library's own roles on every mark go away."""
    plain = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    head = f"<title>{escape(titel)}</title><desc>{escape(beskrivelse)}</desc>"
    return re.sub(r"<svg ([^>]*)>", lambda m: f'<svg role="img" {m[1]}>{head}', plain, count=1)


def _config() -> dict[str, Any]:
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13}
    axis = {
        **text,
        "labelColor": INK,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "domainColor": "#aab2bd",
        "tickColor": "#aab2bd",
        "gridColor": HAIR,
        "labelPadding": 6,
    }
    return {
        "background": "white",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {**text, "orient": "top", "title": None, "labelColor": INK, "symbolOpacity": 1},
        "text": {"font": FONT, "fontSize": 13, "color": INK},
        "range": {"category": PALETTE},
        "autosize": {"type": "fit-x", "contains": "padding"},
    }


def _values(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "v": float(row["v"]) / chart["skala"]} for row in chart["rows"]]


def _unique(chart: dict[str, Any], key: str) -> list[str]:
    return list(dict.fromkeys(row[key] for row in chart["rows"]))


def _bar(alt: Any, chart: dict[str, Any]) -> Any:
    """Horizontal bars in the order given, each with its figure at the end: no axis to read off."""
    values = _values(chart)
    largest = max((abs(row["v"]) for row in values), default=0) or 1
    smallest = min((row["v"] for row in values), default=0)
    width = chart["bredde"]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y(
            "k:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=width // 3)
        ),
        x=alt.X("v:Q", axis=None, scale=alt.Scale(domain=[min(0, smallest * 1.3), largest * 1.3])),
    )
    colours = [row.get("farve") or PALETTE[1] for row in chart["rows"]]
    bars = base.mark_bar(cornerRadiusEnd=3, height=20).encode(
        color=alt.Color("k:N", legend=None, scale=alt.Scale(domain=_unique(chart, "k"), range=colours))
    )
    figures = base.mark_text(align="left", dx=6).encode(text="tekst:N")
    return (bars + figures).properties(width=width, height=max(1, len(values)) * ROW_HEIGHT)


def _stacked(alt: Any, chart: dict[str, Any]) -> Any:
    """Stacked bars, series in the order given: lying, or standing side by side where the categories are years."""
    series = _unique(chart, "s")
    values = [{**row, "orden": series.index(row["s"])} for row in _values(chart)]
    columns = 2 if chart["bredde"] < 400 else 3
    base = alt.Chart(alt.Data(values=values)).encode(
        color=alt.Color(
            "s:N",
            sort=series,
            scale=alt.Scale(domain=series, range=PALETTE),
            legend=alt.Legend(columns=columns) if len(series) > columns else alt.Undefined,
        ),
        order=alt.Order("orden:Q"),
    )
    if chart["staaende"]:
        return (
            base.mark_bar(stroke="white", strokeWidth=1)
            .encode(
                x=alt.X("k:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
                y=alt.Y("v:Q", title=chart["akse"] or None, axis=alt.Axis(format=",~f", tickCount=5)),
            )
            .properties(width=chart["bredde"], height=chart["hoejde"])
        )
    return (
        base.mark_bar(height=22, stroke="white", strokeWidth=1)
        .encode(
            y=alt.Y("k:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X("v:Q", title=chart["akse"] or None, axis=alt.Axis(format=",~f", tickCount=5)),
        )
        .properties(width=chart["bredde"], height=len(_unique(chart, "k")) * (ROW_HEIGHT + 4))
    )


def _line(alt: Any, chart: dict[str, Any]) -> Any:
    """Lines over time. Each series has its colour, its dashes and its points: colour is never alone."""
    series = _unique(chart, "s")
    base = alt.Chart(alt.Data(values=_values(chart))).encode(
        x=alt.X("k:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, grid=False, labelOverlap=True)),
        y=alt.Y(
            "v:Q",
            title=chart["akse"] or None,
            scale=alt.Scale(zero=chart["fra_nul"]),
            axis=alt.Axis(tickCount=5, format=",~f"),
        ),
        color=alt.Color("s:N", sort=series, scale=alt.Scale(domain=series, range=PALETTE)),
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("s:N", sort=series, scale=alt.Scale(domain=series, range=DASHES))
    )
    points = base.mark_point(filled=True, size=45, opacity=1)
    shade, name = _band(alt, chart)
    layers = [*shade, lines, points, *name]
    return alt.layer(*layers).properties(width=chart["bredde"], height=chart["hoejde"])


def _band(alt: Any, chart: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """A band with dashed edges to lie behind the lines, and its name to lie over them; nothing where the chart has none."""
    if not (band := chart.get("baand")):
        return [], []
    low, high = float(band["fra"]) / chart["skala"], float(band["til"]) / chart["skala"]
    shade = alt.Chart(alt.Data(values=[{"fra": low, "til": high, "navn": band["navn"]}]))
    edges = alt.Chart(alt.Data(values=[{"v": low}, {"v": high}]))
    style: dict[str, Any] = {"align": "left", "baseline": "bottom", "dx": 6, "dy": -4, "fontSize": 12}
    name = shade.encode(x=alt.value(0), y="fra:Q", text="navn:N")
    return (
        [
            shade.mark_rect(color=SHADES[1], opacity=0.45).encode(y="fra:Q", y2="til:Q"),
            edges.mark_rule(color=PALETTE[1], strokeDash=[4, 3]).encode(y="v:Q"),
        ],
        [name.mark_text(**style, stroke="white", strokeWidth=3), name.mark_text(**style)],
    )


def _map(alt: Any, chart: dict[str, Any]) -> Any:
    """Areas shaded by their figure with name and figure on them; over them marks sized by theirs."""
    areas = [_area(row, shape) for row, shape in zip(_values(chart), chart["omrids"], strict=True)]
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


def main() -> int:
    """One chart in, one drawing out; 1 and a line on standard error when it cannot be drawn."""
    try:
        sys.stdout.write(draw(json.load(sys.stdin)))
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
