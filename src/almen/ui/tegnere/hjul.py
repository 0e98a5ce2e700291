"""The year wheel's part of the drawing program: twelve months in a ring, marks in them. Knows no Django."""

from __future__ import annotations

import math
from typing import Any

MONTHS = ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
# Form, fill, edge and letters of each series in its order: form tells what colour tells.
LOOK = (
    ("circle", "#ffffff", "#555d6a", "#1a1a1a"),
    ("square", "#00356b", "#00356b", "#ffffff"),
    ("circle", "#2a7a3b", "#2a7a3b", "#ffffff"),
    ("diamond", "#b3261e", "#b3261e", "#ffffff"),
    ("cross", "#ffffff", "#555d6a", "#1a1a1a"),
)
SHADE, PLAIN, EDGE, MUTED = "#dbe7f5", "#f3f6fa", "#aab2bd", "#555d6a"
PER_ROW = 2


def draw_wheel(alt: Any, chart: dict[str, Any]) -> Any:
    """January begins at the top, the year goes with the clock. Places are pixels: there is nothing to scale."""
    size = min(chart["bredde"], 440) - 8
    width, centre = chart["bredde"] - 8, size / 2
    middle = width / 2
    outer, inner = centre - 26, centre * 0.27
    months = [_month(number, chart["nu"], middle, centre, outer + 13) for number in range(12)]
    ring = (
        alt.Chart(alt.Data(values=months))
        .mark_arc(innerRadius=inner, outerRadius=outer, stroke=EDGE, strokeWidth=1)
        .encode(
            x=alt.value(middle),
            y=alt.value(centre),
            theta=alt.Theta("fra:Q", scale=None),
            theta2="til:Q",
            color=alt.Color("farve:N", scale=None),
        )
    )
    place = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
    names = (
        alt.Chart(alt.Data(values=months))
        .mark_text(fontSize=12, baseline="middle", color=MUTED)
        .encode(**place, text="navn:N")
    )
    centre_text = (
        alt.Chart(alt.Data(values=[{"x": middle, "y": centre, "navn": chart["midte"]}]))
        .mark_text(fontSize=24, fontWeight="bold", baseline="middle")
        .encode(**place, text="navn:N")
    )
    marks = _marks(chart, middle, centre, outer, inner)
    domain = chart["serier"]
    look = [LOOK[index] for index in range(len(domain))]
    base = alt.Chart(alt.Data(values=marks)).encode(**place)
    points = base.mark_point(
        size=480 if width > 400 else 330, filled=True, opacity=1, strokeWidth=1.5
    ).encode(
        shape=alt.Shape(
            "s:N",
            sort=domain,
            scale=alt.Scale(domain=domain, range=[item[0] for item in look]),
            legend=alt.Legend(columns=4 if width > 400 else 2, symbolSize=160, title=None),
        ),
        fill=alt.Fill("s:N", sort=domain, scale=alt.Scale(domain=domain, range=[item[1] for item in look])),
        stroke=alt.Stroke(
            "s:N", sort=domain, scale=alt.Scale(domain=domain, range=[item[2] for item in look])
        ),
    )
    signs = base.mark_text(fontSize=12, fontWeight="bold", baseline="middle").encode(
        text="n:N", color=alt.Color("blaek:N", scale=None)
    )
    return alt.layer(ring, names, centre_text, points, signs).properties(width=width, height=size)


def _month(number: int, now: int | None, middle: float, centre: float, radius: float) -> dict[str, Any]:
    """One sector with the place of its name."""
    step = math.pi / 6
    angle = (number + 0.5) * step
    return {
        "fra": number * step,
        "til": (number + 1) * step,
        "farve": SHADE if number + 1 == now else PLAIN,
        "navn": MONTHS[number],
        "x": middle + radius * math.sin(angle),
        "y": centre - radius * math.cos(angle),
    }


def _marks(
    chart: dict[str, Any], middle: float, centre: float, outer: float, inner: float
) -> list[dict[str, Any]]:
    """Each mark with its place: two beside each other, the first outermost, closer together the more there are."""
    by_month: dict[int, list[dict[str, Any]]] = {}
    for row in chart["rows"]:
        by_month.setdefault(row["m"], []).append(row)
    placed = []
    for month, rows in by_month.items():
        lines = math.ceil(len(rows) / PER_ROW)
        gap = min(30.0, (outer - inner - 24) / max(1, lines))
        for index, row in enumerate(rows):
            line, side = divmod(index, PER_ROW)
            alone = side == 0 and index == len(rows) - 1
            turn = 0.5 if alone else (0.27 if side == 0 else 0.73)
            angle = (month - 1 + turn) * math.pi / 6
            radius = outer - 17 - line * gap
            placed.append(
                {
                    "x": middle + radius * math.sin(angle),
                    "y": centre - radius * math.cos(angle),
                    "s": row["s"],
                    "n": row["n"],
                    "blaek": LOOK[chart["serier"].index(row["s"])][3],
                }
            )
    return placed
