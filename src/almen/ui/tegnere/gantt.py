"""The plans' part of the drawing program: a bar for each plan on a line of time, under headings. Knows no Django."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from almen.ui.tegnere.farver import HAIR, INK, MUTED, edge, fill
from almen.ui.tegnere.lag import LETTER, base, draw_letters, draw_lines, line, text, wrap

WIDE = 700  # from here on the names stand in a column of their own; below, above their bars
NAMES = 310
BAR, NAME, GAP, HEADING, YEARS, TODAY, POINT = 14, 18, 9, 32, 22, 18, 9
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

    span = {"x2": "x2:Q", "y2": "y2:Q"}
    series = chart["serier"]
    bars = (
        base(alt, placed["bjaelker"])
        .mark_bar(strokeWidth=1)
        .encode(
            **span,
            fill=alt.Fill(
                "s:N",
                sort=series,
                scale=alt.Scale(domain=series, range=[fill(index) for index in range(len(series))]),
                legend=alt.Legend(**_legend(width, series), symbolType="square", symbolSize=160),
            ),
            stroke=alt.Stroke("kant:N", scale=None, legend=None),
        )
    )
    open_ends = (
        base(alt, placed["aabne"])
        .mark_bar(strokeWidth=1.5, strokeDash=[4, 3], fill="white")
        .encode(**span, stroke=alt.Stroke("kant:N", scale=None, legend=None))
    )
    arrows = (
        base(alt, placed["pile"])
        .mark_point(size=70, filled=True, opacity=1)
        .encode(shape=alt.Shape("form:N", scale=None, legend=None), color=alt.Color("kant:N", scale=None))
    )
    layers = [draw_lines(alt, placed["streger"]), open_ends, bars, arrows]
    if placed["maerker"]:
        layers += _marks(alt, base(alt, placed["maerker"]), chart["maerketyper"], width)
    return (
        alt.layer(*layers, *draw_letters(alt, placed["tekster"], _letters(width)))
        .resolve_scale(fill="independent", stroke="independent", shape="independent")
        .properties(width=chart["bredde"], height=height)
    )


def _marks(alt: Any, things: Any, kinds: list[str], width: int) -> list[Any]:
    """The marks, each on a white ground of its own form: they are read on every bar."""
    look = [MARKS[index % len(MARKS)] for index in range(len(kinds))]
    forms = alt.Scale(domain=kinds, range=[form for form, _ in look])
    ground = things.mark_point(size=80, opacity=1, strokeWidth=5, stroke="white", fill="white")
    marks = things.mark_point(size=80, opacity=1, strokeWidth=1.5).encode(
        shape=alt.Shape("s:N", sort=kinds, scale=forms, legend=alt.Legend(**_legend(width, kinds))),
        fill=alt.Fill("s:N", sort=kinds, scale=alt.Scale(domain=kinds, range=[ink for _, ink in look])),
        stroke=alt.Stroke("s:N", sort=kinds, scale=alt.Scale(domain=kinds, range=[INK] * len(kinds))),
    )
    return [ground.encode(shape=alt.Shape("s:N", sort=kinds, scale=forms, legend=None)), marks]


def _legend(width: int, names: list[str]) -> dict[str, Any]:
    """As many columns as there is room for: the library gives each the width of the longest name in it."""
    columns = int(width // (max(map(len, names)) * LETTER + 34))
    return {"columns": max(1, columns), "labelLimit": width - 34}


def _letters(width: int) -> dict[str, dict[str, Any]]:
    names = NAMES - 12 if width >= WIDE else width
    return {
        "navn": {"align": "left", "limit": names, "kant": True},  # the line for today runs through them
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
            placed["tekster"].append(text(0, y + 18, group, "gruppe"))
            placed["streger"].append(line(0, width, y + HEADING - 2, y + HEADING - 2, "#aab2bd"))
            y += HEADING + 4
        for row in rows:
            lines = wrap(row["navn"], NAMES - 12 if wide else width)
            placed["tekster"] += [
                text(0, y + BAR / 2 + number * NAME, part, "navn") for number, part in enumerate(lines)
            ]
            if not wide:
                y += NAME * len(lines)
            _place_bar(placed, chart, row, y, at, (first, last, today))
            y += BAR + GAP + (3 + NAME * (len(lines) - 1) if wide else 0)
    grid = []
    for year, x in _years(first, last, at, width):
        grid.append(line(x, x, TODAY + YEARS - 4, y, HAIR))
        if x + 30 <= width:
            placed["tekster"] += [text(x + 3, height, str(year), "aar") for height in (TODAY + 9, y + 4)]
    placed["streger"] = grid + placed["streger"]
    if first <= today <= last:
        x = at(today)
        placed["streger"].append(line(x, x, TODAY - 4, y, TODAY_COLOUR))
        placed["tekster"].append(text(min(max(x, 18), width - 18), 7, "i dag", "i_dag"))
    y += YEARS
    for note in _notes(placed, width):
        placed["tekster"].append(text(0, y, note, "venstre"))
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
    if start > last:
        placed["tekster"].append(text(at(last) - 4, y + BAR / 2, f"begynder {row['begynder']} →", "hoejre"))
        return
    if stop is not None and stop < first:
        placed["tekster"].append(text(at(first) + 4, y + BAR / 2, f"← slut {row['slut']}", "venstre"))
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


def _day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()
