"""The figures and demands of an administrationsgrundlag: which there are, of what kind, and within what bounds.

A value is kept as plain text ("12.5", "1500000", "ja", "2026-12-31"), so that what was adopted stays as it was
written whatever becomes of the definition.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

TAL = ("procent", "kroner", "m2", "antal")
ENHEDER = {"procent": "procent", "kroner": "kr.", "m2": "m²", "antal": ""}
# Kinds whose values are whole.
HELE = ("kroner", "antal")
HOEJST_TEGN = 2_000
HOEJESTE_TAL = Decimal(10) ** 13


@dataclass(frozen=True)
class Grundlagsparameter:
    """One figure or demand. `art` is procent, kroner, m2, antal, ja_nej, dato or tekst; bounds are for figures."""

    id: str
    navn: str
    art: str
    mindst: Decimal | None = None
    hoejst: Decimal | None = None
    note: str = ""

    @property
    def enhed(self) -> str:
        """The unit as people read it; empty for what has none."""
        return ENHEDER.get(self.art, "")


def to_text(parameter: Grundlagsparameter, vaerdi: object) -> str:
    """The value as it is kept. Raises ValueError (Danish) that says what is allowed."""
    if parameter.art in TAL:
        return _number(parameter, vaerdi)
    if parameter.art == "ja_nej":
        if isinstance(vaerdi, bool):
            return "ja" if vaerdi else "nej"
        if str(vaerdi) not in ("ja", "nej"):
            raise ValueError(f"er »{vaerdi}«; tilladt er ja og nej")
        return str(vaerdi)
    if parameter.art == "dato":
        return _day(vaerdi)
    text = str(vaerdi).strip()
    if not 1 <= len(text) <= HOEJST_TEGN:
        raise ValueError(f"skal være på 1 til {HOEJST_TEGN} tegn")
    return text


def _number(parameter: Grundlagsparameter, vaerdi: object) -> str:
    try:
        number = Decimal(str(vaerdi).strip())
    except InvalidOperation:
        raise ValueError(f"er »{vaerdi}«; skal være et tal") from None
    if not number.is_finite() or abs(number) > HOEJESTE_TAL:
        raise ValueError("er for stort eller ikke et tal")
    if parameter.art in HELE and number != number.to_integral_value():
        raise ValueError("skal være et helt tal")
    lowest = parameter.mindst if parameter.mindst is not None else Decimal(0)
    if number < lowest:
        raise ValueError(f"skal være mindst {_danish(lowest)}")
    if parameter.hoejst is not None and number > parameter.hoejst:
        raise ValueError(f"må højst være {_danish(parameter.hoejst)}")
    return format(number.to_integral_value() if parameter.art in HELE else number, "f")


def _day(vaerdi: object) -> str:
    if isinstance(vaerdi, dt.date):
        return vaerdi.isoformat()
    try:
        return dt.date.fromisoformat(str(vaerdi)).isoformat()
    except ValueError:
        raise ValueError(f"er »{vaerdi}«; skal være en dato (ÅÅÅÅ-MM-DD)") from None


def _danish(number: Decimal) -> str:
    return format(number, "f").replace(".", ",")
