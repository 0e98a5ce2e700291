"""What a change of a share would touch: expected lettings a year and their interval, by afdeling and summed. Pure; stores nothing.

Lettings of an afdeling are those that were observed, else dwellings times turnover. Vacant dwellings are lettings that could be
made, and are not counted. How many a changed share touches is taken to be Poisson: sums of Poisson numbers are Poisson, so
afdelinger add up exactly, and the interval is a little too wide rather than too narrow. It is written here because a web
process must stay small; a test holds it against scipy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, exp, lgamma, log

HALF = 0.025


@dataclass(frozen=True)
class Grundlag:
    """What is known of an afdeling's dwellings of a type; None: not known. Percent are 0 to 100.

    `udlejninger`: observed lettings a year, which go before `boliger` times `fraflytning_pct`.
    """

    navn: str
    boliger: int | None = None
    fraflytning_pct: float | None = None
    tomgang_pct: float | None = None
    udlejninger: float | None = None
    andel_nu: float | None = None


@dataclass(frozen=True)
class Beroert:
    """How many lettings a year the change touches: expected, and the interval that holds them 19 years of 20.

    `udlejninger` None: not known, and then nothing is expected. `mangler` says what is not known, `hviler_paa` what it rests on.
    """

    navn: str
    udlejninger: float | None
    forventet: float | None
    nedre: int | None
    oevre: int | None
    hviler_paa: str
    mangler: tuple[str, ...]


def lettings_of(item: Grundlag) -> tuple[float | None, str]:
    """Lettings a year and what they rest on; None where neither is known."""
    if item.udlejninger is not None:
        return item.udlejninger, "observerede udlejninger"
    if item.boliger is not None and item.fraflytning_pct is not None:
        return item.boliger * item.fraflytning_pct / 100, "boliger og fraflytning"
    return None, ""


def simulate(item: Grundlag, ny_andel: float) -> Beroert:
    """What it touches to let `ny_andel` percent instead of the agreed share. Raises ValueError outside 0 to 100."""
    if not 0 <= ny_andel <= 100:
        raise ValueError(f"{ny_andel} er ikke en andel mellem 0 og 100 procent")
    lettings, rests_on = lettings_of(item)
    missing = _missing(item)
    if lettings is None or item.andel_nu is None:
        return Beroert(item.navn, lettings, None, None, None, rests_on, missing)
    expected = lettings * abs(ny_andel - item.andel_nu) / 100
    low, high = poisson_interval(expected)
    ceiling = _most(lettings)
    return Beroert(item.navn, lettings, expected, min(low, ceiling), min(high, ceiling), rests_on, missing)


def _most(lettings: float) -> int:
    """No more than the year's lettings, rounded up."""
    return ceil(lettings)


def _missing(item: Grundlag) -> tuple[str, ...]:
    told = []
    if item.udlejninger is None:
        told.append("udlejninger")
        if item.boliger is None:
            told.append("boliger")
        if item.fraflytning_pct is None:
            told.append("fraflytning")
    if item.andel_nu is None:
        told.append("aftalt andel")
    if item.tomgang_pct is None:
        told.append("tomgang")
    return tuple(told)


def total(rows: Iterable[Beroert]) -> Beroert:
    """The sum of those that could be computed."""
    found = [row for row in rows if row.forventet is not None]
    if not found:
        return Beroert("I alt", None, None, None, None, "", ())
    expected = sum(row.forventet or 0 for row in found)
    lettings = sum(row.udlejninger or 0 for row in found)
    low, high = poisson_interval(expected)
    ceiling = sum(_most(row.udlejninger or 0) for row in found)
    return Beroert("I alt", lettings, expected, min(low, ceiling), min(high, ceiling), "", ())


def poisson_interval(middel: float) -> tuple[int, int]:
    """The middle 95 percent of a Poisson number with this mean: the 2.5 and the 97.5 percent quantiles."""
    if middel <= 0:
        return 0, 0
    low: int | None = None
    summed, number = 0.0, 0
    while True:
        summed += exp(number * log(middel) - middel - lgamma(number + 1))
        if low is None and summed >= HALF:
            low = number
        if summed >= 1 - HALF:
            return low or 0, number
        number += 1
