"""The narrow drawing of a flow: step under step, and under each the arrows that come to it. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from almen.ui.tegnere.flownoegle import BACK, DASH, FORWARD, place_key
from almen.ui.tegnere.lag import line, text, wrap

INDENT, ARROW = 26, 40  # where names begin, and where an arrow ends
LINE, SMALL, SPACE = 19, 16, 20


def place_list(chart: dict[str, Any], thick: Sequence[float]) -> dict[str, Any]:
    """Where everything goes; `thick` is each arrow's width."""
    placed: dict[str, Any] = {
        key: [] for key in ("flader", "streger", "veje", "spidser", "knuder", "tekster")
    }
    width = chart["bredde"] - 8
    names = {step["id"]: f"{step['nummer']} {step['navn']}" for step in chart["trin"]}
    arrows = list(zip(chart["rows"], thick, strict=True))
    y = place_key(placed, width, any(row["tilbage"] for row in chart["rows"]), nodes=False) + 12
    phase = ""
    for step in chart["trin"]:
        if step["fase"] != phase:
            phase = step["fase"]
            for part in _lines(phase, width):
                placed["tekster"].append(text(0, y, part, "fase"))
                y += LINE
            placed["streger"].append(line(0, width, y - 6, y - 6, "#aab2bd"))
            y += 10
        placed["tekster"].append(text(INDENT - 8, y, str(step["nummer"]), "nummer"))
        for part in _lines(step["navn"], width - INDENT):
            placed["tekster"].append(text(INDENT, y, part, "trin"))
            y += LINE
        for part in _lines(f"{step['hvem']} · {step['stand']}", width - INDENT, 6.2):
            placed["tekster"].append(text(INDENT, y - 1, part, "hvem"))
            y += SMALL
        for row, tyk in arrows:
            if row["til"] == step["id"]:
                y = _arrow(placed, row, tyk, names, y + 8, width)
        y += SPACE
    return placed | {"hoejde": round(y - SPACE / 2)}


def _arrow(
    placed: dict[str, Any], row: dict[str, Any], tyk: float, names: dict[str, str], y: float, width: float
) -> float:
    """The arrow with its figures, and under them where it came from; the height reached."""
    colour = BACK if row["tilbage"] else FORWARD
    placed["streger"].append(
        line(INDENT + 2, INDENT + ARROW - 8, y, y, colour, tyk, DASH if row["tilbage"] else (1, 0))
    )
    placed["spidser"].append(
        {
            "x": INDENT + ARROW - 4,
            "y": y,
            "form": "triangle-right",
            "farve": colour,
            "areal": 70 + 8 * tyk,
        }
    )
    left = INDENT + ARROW + 8
    placed["tekster"].append(text(left, y, row["tekst"], "liste"))
    came = f"fra {names[row['fra']]}" if row["fra"] else "fra sagens åbning"
    for part in _lines(f"{'sendt tilbage ' if row['tilbage'] else ''}{came}", width - left, 6.2):
        y += SMALL
        placed["tekster"].append(text(left, y, part, "fra_tilbage" if row["tilbage"] else "fra"))
    return y + SMALL - 3


def _lines(words: str, pixels: float, letter: float = 7.4) -> list[str]:
    """The words on as many lines as it takes."""
    first, *rest = wrap(words, pixels, letter)
    return [first, *(_lines(rest[0], pixels, letter) if rest else ())]
