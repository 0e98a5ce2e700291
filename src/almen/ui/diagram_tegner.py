"""The drawing program: reads one chart as JSON on standard input, writes SVG on standard output.

Runs as a process of its own (`python -m almen.ui.diagram_tegner`), started by `almen.ui.diagrammer`: Altair
and the JavaScript engine inside vl-convert cost about 110 MB, which no web worker should carry.
Knows no Django.

Numbers arrive as text. They become floats here, and only here, to place ink; every figure that is written in
the drawing comes ready as text from the caller.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from almen.ui.tegnere.afstand import draw_distance
from almen.ui.tegnere.farver import DASHES, FONT, HAIR, INK, MUTED, PALETTE, SHADES, definitions
from almen.ui.tegnere.flow import draw_flow
from almen.ui.tegnere.gantt import draw_gantt
from almen.ui.tegnere.graense import draw_multiples, draw_threshold
from almen.ui.tegnere.hjul import draw_wheel
from almen.ui.tegnere.kort import draw_map
from almen.ui.tegnere.trappe import draw_steps

ROW_HEIGHT = 34


def draw(chart: dict[str, Any]) -> str:
    """SVG text of one chart, as `almen.ui.diagrammer` describes it."""
    import vl_convert

    if folder := os.environ.get("ALMEN_SKRIFTER"):
        vl_convert.register_font_directory(folder)
    svg = vl_convert.vegalite_to_svg(
        specification(chart), format_locale="da-DK", time_format_locale="da-DK", allowed_base_urls=[]
    )
    return describe(svg, chart["titel"], chart["beskrivelse"])


def specification(chart: dict[str, Any]) -> dict[str, Any]:
    """The chart in the library's own words (Vega-Lite)."""
    import altair

    drawing = FORMS[chart["form"]](altair, chart)
    spec: dict[str, Any] = drawing.configure(**_config()).to_dict()
    # Two legends stand under each other: beside each other they do not fit on a phone. Altair has no word for it.
    spec["config"]["legend"]["layout"] = {"top": {"direction": "vertical", "anchor": "start", "margin": 4}}
    return spec


def describe(svg: str, titel: str, beskrivelse: str) -> str:
    """The drawing as one image with name and description, and no larger than it must be.

    The library's own roles on every mark go away, and decimals that nobody can see.
    """
    plain = re.sub(r"<[^>]*>", lambda tag: _lighten(tag[0]), svg)
    head = f"<title>{escape(titel)}</title><desc>{escape(beskrivelse)}</desc>"
    if patterns := definitions(svg):
        head += f"<defs>{patterns}</defs>"
    return re.sub(r"<svg ([^>]*)>", lambda m: f'<svg role="img" {m[1]}>{head}', plain, count=1)


def _lighten(tag: str) -> str:
    bare = re.sub(r' (?:role|class|pointer-events|aria-[a-z]+)="[^"]*"', "", tag)
    bare = bare.replace(' opacity="1"', "").replace(' stroke-dasharray="1,0"', "")
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), bare)


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
    return [
        {**row, "v": None if row["v"] is None else float(row["v"]) / chart["skala"]} for row in chart["rows"]
    ]


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
    y = alt.Y("k:N", sort=_unique(chart, "k"), title=None, axis=alt.Axis(ticks=False, domain=False))
    bars = base.mark_bar(height=22, stroke="white", strokeWidth=1).encode(
        y=y, x=alt.X("v:Q", title=chart["akse"] or None, axis=alt.Axis(format=",~f", tickCount=5))
    )
    height = len(_unique(chart, "k")) * (ROW_HEIGHT + 4)
    if not chart.get("maerke"):
        return bars.properties(width=chart["bredde"], height=height)
    return (bars + _tick(alt, chart["maerke"], y)).properties(width=chart["bredde"], height=height)


def _tick(alt: Any, maerke: dict[str, Any], y: Any) -> Any:
    """A black stroke with a white edge across each bar that has a mark; the legend names it."""
    marks = [{"k": row["k"], "v": float(row["v"]), "m": maerke["navn"]} for row in maerke["vaerdier"]]
    base = alt.Chart(alt.Data(values=marks)).encode(y=y, x="v:Q")
    edge = base.mark_tick(thickness=7, size=30, color="white")
    stroke = base.mark_point(angle=90, size=900, strokeWidth=3, color=INK).encode(
        shape=alt.Shape("m:N", scale=alt.Scale(range=["stroke"]))
    )
    return edge + stroke


def _line(alt: Any, chart: dict[str, Any]) -> Any:
    """Lines over time. Each series has its colour, its dashes and its points: colour is never alone."""
    series = _unique(chart, "s")
    # On a phone more than two names in a row are cut off.
    names = alt.Legend(columns=2) if len(series) > 2 and chart["bredde"] < 400 else alt.Undefined
    base = alt.Chart(alt.Data(values=_values(chart))).encode(
        x=alt.X("k:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, grid=False, labelOverlap=True)),
        y=alt.Y(
            "v:Q",
            title=chart["akse"] or None,
            scale=alt.Scale(zero=chart["fra_nul"]),
            axis=alt.Axis(tickCount=5, format=",~f"),
        ),
        color=alt.Color("s:N", sort=series, scale=alt.Scale(domain=series, range=PALETTE), legend=names),
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash(
            "s:N", sort=series, scale=alt.Scale(domain=series, range=DASHES), legend=names
        )
    )
    points = base.mark_point(filled=True, size=45, opacity=1)
    shade, name = _band(alt, chart)
    layers = [*shade, *_split(alt, chart), *_spans(alt, chart, series), lines, points, *name]
    return alt.layer(*layers).properties(width=chart["bredde"], height=chart["hoejde"])


def _spans(alt: Any, chart: dict[str, Any], series: list[str]) -> list[Any]:
    """An upright bar through each point that has an interval; nothing where the chart has none."""
    if not (found := chart.get("spaend")):
        return []
    skala = chart["skala"]
    rows = [{**row, "fra": float(row["fra"]) / skala, "til": float(row["til"]) / skala} for row in found]
    colour = alt.Color("s:N", sort=series, scale=alt.Scale(domain=series, range=PALETTE), legend=None)
    bars = alt.Chart(alt.Data(values=rows)).encode(x="k:O", y="fra:Q", y2="til:Q", color=colour)
    return [bars.mark_rule(strokeWidth=5, opacity=0.35)]


def _split(alt: Any, chart: dict[str, Any]) -> list[Any]:
    """An upright dashed stroke at a point in time with its name at the top; nothing where the chart has none."""
    if not (split := chart.get("skel")):
        return []
    base = alt.Chart(alt.Data(values=[{"k": split["k"], "navn": split["navn"]}])).encode(x="k:O")
    late = split["k"] in _unique(chart, "k")[len(_unique(chart, "k")) // 2 :]
    place: dict[str, Any] = {"align": "right", "dx": -6} if late else {"align": "left", "dx": 6}
    name = base.encode(y=alt.value(0), text="navn:N")
    return [
        base.mark_rule(color=INK, strokeDash=[4, 3]),
        name.mark_text(**place, baseline="top", fontSize=12, color=INK),
    ]


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


FORMS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "bar": _bar,
    "stacked": _stacked,
    "line": _line,
    "map": draw_map,
    "wheel": draw_wheel,
    "gantt": draw_gantt,
    "threshold": draw_threshold,
    "multiples": draw_multiples,
    "distance": draw_distance,
    "trappe": draw_steps,
    "flow": draw_flow,
}


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
