"""Figures against limits over the years: one drawing, or many small ones to the same measure. Knows no Django."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from almen.ui.tegnere import lag
from almen.ui.tegnere.farver import HAIR, INK, MUTED, PALETTE, SHADES
from almen.ui.tegnere.lag import LETTER, Ting, line, text

LINE, LIMIT, MET, REACHED = PALETTE[0], "#a25b00", "#b3261e", "#2a7a3b"
SMALL, SPACE, NAME, PLOT, FOOT = 146, 18, 17, 66, 18  # a small drawing's least width, and its parts
STYLES: dict[str, dict[str, Any]] = {
    "navn": {"align": "left", "fontWeight": "bold", "fontSize": 13},
    "tal": {"align": "left", "fontSize": 12},
    "akse": {"align": "center", "fontSize": 12, "color": MUTED},
    "akse_v": {"align": "left", "fontSize": 12, "color": MUTED},
    "akse_h": {"align": "right", "fontSize": 12, "color": MUTED},
    "graense": {"align": "left", "fontSize": 12, "color": INK, "kant": True},
    "punkt": {"align": "center", "fontSize": 12, "kant": True},
    "forklaring": {"align": "left", "fontSize": 12.5},
}


def draw_threshold(alt: Any, chart: dict[str, Any]) -> Any:
    """One figure over the years, large enough to read each."""
    return _draw(alt, chart, place_threshold(chart))


def draw_multiples(alt: Any, chart: dict[str, Any]) -> Any:
    """A small drawing for each figure."""
    return _draw(alt, chart, place_multiples(chart))


def _draw(alt: Any, chart: dict[str, Any], placed: dict[str, Any]) -> Any:
    layers = []
    if placed["flader"]:
        layers.append(lag.draw_surfaces(alt, placed["flader"]))
    if placed["baand"]:
        layers.append(
            lag.base(alt, placed["baand"])
            .mark_area(color=SHADES[1], opacity=0.7, orient="vertical")
            .encode(y2="y2:Q", detail="panel:N")
        )
    layers.append(lag.draw_lines(alt, placed["streger"]))
    points = lag.base(alt, placed["punkter"]).mark_point(opacity=1, stroke="white", strokeWidth=1)
    layers.append(
        points.encode(
            shape=alt.Shape("form:N", scale=None, legend=None),
            fill=alt.Fill("farve:N", scale=None, legend=None),
            size=alt.Size("areal:Q", scale=None, legend=None),
        )
    )
    names = {"navn": STYLES["navn"] | {"limit": placed.get("kolonne", chart["bredde"])}}
    layers += lag.draw_letters(alt, placed["tekster"], STYLES | names)
    return alt.layer(*layers).properties(width=chart["bredde"], height=placed["hoejde"])


def _nothing() -> dict[str, Any]:
    return {"flader": [], "baand": [], "streger": [], "punkter": [], "tekster": []}


def place_threshold(chart: dict[str, Any]) -> dict[str, Any]:
    """Where everything goes in the large drawing: axes, the limit with its words, and a figure at each point there is room for."""
    placed, width = _nothing(), chart["bredde"] - 8
    (panel,) = chart["paneler"]
    top = _explain(placed, chart, width) + 10
    bottom = top + chart["hoejde"]
    low, high, ticks = _scale([panel], 5)
    labels = [f"{tick:.{_decimals(ticks)}f}".replace(".", ",") for tick in ticks]
    left = max(map(len, labels)) * LETTER + 10
    years = _years(chart["paneler"])
    plot = _Plot(years, left, width - 6, top, bottom, low, high)
    for tick, label in zip(ticks, labels, strict=True):
        placed["streger"].append(line(left, plot.right, plot.y(tick), plot.y(tick), HAIR))
        placed["tekster"].append(text(left - 6, plot.y(tick), label, "akse_h"))
    every = math.ceil(34 / plot.step)
    for year in years:
        if (years[-1] - year) % every == 0:
            placed["tekster"].append(text(plot.x(year), bottom + 14, str(year), "akse"))
    _place(placed, panel, plot, "0", thick=2.5, size=80)
    _write_figures(placed, panel, plot)
    _name_limits(placed, panel, plot)
    return placed | {"hoejde": bottom + 24}


def _write_figures(placed: dict[str, Any], panel: dict[str, Any], plot: _Plot) -> None:
    """Figures at their points, the newest first and then as many as there is room for, beside the line rather than on it."""
    longest = max([0, *(len(item["tekst"]) for item in panel["tal"])])
    every = math.ceil((longest * LETTER + 12) / plot.step)
    values = [float(item["v"]) for item in panel["tal"]]
    for index in range(len(values) - 1, -1, -every):
        item, value = panel["tal"][index], values[index]
        before, after = values[max(0, index - 1)], values[min(len(values) - 1, index + 1)]
        below = before > value <= after or before >= value < after
        aside = 0 if below or value >= max(before, after) else 9 if before > after else -9
        x, y = plot.x(item["aar"]) + aside, plot.y(value) + (14 if below else -13)
        placed["tekster"].append(text(x, y, item["tekst"], "punkt"))


def place_multiples(chart: dict[str, Any]) -> dict[str, Any]:
    """Where everything goes: as many columns as there is room for, each drawing under its name and its newest figure."""
    placed, width = _nothing(), chart["bredde"] - 8
    panels = chart["paneler"]
    columns = max(1, min(len(panels), int((width + SPACE) / (SMALL + SPACE))))
    each = min((width - SPACE * (columns - 1)) / columns, 260)
    top = _explain(placed, chart, width) + 14
    shared = _scale(panels, 3)[:2] if chart["faelles"] else None
    room = max([0, *(len(item["tekst"]) for panel in panels for item in panel["graenser"][-1:])]) * 6.6 + 8
    names = [lag.wrap(panel["navn"], each, 7.5) for panel in panels]
    years = _years(panels)
    y = float(top)
    for first in range(0, len(panels), columns):
        lines = max(map(len, names[first : first + columns]))
        for column, panel in enumerate(panels[first : first + columns]):
            x = column * (each + SPACE)
            placed["tekster"] += [
                text(x, y + NAME * n, part, "navn") for n, part in enumerate(names[first + column])
            ]
            low, high = shared or _scale([panel], 3)[:2]
            under = y + NAME * (lines + 2)
            plot = _Plot(years, x, x + each - room, under, under + PLOT, low, high)
            _place_small(placed, panel, plot, f"{first + column}")
        y += NAME * (lines + 2) + PLOT + FOOT + 18
    return placed | {"hoejde": y - 16, "kolonne": each}


def _place_small(placed: dict[str, Any], panel: dict[str, Any], plot: _Plot, panel_id: str) -> None:
    """One small drawing, with its newest figure and how that stands in words over it."""
    x, y = plot.left, plot.top
    placed["tekster"].append(text(x, y - 2 * NAME, panel["seneste"], "tal"))
    if panel["ord"]:
        placed["punkter"].append(_point(x + 6, y - NAME, panel, 50))
        placed["tekster"].append(text(x + 16, y - NAME, panel["ord"], "tal"))
    placed["streger"].append(line(x, plot.right, plot.bottom, plot.bottom, "#aab2bd"))
    _place(placed, panel, plot, panel_id, thick=1.75, size=22)
    for last in panel["graenser"][-1:]:
        beside = plot.x(last["aar"]) + plot.step / 2 + 4
        placed["tekster"].append(text(beside, plot.y(float(last["v"])), last["tekst"], "graense"))
    placed["tekster"] += [
        text(x, plot.bottom + 12, str(plot.years[0]), "akse_v"),
        text(plot.right, plot.bottom + 12, str(plot.years[-1]), "akse_h"),
    ]


class _Plot:
    """The place of a year and of a figure in one drawing."""

    def __init__(
        self, years: range, left: float, right: float, top: float, bottom: float, low: float, high: float
    ) -> None:
        self.years, self.left, self.right, self.top, self.bottom = years, left, right, top, bottom
        self.step = (right - left) / len(years)
        self._low, self._scale = low, (bottom - top) / (high - low)

    def x(self, year: float) -> float:
        """The middle of the year."""
        return round(self.left + (year - self.years[0] + 0.5) * self.step, 1)

    def y(self, value: float) -> float:
        """The height of a figure."""
        return round(self.bottom - (value - self._low) * self._scale, 1)


def _years(panels: list[dict[str, Any]]) -> range:
    years = [item["aar"] for panel in panels for key in ("tal", "frem", "graenser") for item in panel[key]]
    return range(min(years), max(years) + 1)


def _scale(panels: list[dict[str, Any]], wanted: int) -> tuple[float, float, list[float]]:
    """Lowest and highest that is drawn, at round figures, and the figures to write: never below zero for figures that are not."""
    values = [float(item["v"]) for panel in panels for key in ("tal", "graenser") for item in panel[key]]
    values += [float(item[key]) for panel in panels for item in panel["frem"] for key in ("v", "lav", "hoej")]
    low, high = min(values, default=0), max(values, default=1)
    room = (high - low or abs(high) or 1) * 0.12
    low, high = (max(0, low - room) if low >= 0 else low - room), high + room
    rough = (high - low) / wanted
    ten = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * ten for factor in (1, 2, 2.5, 5, 10) if factor * ten >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return low, high, [round(number * step, 10) for number in range(first, last + 1)]


def _decimals(ticks: list[float]) -> int:
    return max((len(f"{tick:.10g}".partition(".")[2]) for tick in ticks), default=0)


def _place(
    placed: dict[str, Any], panel: dict[str, Any], plot: _Plot, panel_id: str, *, thick: float, size: float
) -> None:
    """The side that counts, the limit in steps, the figure with its gaps, what is expected, and the goal's day."""
    half = plot.step / 2
    edge = plot.top if panel["opad"] else plot.bottom
    for item in _runs(panel["graenser"]):
        x, x2, y = plot.x(item["fra"]) - half, plot.x(item["til"]) + half, plot.y(float(item["v"]))
        ground, colour = ("url(#naaet)", REACHED) if panel["maal"] else ("url(#opfyldt)", LIMIT)
        placed["flader"].append({"x": x, "x2": x2, "y": min(y, edge), "y2": max(y, edge), "farve": ground})
        placed["streger"].append(line(x, x2, y, y, colour, 2))
    for one, other in pairwise(panel["graenser"]):
        if other["aar"] == one["aar"] + 1 and one["v"] != other["v"]:
            x = plot.x(other["aar"]) - half
            placed["streger"].append(line(x, x, plot.y(float(one["v"])), plot.y(float(other["v"])), LIMIT, 2))
    if panel["maal"]:
        x = plot.x(panel["maal"]["aar"])
        placed["streger"].append(line(x, x, plot.top, plot.bottom, REACHED, 1.5, (2, 3)))
    spots = [(item["aar"], plot.x(item["aar"]), plot.y(float(item["v"]))) for item in panel["tal"]]
    for (year, x, y), (next_year, x2, y2) in pairwise(spots):
        if next_year == year + 1:
            placed["streger"].append(line(x, x2, y, y2, LINE, thick))
    _place_coming(placed, panel, plot, spots[-1:], thick, panel_id)
    placed["punkter"] += [
        _point(x, y, item | {"maal": panel["maal"]}, size)
        for item, (_, x, y) in zip(panel["tal"], spots, strict=True)
    ]


def _place_coming(
    placed: dict[str, Any], panel: dict[str, Any], plot: _Plot, last: list[Any], thick: float, panel_id: str
) -> None:
    """The coming years: dashed from the last figure, with their uncertainty around them."""
    coming = [
        (plot.x(item["aar"]), *(plot.y(float(item[key])) for key in ("v", "lav", "hoej")))
        for item in panel["frem"]
    ]
    if not coming:
        return
    spots = [(x, y, y, y) for _, x, y in last] + coming
    if any(low != high for _, _, low, high in coming):
        placed["baand"] += [{"x": x, "y": high, "y2": low, "panel": panel_id} for x, _, low, high in spots]
        for part in (2, 3):
            placed["streger"] += [
                line(a[0], b[0], a[part], b[part], PALETTE[1], 1) for a, b in pairwise(spots)
            ]
    placed["streger"] += [line(a[0], b[0], a[1], b[1], LINE, thick, (5, 4)) for a, b in pairwise(spots)]


def _point(x: float, y: float, item: dict[str, Any], size: float) -> Ting:
    """A figure's mark: form tells what colour tells."""
    form, colour, more = {
        True: ("diamond", REACHED if item["maal"] else MET, 1.4),
        False: ("circle", LINE, 1),
        None: ("square", MUTED, 1),
    }[item["stand"]]
    return {"x": x, "y": y, "form": form, "farve": colour, "areal": size * more}


def _runs(limits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Years in a row with the same limit as one."""
    runs: list[dict[str, Any]] = []
    for item in limits:
        if runs and runs[-1]["til"] == item["aar"] - 1 and runs[-1]["v"] == item["v"]:
            runs[-1]["til"] = item["aar"]
        else:
            runs.append({**item, "fra": item["aar"], "til": item["aar"]})
    return runs


def _name_limits(placed: dict[str, Any], panel: dict[str, Any], plot: _Plot) -> None:
    """The limit in words where there is room, and always the last one; the goal's day at its line."""
    runs = _runs(panel["graenser"])
    for run in runs:
        x, x2 = plot.x(run["fra"]) - plot.step / 2, plot.x(run["til"]) + plot.step / 2
        y, room = plot.y(float(run["v"])), len(run["langt"]) * LETTER + 8
        last = run is runs[-1]
        if last or x2 - x >= room:
            x = min(x, x2 - room)
            away = (12, -12) if panel["opad"] else (-12, 12)
            places = [(left, y + dy) for dy in away for left in (x2 - room, x + 4, (x + x2 - room) / 2)]
            _write_where_free(placed, run["langt"], places, anyway=last)
    if panel["maal"]:
        x, room = plot.x(panel["maal"]["aar"]), len(panel["maal"]["tekst"]) * LETTER
        places = [(left, y) for y in (plot.top + 8, plot.bottom - 8) for left in (x - room - 4, x + 6)]
        within = [place for place in places if place[0] + room < plot.right]
        _write_where_free(placed, panel["maal"]["tekst"], within, anyway=True)


def _write_where_free(
    placed: dict[str, Any], words: str, places: list[tuple[float, float]], *, anyway: bool
) -> None:
    """The words at the place with the fewest lines, points and letters under them; the first of equals."""
    taken = [(item["x"], item["y"]) for item in (*placed["punkter"], *placed["tekster"])]
    for item in placed["streger"]:
        if item["farve"] in (LINE, PALETTE[1]):
            parts = [part / 8 for part in range(9)]
            taken += [
                (item["x"] + (item["x2"] - item["x"]) * part, item["y"] + (item["y2"] - item["y"]) * part)
                for part in parts
            ]

    def under(place: tuple[float, float]) -> int:
        left, y = place
        right = left + len(words) * LETTER
        return sum(left - 14 < tx < right + 14 and abs(ty - y) < 14 for tx, ty in taken)

    best = min(places, key=under)
    if anyway or not under(best):
        placed["tekster"].append(text(*best, words, "graense"))


def _explain(placed: dict[str, Any], chart: dict[str, Any], width: float) -> float:
    """What forms, lines and grounds mean, line after line from the top; the height they took."""
    panels = chart["paneler"]
    goal = any(panel["maal"] for panel in panels)
    states = {item["stand"] for panel in panels for item in panel["tal"]}
    words = (
        {True: "målet nået", False: "målet ikke nået"} if goal else {True: "opfyldt", False: "ikke opfyldt"}
    )
    entries: list[tuple[str, Callable[[float, float], None]]] = []

    def mark(state: bool | None) -> Callable[[float, float], None]:
        item = {"stand": state, "maal": goal}
        return lambda x, y: placed["punkter"].append(_point(x + 9, y, item, 80))

    def ground(x: float, y: float) -> None:
        under, colour = ("url(#naaet)", REACHED) if goal else ("url(#opfyldt)", LIMIT)
        placed["flader"].append({"x": x, "x2": x + 18, "y": y - 7, "y2": y + 7, "farve": under})
        edge = y + 7 if panels[0]["opad"] else y - 7
        placed["streger"].append(line(x, x + 18, edge, edge, colour, 2))

    def dashed(x: float, y: float) -> None:
        placed["streger"].append(line(x, x + 18, y, y, LINE, 2.5, (5, 4)))

    entries += [(words[state], mark(state)) for state in (True, False) if state in states]
    entries += [("grænse ikke kendt", mark(None))] if None in states else []
    if any(panel["graenser"] for panel in panels):
        entries.append(
            (
                "målet, og den side hvor det er nået"
                if goal
                else "grænsen, og den side hvor kriteriet er opfyldt",
                ground,
            )
        )
    if any(panel["frem"] for panel in panels):
        entries.append((chart["fremskrevet"], dashed))
    x, y = 0.0, 9.0
    for words_of, draw in entries:
        room = 24 + len(words_of) * LETTER + 14
        if x and x + room > width:
            x, y = 0.0, y + 19
        draw(x, y)
        placed["tekster"].append(text(x + 24, y, words_of, "forklaring"))
        x += room
    return y + 10
