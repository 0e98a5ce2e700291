"""The share of a committee's cases that are about almene boliger (M3): counted exactly, and never told where it is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.samling import Parametre

_TENTH = Decimal("0.1")


class Baandplads(StrEnum):
    """Where a share lies against the band; a share on the edge lies in it."""

    UNDER = "under"
    INDEN_FOR = "inden_for"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Baand:
    """From and to in percent, both in the band. Raises UgyldigtInput where they are the wrong way round."""

    fra: Decimal
    til: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.fra <= self.til <= 100:
            raise UgyldigtInput([Fejl("baand", f"er {self.fra} til {self.til}; tilladt er 0 til 100")])

    def place(self, andel: Fraction) -> Baandplads:
        """Where a share (0 to 1) lies; compared exactly, not as it is printed."""
        pct = andel * 100
        if pct < Fraction(self.fra):
            return Baandplads.UNDER
        return Baandplads.OVER if pct > Fraction(self.til) else Baandplads.INDEN_FOR


@dataclass(frozen=True, slots=True)
class Moedetal:
    """One meeting's cases. `andre` is None where nobody has counted those that are about something else."""

    dato: date
    almene: int
    andre: int | None

    def __post_init__(self) -> None:
        if self.almene < 0 or (self.andre or 0) < 0:
            raise UgyldigtInput([Fejl("moede", f"den {self.dato} har et antal under 0")])

    @property
    def kendt(self) -> bool:
        """True if the meeting's cases are counted, so that its share can be told."""
        return self.andre is not None


@dataclass(frozen=True, slots=True)
class Andel:
    """Almene cases out of all cases of some meetings; `udeladt` meetings were not counted and are in neither."""

    almene: int
    i_alt: int
    moeder: int
    udeladt: int

    @property
    def andel(self) -> Fraction | None:
        """The share, 0 to 1; None where there is no case to reckon it of."""
        return Fraction(self.almene, self.i_alt) if self.i_alt else None

    @property
    def pct(self) -> Decimal | None:
        """The share in percent with one decimal (half up), for showing only."""
        if self.andel is None:
            return None
        return (Decimal(self.almene * 100) / Decimal(self.i_alt)).quantize(_TENTH, ROUND_HALF_UP)

    def place(self, baand: Baand | None) -> Baandplads | None:
        """Where the share lies; None where share or band is not known."""
        return baand.place(self.andel) if baand is not None and self.andel is not None else None


def compute_andel(moeder: Iterable[Moedetal]) -> Andel:
    """The share of all the meetings together: cases are added up, shares never averaged."""
    rows = list(moeder)
    counted = [item for item in rows if item.kendt]
    almene = sum(item.almene for item in counted)
    return Andel(
        almene, almene + sum(item.andre or 0 for item in counted), len(counted), len(rows) - len(counted)
    )


@dataclass(frozen=True, slots=True)
class Periode:
    """A stretch of time with its name; both days belong to it."""

    navn: str
    fra: date
    til: date


def kvartal_of(dato: date) -> Periode:
    """The quarter that a day lies in."""
    number = (dato.month - 1) // 3 + 1
    last = date(dato.year + 1, 1, 1) if number == 4 else date(dato.year, 3 * number + 1, 1)
    return Periode(
        f"{number}. kvartal {dato.year}", date(dato.year, 3 * number - 2, 1), last - timedelta(days=1)
    )


def aar_of(dato: date) -> Periode:
    """The year that a day lies in."""
    return Periode(str(dato.year), date(dato.year, 1, 1), date(dato.year, 12, 31))


def valgperiode_of(dato: date, parametre: Parametre | None = None) -> Periode | None:
    """The council's term that a day lies in (kommunal- og regionalvalgloven § 6); None before the terms we know."""
    found = (parametre or load_parametre()).find("valgperiode.laengde", dato)
    if found is None or found.raekke.fra is None:
        return None
    years, begin = found.heltal, found.raekke.fra
    start = date(begin.year + (dato.year - begin.year) // years * years, begin.month, begin.day)
    end = date(start.year + years, start.month, start.day) - timedelta(days=1)
    return Periode(f"{start.year}–{end.year}", start, end)


def group_moeder(
    moeder: Iterable[Moedetal], periode_of: Callable[[date], Periode | None]
) -> list[tuple[Periode, Andel]]:
    """The share of each period that has meetings, in order of time; meetings in no known period are in none."""
    groups: dict[Periode, list[Moedetal]] = {}
    for item in sorted(moeder, key=lambda row: row.dato):
        if (periode := periode_of(item.dato)) is not None:
            groups.setdefault(periode, []).append(item)
    return [(periode, compute_andel(rows)) for periode, rows in groups.items()]
