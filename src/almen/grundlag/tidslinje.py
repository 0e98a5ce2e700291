"""A parameter's values in time as SVG: a band for each kind of case, a field for each period.

Statute changes in steps: lines between points would show rates that never were; fields show what was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from almen.regler.dansk import format_periode, format_tal
from almen.regler.parameter import Raekke, Status
from almen.regler.resultat import Sikkerhed

WIDE, NARROW = 1000, 340
BAND, FIELD, TOP, AXIS = 52, 26, 6, 26
# Light to dark as the value rises; the letters on top keep their contrast.
SHADES = (("#e3edf8", "#1a1a1a"), ("#bcd4ee", "#1a1a1a"), ("#8fb6df", "#1a1a1a"), ("#00478f", "#ffffff"))
INK, MUTED, HAIR = "#1a1a1a", "#555d6a", "#d9dde3"
Series = Mapping[str, Sequence[tuple[Raekke, Decimal]]]


def draw_timeline(series: Series, *, titel: str, enhed: str, bredde: int = WIDE) -> str:
    """The drawing. `series` as `timeline_of` gives it; a dashed edge marks what is not sure."""
    first, last = _span(series)
    days = (last - first).days

    def place(day: dt.date) -> float:
        return round((day - first).days / days * bredde, 1)

    values = sorted({value for items in series.values() for _, value in items})
    height = TOP + BAND * len(series) + AXIS
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{bredde}" height="{height}" '
        f'viewBox="0 0 {bredde} {height}" font-family="IBM Plex Sans, sans-serif" font-size="13">',
        f"<title>{escape(titel)}</title><desc>{escape(_describe(series, enhed))}</desc>",
    ]
    parts += _axis(first, last, place, height, bredde)
    for number, (name, items) in enumerate(series.items()):
        top = TOP + number * BAND
        parts.append(
            f'<text x="2" y="{top + 14}" fill="{MUTED}">{escape(name[:1].upper() + name[1:])}</text>'
        )
        for row, value in items:
            left = place(row.fra) if row.fra else 0
            right = place(row.til + dt.timedelta(days=1)) if row.til else bredde
            parts += _field(row, value, values, left, min(right, bredde), top + 19)
    return "".join([*parts, "</svg>"])


def _span(series: Series) -> tuple[dt.date, dt.date]:
    """Whole years with a little room at open ends."""
    rows = [row for items in series.values() for row, _ in items]
    days = [day for row in rows for day in (row.fra, row.til) if day is not None]
    open_start = any(row.fra is None for row in rows)
    open_end = any(row.til is None for row in rows)
    first, last = min(days), max(days)
    return dt.date(first.year - (2 if open_start else 0), 1, 1), dt.date(
        last.year + (3 if open_end else 1), 1, 1
    )


def _axis(first: dt.date, last: dt.date, place: object, height: int, bredde: int) -> list[str]:
    years = last.year - first.year
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= bredde / 55)
    parts = []
    for year in range(first.year, last.year, step):
        x = place(dt.date(year, 1, 1))  # type: ignore[operator]
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{height - AXIS}" stroke="{HAIR}"/>')
        parts.append(f'<text x="{x + 2}" y="{height - 8}" fill="{MUTED}" font-size="12">{year}</text>')
    return parts


def _field(
    row: Raekke, value: Decimal, values: Sequence[Decimal], left: float, right: float, top: int
) -> list[str]:
    rank = values.index(value) * (len(SHADES) - 1) // max(len(values) - 1, 1)
    fill, ink = SHADES[rank]
    sure = row.sikkerhed is Sikkerhed.SIKKER and row.status is not Status.FORVENTET
    dash = "" if sure else ' stroke-dasharray="4 3"'
    width = max(right - left - 1, 1)
    text = format_tal(value)
    parts = [
        f'<rect x="{left + 0.5}" y="{top}" width="{width:.1f}" height="{FIELD}" rx="3" fill="{fill}" '
        f'stroke="{MUTED if not sure else fill}"{dash}/>'
    ]
    if width > 8 * len(text) + 4:
        parts.append(
            f'<text x="{left + width / 2:.1f}" y="{top + 18}" text-anchor="middle" fill="{ink}">{text}</text>'
        )
    return parts


def _describe(series: Series, enhed: str) -> str:
    return ". ".join(
        f"{name}: "
        + ", ".join(
            f"{format_periode(row.fra, row.til)} {format_tal(value)} {enhed}".strip() for row, value in items
        )
        for name, items in series.items()
    )
