"""The wide drawing of a flow: lanes side by side, a row for each step, arrows through channels of their own. Knows no Django.

Each arrow into a step has a channel over that step's node, so that its words stand alone. Between lanes runs what would
otherwise go through a node.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from almen.ui.tegnere.farver import HAIR, PALETTE
from almen.ui.tegnere.flownoegle import BACK, FORWARD, WAITS, place_key
from almen.ui.tegnere.lag import Ting, line, text, wrap

NAMES, GAP = 292, 16  # the names' column, and what keeps it from the lanes
HEAD, PHASE = 30, 30  # the lanes' names, and a phase's
NODE, HIGH, BELOW, POINT = 62, 28, 15, 9  # a node's width and height, the space under it, and an arrow's head
CHANNEL, ROUND, PORT = (
    21,
    7,
    3,
)  # a channel's least height, a corner's radius, the space between arrows at a node
TRACKS = (0, 6, -6, 11, -11)  # places side by side between two lanes
SHADE = "#f3f6fa"
LETTER = 6.1  # about the width of one at 12 px


def place_lanes(chart: dict[str, Any], thick: Sequence[float]) -> dict[str, Any]:
    """Where everything goes in the wide drawing; `thick` is each arrow's width."""
    return _Lanes(chart, thick).place()


class _Lanes:
    def __init__(self, chart: dict[str, Any], thick: Sequence[float]) -> None:
        self.chart, self.width = chart, chart["bredde"] - 8
        self.lanes = {lane["id"]: number for number, lane in enumerate(chart["baner"])}
        self.lane = (self.width - NAMES - GAP) / len(self.lanes)
        self.node = min(NODE, self.lane - 24)
        self.rows = {step["id"]: number for number, step in enumerate(chart["trin"])}
        self.column = [self.lanes[step["bane"]] for step in chart["trin"]]
        self.arrows: list[Ting] = [
            {**row, "tyk": tyk, "a": self.rows.get(row["fra"]), "b": self.rows[row["til"]]}
            for row, tyk in zip(chart["rows"], thick, strict=True)
        ]
        self.tracks: dict[int, list[list[tuple[int, int]]]] = {}
        self.placed: dict[str, Any] = {
            key: [] for key in ("flader", "streger", "veje", "spidser", "knuder", "tekster")
        }

    def place(self) -> dict[str, Any]:
        """The whole drawing."""
        top = self._key()
        self._choose_sides()
        self._rows(top + HEAD)
        bottom = self.middles[-1] + HIGH / 2 + BELOW
        self._ground(top, bottom)
        self._ports()
        for arrow in self.arrows:
            self._arrow(arrow)
        for number, step in enumerate(self.chart["trin"]):
            self._node(step, self.middle(number), self.middles[number])
        return self.placed | {"hoejde": round(bottom + HEAD)}

    def middle(self, row: int) -> float:
        """The middle of the lane in which the step of this row stands."""
        return round(NAMES + GAP + (self.column[row] + 0.5) * self.lane, 1)

    def _choose_sides(self) -> None:
        """What goes back, or would go through a node, goes between lanes: on the side of its target, in a track of its own."""
        last = len(self.lanes) - 1
        for arrow in self.arrows:
            a, b = arrow["a"], arrow["b"]
            arrow["rende"] = None
            if a is None:
                continue
            low, high = min(a, b), max(a, b)
            if b > a and self.column[a] not in self.column[a + 1 : b]:
                continue
            step = self.column[b] - self.column[a]
            right = step > 0 or (step == 0 and self.column[a] < last)
            edge = self.column[a] + right
            arrow["hoejre"] = right
            taken = self.tracks.setdefault(edge, [])
            track = next(
                (n for n, spans in enumerate(taken) if all(high < x or y < low for x, y in spans)), len(taken)
            )
            if track == len(taken):
                taken.append([])
            taken[track].append((low, high))
            arrow["rende"] = round(NAMES + GAP + edge * self.lane + TRACKS[track % len(TRACKS)], 1)

    def _rows(self, top: float) -> None:
        """Each row's node and the channels over it: the nearest arrow uppermost, so that no other crosses its words."""
        self.middles: list[float] = []
        y = top
        phase = ""
        for row, step in enumerate(self.chart["trin"]):
            if step["fase"] != phase:
                phase = step["fase"]
                self.placed["tekster"].append(text(0, y + PHASE / 2, phase, "fase"))
                self.placed["streger"].append(line(0, self.width, y + 2, y + 2, "#aab2bd"))
                y += PHASE - CHANNEL / 2
            into = [arrow for arrow in self.arrows if arrow["b"] == row]
            for arrow in sorted(into, key=lambda arrow: abs(self._from_x(arrow) - self.middle(row))):
                y += CHANNEL + max(0.0, arrow["tyk"] - 4)
                arrow["kanal"] = round(y - arrow["tyk"] / 2, 1)
            y += POINT + 3
            self.middles.append(round(y + HIGH / 2, 1))
            y += HIGH + BELOW

    def _from_x(self, arrow: Ting) -> float:
        """Where the arrow comes down, or up, to its channel."""
        if arrow["rende"] is not None:
            return float(arrow["rende"])
        return self.middle(arrow["b"] if arrow["a"] is None else arrow["a"])

    def _ports(self) -> None:
        """Where arrows leave a node below and come in above, beside each other and in an order in which they do not cross."""
        for row in range(len(self.rows)):
            x = self.middle(row)
            out = [arrow for arrow in self.arrows if arrow["a"] == row and arrow["rende"] is None]
            self._spread(
                out, x, "ud", lambda arrow, x=x: _outward(self.middle(arrow["b"]) - x, arrow["kanal"])
            )
            into = [arrow for arrow in self.arrows if arrow["b"] == row]
            self._spread(
                into, x, "ind", lambda arrow, x=x: _outward(self._from_x(arrow) - x, -arrow["kanal"])
            )

    def _spread(self, arrows: list[Ting], x: float, key: str, order: Any) -> None:
        arrows = sorted(arrows, key=order)
        gap = PORT if key == "ud" else PORT + 3  # heads are wider than lines
        at = x - (sum(arrow["tyk"] for arrow in arrows) + gap * (len(arrows) - 1)) / 2
        for arrow in arrows:
            arrow[key] = round(at + arrow["tyk"] / 2, 1)
            at += arrow["tyk"] + gap

    def _arrow(self, arrow: Ting) -> None:
        """The line from node to channel to node, its head, and its words over the channel."""
        a, b, y, x = arrow["a"], arrow["b"], arrow["kanal"], arrow["ind"]
        colour = BACK if arrow["tilbage"] else FORWARD
        end = self.middles[b] - HIGH / 2
        if a is None:
            points = [(x, y - 4), (x, end - POINT)]
            self._head(x, y - 5, "circle", colour, 90)
        elif arrow["rende"] is not None:
            side = self.middle(a) + (self.node / 2 if arrow["hoejre"] else -self.node / 2)
            leaves = self.middles[a] + (-6 if arrow["tilbage"] else 6)
            points = [(side, leaves), (arrow["rende"], leaves), (arrow["rende"], y), (x, y), (x, end - POINT)]
        else:
            points = [(arrow["ud"], self.middles[a] + HIGH / 2), (arrow["ud"], y), (x, y), (x, end - POINT)]
        self.placed["veje"].append(
            {"punkter": rounded(points), "tyk": arrow["tyk"], "tilbage": arrow["tilbage"]}
        )
        self._head(x, end - POINT / 2 - 1, "triangle-down", colour, 70 + 8 * arrow["tyk"])
        self._words(arrow, points[-2])

    def _words(self, arrow: Ting, corner: tuple[float, float]) -> None:
        """Over the channel on the side that the arrow comes from; beside it where it comes straight down."""
        x, y = corner
        away, room = self._from_x(arrow) - x, len(arrow["tekst"]) * LETTER + 8
        straight, beyond = abs(away) < self.lane / 4, x - NAMES - GAP if away > 0 else self.width - x
        # Where the way is too short for the words, they stand on the other side of the corner, if there is room and nothing comes.
        meets = any(
            item["b"] == arrow["b"] and (self._from_x(item) - x) * away < 0
            for item in self.arrows
            if item is not arrow
        )
        turned = room > abs(away) and room < beyond and not meets
        left = x + room > self.width if straight else (away < 0) != turned
        shift = arrow["tyk"] / 2 + 6
        kind = "tilbage" if arrow["tilbage"] else "pil"
        at, side = (x - shift, "h") if left else (x + shift, "v")
        self.placed["tekster"].append(text(at, y - arrow["tyk"] / 2 - 8, arrow["tekst"], f"{kind}_{side}"))

    def _head(self, x: float, y: float, form: str, colour: str, size: float) -> None:
        self.placed["spidser"].append({"x": x, "y": y, "form": form, "farve": colour, "areal": size})

    def _node(self, step: Ting, x: float, y: float) -> None:
        """How many are done, and beside it in a frame how many wait; to the left the step's name and actor."""
        left, right, top, bottom = x - self.node / 2, x + self.node / 2, y - HIGH / 2, y + HIGH / 2
        between = left + self.node * (0.55 if step["venter"] else 1)
        box = {"y": top, "y2": bottom}
        if step["venter"]:
            self.placed["knuder"].append(box | {"x": left, "x2": right, "farve": "#ffffff", "kant": WAITS})
            self.placed["tekster"].append(text((between + right) / 2, y + 0.5, step["venter"], "venter"))
        self.placed["knuder"].append(
            box | {"x": left, "x2": between, "farve": PALETTE[0], "kant": PALETTE[0]}
        )
        self.placed["tekster"].append(text((left + between) / 2, y + 0.5, step["udfoert"], "udfoert"))
        names = wrap(step["navn"], NAMES - 30)
        at = y - 8 * len(names)
        self.placed["tekster"].append(text(20, at, str(step["nummer"]), "nummer"))
        for part in names:
            self.placed["tekster"].append(text(28, at, part, "navn"))
            at += 16
        self.placed["tekster"].append(text(28, at, step["hvem"], "hvem"))
        self.placed["streger"].insert(0, line(NAMES + GAP, self.width, y, y, HAIR))

    def _ground(self, top: float, bottom: float) -> None:
        """Every other lane shaded, its name above and below."""
        for number, lane in enumerate(self.chart["baner"]):
            x = NAMES + GAP + number * self.lane
            if number % 2 == 0:
                self.placed["flader"].append(
                    {"x": x, "x2": x + self.lane, "y": top, "y2": bottom + HEAD, "farve": SHADE}
                )
            for y in (top + HEAD / 2, bottom + HEAD / 2):
                self.placed["tekster"].append(text(x + self.lane / 2, y, lane["kort"], "bane"))

    def _key(self) -> float:
        """What nodes and arrows mean; the height it took."""
        return place_key(self.placed, self.width, any(arrow["tilbage"] for arrow in self.arrows))


def _outward(away: float, depth: float) -> tuple[int, float]:
    """Order from left to right: what turns left first, then what goes straight, then what turns right."""
    side = (away > 1) - (away < -1)
    return side, -side * depth


def rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line through the points with round corners, as short straight pieces."""
    bare = [points[0], *(after for before, after in pairwise(points) if before != after)]
    path = [bare[0]]
    for (x0, y0), (x1, y1), (x2, y2) in zip(bare, bare[1:], bare[2:], strict=False):
        before, after = math.hypot(x1 - x0, y1 - y0), math.hypot(x2 - x1, y2 - y1)
        radius = min(ROUND, before / 2, after / 2)
        start = (x1 + (x0 - x1) * radius / before, y1 + (y0 - y1) * radius / before)
        stop = (x1 + (x2 - x1) * radius / after, y1 + (y2 - y1) * radius / after)
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            path.append(
                (
                    round((1 - part) ** 2 * start[0] + 2 * part * (1 - part) * x1 + part**2 * stop[0], 1),
                    round((1 - part) ** 2 * start[1] + 2 * part * (1 - part) * y1 + part**2 * stop[1], 1),
                )
            )
    return [*path, bare[-1]]
