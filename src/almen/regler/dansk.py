"""Danish ways of writing dates, kroner, percentages and areas in the explanations that rules give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def format_dato(dato: date) -> str:
    """31. december 2026."""
    return f"{dato.day}. {MAANEDER[dato.month - 1]} {dato.year}"


def format_tal(tal: Decimal | int) -> str:
    """1.234.567,5: thousands by point, decimals by comma; decimals as they stand."""
    fortegn = "-" if tal < 0 else ""
    heltal, _, decimaler = format(abs(Decimal(tal)), "f").partition(".")
    grupper = f"{int(heltal):,}".replace(",", ".")
    return f"{fortegn}{grupper},{decimaler}" if decimaler else f"{fortegn}{grupper}"


def format_kroner(beloeb: int) -> str:
    """1.234.567 kr."""
    return f"{format_tal(beloeb)} kr."


def format_procent(pct: Decimal | int) -> str:
    """28,39 %."""
    return f"{format_tal(pct)} %"


def format_m2(areal: Decimal | Fraction | int) -> str:
    """97,75 m² (two decimals at most; only for showing, never for comparing)."""
    return f"{format_tal(to_decimal(areal))} m²"


def to_decimal(tal: Decimal | Fraction | int, decimaler: int = 2) -> Decimal:
    """An exact number as a decimal rounded half-up, without superfluous zeros."""
    broek = Fraction(tal)
    trin = Decimal(1).scaleb(-decimaler)
    rundet = (Decimal(broek.numerator) / Decimal(broek.denominator)).quantize(trin, ROUND_HALF_UP)
    return rundet.normalize() if rundet != rundet.to_integral_value() else rundet.quantize(Decimal(1))


def join_med(ord_: Sequence[str], bindeord: str = "og") -> str:
    """`a, b og c`."""
    if len(ord_) <= 1:
        return "".join(ord_)
    return f"{', '.join(ord_[:-1])} {bindeord} {ord_[-1]}"


def format_periode(fra: date | None, til: date | None) -> str:
    """`1. januar 2019 – 31. december 2026`, with open ends in words."""
    if fra and til:
        return f"{format_dato(fra)} – {format_dato(til)}"
    if fra:
        return f"fra {format_dato(fra)}"
    if til:
        return f"til og med {format_dato(til)}"
    return "uden start- og slutdato"


# How the parameters' ids of facts and values are called in explanations.
_NAVNE = {
    "laan": "lån",
    "boligtype": "",
    "middelareal": "gennemsnitligt bruttoareal pr. bolig i m²",
    "tilsagnsdato": "tilsagn",
    "region": "",
    "familie": "familieboliger",
    "ungdom": "ungdomsboliger",
    "aeldre": "ældreboliger",
    "pleje": "plejeboliger",
    "ungdom_universitetsnaer": "universitetsnære ungdomsboliger",
    "regional": "regionens boliger",
    "merinvestering_115a": "merinvestering efter § 115 a",
    "hovedstad": "hovedstaden",
    "aarhus_gruppe": "Aarhusgruppen",
    "seks_byer": "de seks byer",
    "oevrig_provins": "øvrig provins",
    "provins": "provinsen",
}


def name_of(id_: str) -> str:
    """The Danish name of a dimension or value; the id itself where none is given."""
    return _NAVNE.get(id_, id_)
