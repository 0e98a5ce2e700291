"""Danish dates for messages; no locale is needed."""

from __future__ import annotations

import datetime as dt

MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def dansk_dato(dato: dt.date) -> str:
    """E.g. *31. december 2026*."""
    return f"{dato.day}. {MAANEDER[dato.month - 1]} {dato.year}"
