"""Colours, letters and line styles of all drawings: at least 3:1 against the ground, and never colour alone."""

from __future__ import annotations

PALETTE = ["#00356b", "#5b8fc7", "#a8c4e3", "#2a7a3b", "#a25b00", "#7a5195", "#6b7480"]
FONT = "IBM Plex Sans, system-ui, sans-serif"
INK, MUTED, HAIR = "#1a1a1a", "#555d6a", "#e3e7ed"
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 2], [1, 3]]
SHADES = ["#f3f6fa", "#bcd2ea"]  # light: letters and marks are read on them
MARKS = [("circle", "#00356b"), ("square", "#a25b00"), ("triangle-up", "#2a7a3b"), ("diamond", "#7a5195")]

# Surfaces told apart by colour and by pattern: colour, and the lines drawn white on it.
_LINES = {
    "skraa": "M-2,8L8,-2M-2,2L2,-2M4,8L8,4",
    "lodret": "M3,0V6",
    "vandret": "M0,3H6",
    "modskraa": "M-2,-2L8,8M-2,4L2,8M4,-2L8,2",
    "tern": "M3,0V6M0,3H6",
    "prik": "M2.2,3a.8,.8 0 1,0 1.6,0a.8,.8 0 1,0 -1.6,0Z",
}
SURFACES = [
    ("#00356b", ""),
    ("#3f7ab8", "skraa"),
    ("#2a7a3b", "lodret"),
    ("#a25b00", "prik"),
    ("#7a5195", "modskraa"),
    ("#555d6a", "vandret"),
    ("#00707c", "tern"),
]

# Light grounds behind lines and letters, hatched so that they are seen without colour: ground and lines.
GROUNDS = {"opfyldt": ("#fdf1df", "#f3d3a1"), "naaet": ("#e7f3ea", "#b5d8bf")}


def fill(index: int) -> str:
    """What a surface of series number `index` is filled with."""
    colour, pattern = SURFACES[index % len(SURFACES)]
    return f"url(#{pattern})" if pattern else colour


def edge(index: int) -> str:
    """The colour around it."""
    return SURFACES[index % len(SURFACES)][0]


def definitions(svg: str) -> str:
    """The patterns that `svg` uses, as SVG definitions; nothing where it uses none."""
    grounds = [(name, colour, "skraa", stroke) for name, (colour, stroke) in GROUNDS.items()]
    patterns = [(name, colour, name, "#ffffff") for colour, name in SURFACES if name]
    return "".join(
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{colour}"/>'
        f'<path d="{_LINES[lines]}" fill="none" stroke="{stroke}" stroke-width="1.5"/></pattern>'
        for name, colour, lines, stroke in [*patterns, *grounds]
        if f"url(#{name})" in svg
    )
