"""The plans' part of the drawing program: a bar for each plan on a line of time, under headings. Knows no Django."""

from __future__ import annotations

import datetime as dt
import textwrap
from itertools import groupby
from typing import Any

from almen.ui.tegnere.farver import HAIR, INK, MUTED, edge, fill

WIDE = 700  # from here on the names stand in a column of their own; below, above their bars
NAMES = 310
BAR, NAME, GAP, HEADING, YEARS, TODAY, POINT = 14, 18, 9, 32, 22, 18, 9
LETTER = 6.7  # about the width of one
TODAY_COLOUR = "#b3261e"
MARKS = [
    ("diamond", INK),
    ("circle", "#ffffff"),
    ("triangle-up", INK),
    ("square", "#ffffff"),
    ("triangle-down", "#ffffff"),
    ("cross", INK),
]


def draw_gantt(alt: Any, chart: dict[str, Any]) -> Any:
    """Places are pixels, computed by `place_gantt`; the library draws them and makes the legends."""
    placed = place_gantt(chart)
    width, height = placed["bredde"], placed["hoejde"]

    def base(name: str) -> Any:
        return alt.Chart(alt.Data(values=placed[name])).encode(
            x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None)
        )

    span = {"x2": "x2:Q", "y2": "y2:Q"}
    lines = base("streger").mark_rule().encode(**span, color=alt.Color("farve:N", scale=None))
    series = chart["serier"]
    bars = (
        base("bjaelker")
        .mark_bar(strokeWidth=1)
        .encode(
            **span,
            fill=alt.Fill(
                "s:N",
                sort=series,
                scale=alt.Scale(domain=series, range=[fill(index) for index in range(len(series))]),
                legend=alt.Legend(columns=_columns(width), symbolType="square", symbolSize=160),
            ),
            stroke=alt.Stroke("kant:N", scale=None, legend=None),
        )
    )
    open_ends = (
        base("aabne")
        .mark_bar(strokeWidth=1.5, strokeDash=[4, 3], fill="white")
        .encode(**span, stroke=alt.Stroke("kant:N", scale=None, legend=None))
    )
    arrows = (
        base("pile")
        .mark_point(size=70, filled=True, opacity=1)
        .encode(shape=alt.Shape("form:N", scale=None, legend=None), color=alt.Color("kant:N", scale=None))
    )
    texts = [  # names twice, first on a white edge: the line for today runs through them
        base("tekster")
        .transform_filter(f"datum.stil == '{name}'")
        .mark_text(baseline="middle", **style, **halo)
        .encode(text="tekst:N")
        for name, style in _letters(width).items()
        for halo in ([{"stroke": "white", "strokeWidth": 3}, {}] if name == "navn" else [{}])
    ]
    layers = [lines, open_ends, bars, arrows]
    if placed["maerker"]:
        layers += _marks(alt, base("maerker"), chart["maerketyper"], width)
    return (
        alt.layer(*layers, *texts)
        .resolve_scale(fill="independent", stroke="independent", shape="independent")
        .properties(width=chart["bredde"], height=height)
    )


def _marks(alt: Any, base: Any, kinds: list[str], width: int) -> list[Any]:
    """The marks, each on a white ground of its own form: they are read on every bar."""
    look = [MARKS[index % len(MARKS)] for index in range(len(kinds))]
    forms = alt.Scale(domain=kinds, range=[form for form, _ in look])
    ground = base.mark_point(size=80, opacity=1, strokeWidth=5, stroke="white", fill="white")
    marks = base.mark_point(size=80, opacity=1, strokeWidth=1.5).encode(
        shape=alt.Shape("s:N", sort=kinds, scale=forms, legend=alt.Legend(columns=_columns(width))),
        fill=alt.Fill("s:N", sort=kinds, scale=alt.Scale(domain=kinds, range=[ink for _, ink in look])),
        stroke=alt.Stroke("s:N", sort=kinds, scale=alt.Scale(domain=kinds, range=[INK] * len(kinds))),
    )
    return [ground.encode(shape=alt.Shape("s:N", sort=kinds, scale=forms, legend=None)), marks]


def _columns(width: int) -> int:
    return 2 if width < 400 else 3 if width < WIDE else 6


def _letters(width: int) -> dict[str, dict[str, Any]]:
    names = NAMES - 12 if width >= WIDE else width
    return {
        "navn": {"align": "left", "limit": names},
        "gruppe": {"align": "left", "limit": width, "fontWeight": "bold", "fontSize": 14},
        "aar": {"align": "left", "color": MUTED, "fontSize": 12},
        "i_dag": {"align": "center", "color": TODAY_COLOUR, "fontWeight": "bold", "fontSize": 12},
        "venstre": {"align": "left", "color": MUTED, "fontSize": 12},
        "hoejre": {"align": "right", "color": MUTED, "fontSize": 12},
    }


def place_gantt(chart: dict[str, Any]) -> dict[str, Any]:
    """Where everything goes, in pixels from the upper left corner."""
    width = chart["bredde"] - 8
    wide = width >= WIDE
    first, last = _day(chart["fra"]), _day(chart["til"])
    left = NAMES if wide else 0
    scale = (width - left) / max(1, last - first)

    def at(day: int) -> float:
        return round(left + (min(max(day, first), last) - first) * scale, 1)

    placed: dict[str, Any] = {
        key: [] for key in ("streger", "bjaelker", "aabne", "pile", "maerker", "tekster")
    }
    today = _day(chart["i_dag"])
    y = float(TODAY + YEARS)
    for group, rows in groupby(chart["rows"], key=lambda row: row["gruppe"]):
        if group:
            placed["tekster"].append({"x": 0, "y": y + 18, "tekst": group, "stil": "gruppe"})
            placed["streger"].append(_line(0, width, y + HEADING - 2, y + HEADING - 2, "#aab2bd"))
            y += HEADING + 4
        for row in rows:
            lines = _lines(row["navn"], (NAMES - 12 if wide else width) / LETTER)
            for number, line in enumerate(lines):
                placed["tekster"].append(
                    {"x": 0, "y": y + BAR / 2 + number * NAME, "tekst": line, "stil": "navn"}
                )
            if not wide:
                y += NAME * len(lines)
            _place_bar(placed, chart, row, y, at, (first, last, today))
            y += BAR + GAP + (3 + NAME * (len(lines) - 1) if wide else 0)
    grid = []
    for year, x in _years(first, last, at, width):
        grid.append(_line(x, x, TODAY + YEARS - 4, y, HAIR))
        if x + 30 <= width:
            placed["tekster"] += [
                {"x": x + 3, "y": height, "tekst": str(year), "stil": "aar"} for height in (TODAY + 9, y + 4)
            ]
    placed["streger"] = grid + placed["streger"]
    if first <= today <= last:
        x = at(today)
        placed["streger"].append(_line(x, x, TODAY - 4, y, TODAY_COLOUR))
        placed["tekster"].append(
            {"x": min(max(x, 18), width - 18), "y": 7, "tekst": "i dag", "stil": "i_dag"}
        )
    y += YEARS
    for note in _notes(placed, width):
        placed["tekster"].append({"x": 0, "y": y, "tekst": note, "stil": "venstre"})
        y += NAME
    return placed | {"bredde": width, "hoejde": round(y)}


def _place_bar(
    placed: dict[str, Any],
    chart: dict[str, Any],
    row: dict[str, Any],
    y: float,
    at: Any,
    days: tuple[int, int, int],
) -> None:
    """A plan's bar, cut off with arrows where it goes on outside the drawing, and its marks."""
    first, last, today = days
    colour = edge(chart["serier"].index(row["s"]))
    start = _day(row["fra"]) if row["fra"] else first - 1
    stop = _day(row["til"]) if row["til"] else None
    if start > last or (stop is not None and stop < first):
        text, side = (
            (f"begynder {row['begynder']} →", "hoejre")
            if start > last
            else (f"← slut {row['slut']}", "venstre")
        )
        x = at(last) - 4 if start > last else at(first) + 4
        placed["tekster"].append({"x": x, "y": y + BAR / 2, "tekst": text, "stil": side})
        return
    known = min(max(today, start), last) if stop is None else min(stop, last)
    goes_on = stop is None or stop > last
    x = at(start) + (POINT if start < first else 0)
    x2 = max(at(known) - (POINT if known == last and goes_on else 0), x + 3)
    place = {"y": y, "y2": y + BAR, "kant": colour}
    if stop is None:
        placed["aabne"].append(place | {"x": x2, "x2": at(last) - POINT})
    placed["bjaelker"].append(place | {"x": x, "x2": x2, "s": row["s"]})
    arrow = {"y": y + BAR / 2, "kant": colour}
    if goes_on:
        placed["pile"].append(arrow | {"x": at(last) - POINT / 2, "form": "triangle-right"})
    if start < first:
        placed["pile"].append(arrow | {"x": at(first) + POINT / 2, "form": "triangle-left"})
    placed["maerker"] += [
        {"x": at(_day(day)), "y": y + BAR / 2, "s": kind}
        for day, kind in row["maerker"]
        if first <= _day(day) <= last
    ]


def _lines(name: str, letters: float) -> list[str]:
    """A name on one line or two; what is longer still is cut by the library."""
    first, *rest = textwrap.wrap(name, int(letters)) or [""]
    return [first, " ".join(rest)] if rest else [first]


def _notes(placed: dict[str, Any], width: int) -> list[str]:
    """What dashes and arrows mean, where there are any."""
    said = ["Stiplet: ingen slutdato."] if placed["aabne"] else []
    said += ["Pil: går ud over tegningen."] if placed["pile"] else []
    return [" ".join(said)] if width >= 400 and said else said


def _years(first: int, last: int, at: Any, width: int) -> list[tuple[int, float]]:
    """The years to name, as close as there is room for their letters."""
    begin, end = dt.date.fromordinal(first).year, dt.date.fromordinal(last).year
    room = at(last) - at(first)
    step = next(
        step for step in (1, 2, 5, 10, 50) if room * step / max(1, end - begin + 1) >= 36 or step == 50
    )
    days = {year: dt.date(year, 1, 1).toordinal() for year in range(begin, end + 1) if year % step == 0}
    return [(year, at(day)) for year, day in days.items() if first <= day <= last]


def _line(x: float, x2: float, y: float, y2: float, colour: str) -> dict[str, Any]:
    return {"x": x, "x2": x2, "y": y, "y2": y2, "farve": colour}


def _day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()
