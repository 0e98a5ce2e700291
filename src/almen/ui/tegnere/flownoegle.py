"""What nodes and arrows of a flow look like, and the key that says so. Knows no Django."""

from __future__ import annotations

from typing import Any

from almen.ui.tegnere.farver import PALETTE
from almen.ui.tegnere.lag import line, text

FORWARD, BACK, WAITS = PALETTE[1], "#b3261e", "#a25b00"
DASH = (5, 4)
KEY = 26  # a line of the key


def place_key(placed: dict[str, Any], width: float, back: bool, *, nodes: bool = True) -> float:
    """What nodes and arrows mean, in as many lines as it takes; the height of them."""
    entries = [("udført", "knude"), ("venter nu", "venter")] if nodes else []
    entries += [("kom hertil; tykkelsen er antallet", "pil")]
    entries += [("sendt tilbage", "tilbage")] if back else []
    x, y = 0.0, KEY / 2
    for words, kind in entries:
        room = 40 + len(words) * 6.6 + 18
        if x and x + room > width:
            x, y = 0.0, y + KEY
        if kind in ("knude", "venter"):
            colour = PALETTE[0] if kind == "knude" else WAITS
            ground = PALETTE[0] if kind == "knude" else "#ffffff"
            placed["knuder"].append(
                {"x": x + 2, "x2": x + 30, "y": y - 8, "y2": y + 8, "farve": ground, "kant": colour}
            )
        else:
            colour = BACK if kind == "tilbage" else FORWARD
            dash = DASH if kind == "tilbage" else (1, 0)
            placed["streger"].append(line(x + 2, x + 26, y, y, colour, 2 if kind == "tilbage" else 5, dash))
            placed["spidser"].append(
                {"x": x + 28, "y": y, "form": "triangle-right", "farve": colour, "areal": 90}
            )
        placed["tekster"].append(text(x + 40, y, words, "forklaring"))
        x += room
    return y + KEY / 2 + 6
