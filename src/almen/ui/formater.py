"""Danish formats: how numbers, money and dates are written for people.

Every function takes a value or None and gives text; None and "" become an en dash. Money is never a float: a
float is refused with TypeError, since it means that something was computed inexactly before it came here.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

INGEN = "–"
MINUS = "−"
MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
MAANEDER_KORT = (
    "jan.", "feb.", "mar.", "apr.", "maj", "jun.",
    "jul.", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip
UGEDAGE = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

Tal = int | Decimal | str


def _as_decimal(vaerdi: Tal) -> Decimal:
    """An exact number from int, Decimal or a plain string such as "1234.5"; bool and float are refused."""
    if isinstance(vaerdi, bool | float):
        raise TypeError(f"Tal skal være int, Decimal eller str, ikke {type(vaerdi).__name__}: {vaerdi!r}")
    return vaerdi if isinstance(vaerdi, Decimal) else Decimal(vaerdi)


def _group(tal: Decimal) -> str:
    """The digits of a decimal in Danish: points between thousands, decimal comma, a real minus sign."""
    cifre = f"{abs(tal):f}"
    hele, _, decimaler = cifre.partition(".")
    tekst = f"{int(hele):,}".replace(",", ".")
    if decimaler:
        tekst = f"{tekst},{decimaler}"
    return f"{MINUS}{tekst}" if tal < 0 else tekst


def heltal(vaerdi: Tal | None) -> str:
    """1234567 → "1.234.567". Decimals are rounded half up."""
    if vaerdi is None or vaerdi == "":
        return INGEN
    return _group(_as_decimal(vaerdi).quantize(Decimal(1), ROUND_HALF_UP))


def decimal(vaerdi: Tal | None, decimaler: int | None = None) -> str:
    """Decimal("1234.50") → "1.234,50". Without `decimaler` the figure keeps the precision that it has."""
    if vaerdi is None or vaerdi == "":
        return INGEN
    tal = _as_decimal(vaerdi)
    if decimaler is not None:
        tal = tal.quantize(Decimal(1).scaleb(-int(decimaler)), ROUND_HALF_UP)
    return _group(tal)


def kroner(vaerdi: Tal | None) -> str:
    """12345678 → "12.345.678 kr."; a value with øre is rounded half up to whole kroner."""
    return INGEN if vaerdi in (None, "") else f"{heltal(vaerdi)} kr."


def mio(vaerdi: Tal | None, decimaler: int = 1) -> str:
    """Kroner as millions: 12345678 → "12,3 mio. kr."."""
    if vaerdi is None or vaerdi == "":
        return INGEN
    return f"{decimal(_as_decimal(vaerdi) / 1_000_000, decimaler)} mio. kr."


def pct(vaerdi: Tal | None, decimaler: int | None = None) -> str:
    """Decimal("2.70") → "2,70 pct."; the precision in which a figure was printed is kept."""
    return INGEN if vaerdi in (None, "") else f"{decimal(vaerdi, decimaler)} pct."


def areal(vaerdi: Tal | None, decimaler: int | None = None) -> str:
    """An area without its unit: whole square metres without decimals, others as they are: 7400.00 → "7.400"."""
    if vaerdi is None or vaerdi == "":
        return INGEN
    tal = _as_decimal(vaerdi)
    whole = decimaler is None and tal == tal.to_integral_value()
    return decimal(vaerdi, 0 if whole else decimaler)


def m2(vaerdi: Tal | None, decimaler: int | None = None) -> str:
    """Square metres: 7400 → "7.400 m²"."""
    return INGEN if vaerdi in (None, "") else f"{areal(vaerdi, decimaler)} m²"


def _as_date(vaerdi: dt.date | dt.datetime) -> dt.date:
    """The day in Danish time."""
    if isinstance(vaerdi, dt.datetime):
        return (timezone.localtime(vaerdi) if timezone.is_aware(vaerdi) else vaerdi).date()
    return vaerdi


def dato(vaerdi: dt.date | dt.datetime | None) -> str:
    """ "31. december 2026"."""
    if not vaerdi:
        return INGEN
    dag = _as_date(vaerdi)
    return f"{dag.day}. {MAANEDER[dag.month - 1]} {dag.year}"


def dato_kort(vaerdi: dt.date | dt.datetime | None) -> str:
    """ "31. dec. 2026"."""
    if not vaerdi:
        return INGEN
    dag = _as_date(vaerdi)
    return f"{dag.day}. {MAANEDER_KORT[dag.month - 1]} {dag.year}"


def dato_med_ugedag(vaerdi: dt.date | dt.datetime | None) -> str:
    """ "torsdag den 31. december 2026"."""
    if not vaerdi:
        return INGEN
    return f"{UGEDAGE[_as_date(vaerdi).weekday()]} den {dato(vaerdi)}"


def tidspunkt(vaerdi: dt.datetime | None) -> str:
    """ "31. december 2026 kl. 14.05", in Danish time."""
    if not vaerdi:
        return INGEN
    lokal = timezone.localtime(vaerdi) if timezone.is_aware(vaerdi) else vaerdi
    return f"{dato(lokal)} kl. {lokal:%H.%M}"


def dage_til(vaerdi: dt.date | dt.datetime | None, i_dag: dt.date | None = None) -> str:
    """How far a day is from today: "om 19 dage", "i morgen", "i dag", "3 dage over"."""
    if not vaerdi:
        return INGEN
    dage = (_as_date(vaerdi) - (i_dag or timezone.localdate())).days
    if dage == 0:
        return "i dag"
    if dage == 1:
        return "i morgen"
    if dage > 1:
        return f"om {heltal(dage)} dage"
    return "1 dag over" if dage == -1 else f"{heltal(-dage)} dage over"


def ja_nej(vaerdi: bool | None) -> str:
    """True → "Ja", False → "Nej", None → "Ikke oplyst"."""
    return "Ikke oplyst" if vaerdi is None else ("Ja" if vaerdi else "Nej")


def antal(vaerdi: int | None, ental: str, flertal: str) -> str:
    """A number with its noun: antal(1, "bolig", "boliger") → "1 bolig", antal(1284, …) → "1.284 boliger"."""
    return f"{heltal(vaerdi)} {ental if vaerdi == 1 else flertal}"
