"""Layers of things whose places are pixels already: the library draws them, there is nothing to scale. Knows no Django.

A thing is a dict with `x` and `y`, and what its layer needs: `x2`, `y2`, `farve`, `tekst` …
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Ting = dict[str, Any]
LETTER = 6.7  # about the width of one at 13 px; the library measures exactly, and cuts what is too long


def base(alt: Any, things: Sequence[Ting]) -> Any:
    """A chart of the things at their places, without axes."""
    return alt.Chart(alt.Data(values=list(things))).encode(
        x=alt.X("x:Q", scale=None, axis=None), y=alt.Y("y:Q", scale=None, axis=None)
    )


def draw_lines(alt: Any, things: Sequence[Ting]) -> Any:
    """Straight lines in their own colour, width (`tyk`) and dashes (`streg`)."""
    return (
        base(alt, things)
        .mark_rule(strokeCap="round")
        .encode(
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color("farve:N", scale=None),
            strokeWidth=alt.StrokeWidth("tyk:Q", scale=None),
            strokeDash=alt.StrokeDash("streg:N", scale=None),
        )
    )


def draw_surfaces(alt: Any, things: Sequence[Ting]) -> Any:
    """Rectangles, each filled with its own `farve`."""
    return (
        base(alt, things)
        .mark_rect()
        .encode(x2="x2:Q", y2="y2:Q", fill=alt.Fill("farve:N", scale=None, legend=None))
    )


def draw_letters(alt: Any, things: Sequence[Ting], styles: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Texts by their `stil`. A style with `kant` is written on a white edge, to be read over lines."""
    layers = []
    for name, style in styles.items():
        chosen = [thing for thing in things if thing["stil"] == name]
        look = {"baseline": "middle", **{key: value for key, value in style.items() if key != "kant"}}
        if not chosen:
            continue
        letters = base(alt, chosen)
        if style.get("kant"):
            layers.append(letters.mark_text(**look, stroke="white", strokeWidth=3).encode(text="tekst:N"))
        layers.append(letters.mark_text(**look).encode(text="tekst:N"))
    return layers


def line(
    x: float, x2: float, y: float, y2: float, farve: str, tyk: float = 1, streg: Sequence[int] = (1, 0)
) -> Ting:
    """A line as `draw_lines` wants it."""
    return {"x": x, "x2": x2, "y": y, "y2": y2, "farve": farve, "tyk": tyk, "streg": list(streg)}


def text(x: float, y: float, tekst: str, stil: str) -> Ting:
    """A text as `draw_letters` wants it."""
    return {"x": x, "y": y, "tekst": tekst, "stil": stil}


def wrap(name: str, pixels: float, letter: float = LETTER) -> list[str]:
    """A name on one line or two, broken at a space or after a stroke or a hyphen."""
    first, rest = "", re.split(r"(?<=[ /-])", name)
    while rest and (not first or len((first + rest[0]).rstrip()) * letter <= pixels):
        first += rest.pop(0)
    return [part for part in (first.rstrip(), "".join(rest).strip()) if part] or [""]
