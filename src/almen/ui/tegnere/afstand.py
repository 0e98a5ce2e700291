"""Each criterion's distance to its limit: a line from the limit to a mark whose form tells how it stands. Knows no Django."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from almen.ui.tegnere import lag
from almen.ui.tegnere.farver import MUTED, PALETTE
from almen.ui.tegnere.lag import line, text

WIDE = 700  # from here on name and words stand beside the drawing; below, over and under it
NAMES, WORDS = 300, 350
HEAD, HEADING, LETTERS, STEM = 42, 38, 17, 22
LIMIT = "#a25b00"
STEPS = (10, 25, 50, 100)  # percent of the limit on either side; what is farther away has an arrow
MARKS = {True: ("diamond", "#b3261e", 150), False: ("circle", PALETTE[0], 110), None: ("square", MUTED, 90)}
STYLES: dict[str, dict[str, Any]] = {
    "navn": {"align": "left", "fontWeight": "bold"},
    "gruppe": {"align": "left", "fontWeight": "bold", "fontSize": 14},
    "ord": {"align": "left", "fontSize": 12.5},
    "afstand": {"align": "left", "fontSize": 12.5, "color": MUTED},
    "akse": {"align": "center", "fontSize": 12, "color": MUTED},
    "akse_h": {"align": "right", "fontSize": 12, "color": MUTED},
    "akse_v": {"align": "left", "fontSize": 12, "color": MUTED},
    "side_h": {"align": "right", "fontSize": 12.5},
    "side_v": {"align": "left", "fontSize": 12.5},
    "ukendt": {"align": "center", "fontSize": 16, "fontWeight": "bold", "kant": True},
}


def draw_distance(alt: Any, chart: dict[str, Any]) -> Any:
    """Places are pixels, computed by `place_distance`."""
    placed = place_distance(chart)
    points = lag.base(alt, placed["punkter"]).mark_point(opacity=1, stroke="white", strokeWidth=1)
    return alt.layer(
        lag.draw_surfaces(alt, placed["flader"]),
        lag.draw_lines(alt, placed["streger"]),
        points.encode(
            shape=alt.Shape("form:N", scale=None, legend=None),
            fill=alt.Fill("farve:N", scale=None, legend=None),
            size=alt.Size("areal:Q", scale=None, legend=None),
        ),
        *lag.draw_letters(alt, placed["tekster"], STYLES),
    ).properties(width=chart["bredde"], height=placed["hoejde"])


def place_distance(chart: dict[str, Any]) -> dict[str, Any]:
    """Where everything goes, in pixels from the upper left corner."""
    width = chart["bredde"] - 8
    wide = width >= WIDE
    left, right = (NAMES, width - WORDS) if wide else (0, width)
    middle = (left + right) / 2
    farthest = max((abs(float(row["pct"])) for row in chart["rows"] if row["pct"]), default=0)
    reach = next((step for step in STEPS if farthest <= step), STEPS[-1])
    scale = (right - left - 24) / 2 / reach  # room for a mark at either end
    ticks = [middle + percent * scale for percent in (-reach, -reach / 2, reach / 2, reach)]
    placed: dict[str, Any] = {key: [] for key in ("flader", "streger", "punkter", "tekster")}
    y = float(HEAD)
    for group, rows in groupby(chart["rows"], key=lambda row: row["gruppe"]):
        if group:
            placed["tekster"].append(text(0, y + 18, group, "gruppe"))
            placed["streger"].append(line(0, width, y + 30, y + 30, "#aab2bd"))
            y += HEADING
        for row in rows:
            y = _place_row(placed, row, y, (left, right, middle, scale), ticks)
    half = f"{reach / 2:g}".replace(".", ",") + " pct."
    placed["tekster"] += [
        text(left, 9, "← ikke opfyldt", "side_v"),
        text(right, 9, "opfyldt →", "side_h"),
        text(left, 31, f"{reach} pct.", "akse_v"),
        text(ticks[1], 31, half, "akse"),
        text(middle, 31, "grænsen", "akse"),
        text(ticks[2], 31, half, "akse"),
        text(right, 31, f"{reach} pct.", "akse_h"),
    ]
    return placed | {"hoejde": y - 10}


def _place_row(
    placed: dict[str, Any], row: dict[str, Any], y: float, plot: tuple[float, ...], ticks: list[float]
) -> float:
    """A criterion's name, strip with mark, and words; gives where the next begins."""
    left, right, middle, _ = plot
    wide = left > 0
    names = lag.wrap(row["navn"], (NAMES if wide else right) - 12, 7.5)
    words = [(part, "ord") for part in lag.wrap(row["ord"], (WORDS if wide else right) - 16, 5.9)]
    words += [(row["afstand"], "afstand")] if row["afstand"] else []
    placed["tekster"] += [text(0, y + 12 + LETTERS * n, part, "navn") for n, part in enumerate(names)]
    if not wide:
        y += LETTERS * len(names) + 6
    placed["flader"] += [
        {"x": left, "x2": middle, "y": y, "y2": y + STEM, "farve": "#f3f6fa"},
        {"x": middle, "x2": right, "y": y, "y2": y + STEM, "farve": "url(#opfyldt)"},
    ]
    placed["streger"] += [line(x, x, y, y + STEM, "#d5dae1") for x in ticks]
    placed["streger"].append(line(middle, middle, y - 2, y + STEM + 2, LIMIT, 2))
    _place_mark(placed, row, y + STEM / 2, plot)
    x, below = (right + 16, y + 12) if wide else (0, y + STEM + 12)
    placed["tekster"] += [text(x, below + LETTERS * n, part, style) for n, (part, style) in enumerate(words)]
    tall = LETTERS * max(len(names), len(words)) if wide else STEM + 4 + LETTERS * len(words)
    return y + max(tall, STEM) + 16


def _place_mark(placed: dict[str, Any], row: dict[str, Any], y: float, plot: tuple[float, ...]) -> None:
    """A line from the limit to the figure's mark; an arrow where it is farther away than is drawn."""
    left, right, middle, scale = plot
    form, colour, size = MARKS[row["stand"]]
    if row["pct"] is None:
        placed["tekster"].append(text(middle, y, "?", "ukendt"))
        return
    x = middle + float(row["pct"]) * scale
    if not left + 11 <= x <= right - 11:
        x, form = (right - 12, "triangle-right") if x > middle else (left + 12, "triangle-left")
    placed["streger"].append(line(middle, x, y, y, colour, 2.5))
    placed["punkter"].append({"x": round(x, 1), "y": y, "form": form, "farve": colour, "areal": size})
