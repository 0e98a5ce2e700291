"""Measured share against agreed share: a year's agreed share by its days, and whether a difference is more than chance. Pure.

The interval of a measured share is Wilson's score interval. It is written here because a web process must stay small: what
statsmodels and scipy bring costs as much memory as all the rest. A test holds it against statsmodels.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Andelsperiode:
    """An agreed share (percent) from a day to a day, both with; `til` None is open. `pct` None: agreed, but not known."""

    fra: dt.date
    til: dt.date | None
    pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Aarsandel:
    """The agreed share of a year: each share weighted by its days. `dage` are the days that have one, of `dage_i_aaret`.

    `pct` None where no day has a known share. `perioder` are the periods within the year, in order.
    """

    pct: Decimal | None
    dage: int
    dage_i_aaret: int
    perioder: tuple[Andelsperiode, ...]

    @property
    def hele_aaret(self) -> bool:
        """True if every day of the year has a known share; else the measurement is not held against it."""
        return self.dage == self.dage_i_aaret

    @property
    def skifter(self) -> bool:
        """True if the share changed within the year."""
        return len({item.pct for item in self.perioder}) > 1


class Dom(StrEnum):
    """What the measurement says of the agreed share."""

    OVER = "over"
    UNDER = "under"
    SOM_AFTALT = "som_aftalt"
    FOR_FAA = "for_faa"
    UDEN_AFTALE = "uden_aftale"
    IKKE_OPLYST = "ikke_oplyst"


DOMSNAVNE = {
    Dom.OVER: "Over det aftalte",
    Dom.UNDER: "Under det aftalte",
    Dom.SOM_AFTALT: "Som aftalt",
    Dom.FOR_FAA: "For få til at sige noget",
    Dom.UDEN_AFTALE: "Ingen kendt aftalt andel",
    Dom.IKKE_OPLYST: "Ikke oplyst",
}


@dataclass(frozen=True, slots=True)
class Bedoemmelse:
    """A measured share (percent, one decimal) with its interval, beside the agreed one. None: unknown."""

    dom: Dom
    andel: Decimal | None = None
    nedre: Decimal | None = None
    oevre: Decimal | None = None
    aftalt: Decimal | None = None

    @property
    def forskel(self) -> Decimal | None:
        """Measured less agreed, in percentage points."""
        return None if self.andel is None or self.aftalt is None else self.andel - self.aftalt

    @property
    def navn(self) -> str:
        """The verdict in words."""
        return DOMSNAVNE[self.dom]


def share_of_year(perioder: Iterable[Andelsperiode], aar: int) -> Aarsandel:
    """The agreed share of a year, weighted by days. Where periods overlap, the one that began last holds."""
    first, last = dt.date(aar, 1, 1), dt.date(aar, 12, 31)
    days = 366 if calendar.isleap(aar) else 365
    ordered = sorted(perioder, key=lambda item: item.fra)
    cut: list[Andelsperiode] = []
    for place, item in enumerate(ordered):
        til = min(item.til or last, last)
        if place + 1 < len(ordered):
            til = min(til, ordered[place + 1].fra - dt.timedelta(days=1))
        fra = max(item.fra, first)
        if fra <= til:
            cut.append(Andelsperiode(fra, til, item.pct))
    known = [(item.pct, _days(item)) for item in cut if item.pct is not None]
    counted = sum(length for _, length in known)
    pct = sum((share * length for share, length in known), Decimal(0)) / counted if counted else None
    return Aarsandel(pct, counted, days, tuple(cut))


def _days(item: Andelsperiode) -> int:
    return ((item.til or item.fra) - item.fra).days + 1


def wilson(antal: int, af: int, sikkerhed: Decimal) -> tuple[float, float]:
    """Wilson's interval of a share, in percent: `antal` of `af`, which covers `sikkerhed` percent. Raises ValueError."""
    if not 0 <= antal <= af or not af:
        raise ValueError(f"{antal} af {af} er ikke en andel")
    z = _quantile(sikkerhed)
    p, n = antal / af, float(af)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


@lru_cache(maxsize=8)
def _quantile(sikkerhed: Decimal) -> float:
    if not 0 < sikkerhed < 100:
        raise ValueError(f"{sikkerhed} er ikke en sikkerhed mellem 0 og 100 procent")
    return NormalDist().inv_cdf(0.5 + float(sikkerhed) / 200)


@dataclass(frozen=True, slots=True)
class Maalestok:
    """How sure a difference must be (percent), and how many lettings there must at least be."""

    sikkerhed: Decimal
    mindst: int


def judge(antal: int | None, af: int | None, aftalt: Decimal | None, stok: Maalestok) -> Bedoemmelse:
    """Holds `antal` lettings of `af` against the agreed share (percent).

    A difference counts only where the agreed share lies outside the interval of the measured one. `antal` or `af` None: the
    year's figures are not complete; `aftalt` None: no share is known for the whole year.
    """
    if antal is None or af is None or not af:
        return Bedoemmelse(Dom.FOR_FAA if af == 0 else Dom.IKKE_OPLYST, aftalt=tenth(aftalt))
    low, high = wilson(antal, af, stok.sikkerhed)
    if af < stok.mindst:
        dom = Dom.FOR_FAA
    elif aftalt is None:
        dom = Dom.UDEN_AFTALE
    elif float(aftalt) < low:
        dom = Dom.OVER
    elif float(aftalt) > high:
        dom = Dom.UNDER
    else:
        dom = Dom.SOM_AFTALT
    share = Decimal(100 * antal) / af
    return Bedoemmelse(dom, tenth(share), tenth(Decimal(low)), tenth(Decimal(high)), tenth(aftalt))


def tenth(value: Decimal | None) -> Decimal | None:
    """One decimal, as shares are shown."""
    return None if value is None else value.quantize(TENTH, ROUND_HALF_UP)
