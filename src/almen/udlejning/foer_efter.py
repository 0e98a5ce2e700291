"""Before and after a change: the yearly change of a figure on both sides of a day, against places without a change. Pure.

Difference in differences: each place's mean yearly change after the day less that before it; then the changed places' mean
less the others'. The uncertainty is a bootstrap with a fixed seed: places are drawn again and again with replacement. A single
changed place cannot be drawn from; its own chance is taken to be like that of the others. Nothing of this tells what the cause is.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

YEAR = 365.25
DRAWS = 2_000
SEED = 20_260


@dataclass(frozen=True)
class Serie:
    """A place's figure on some days."""

    navn: str
    punkter: Mapping[dt.date, float]


@dataclass(frozen=True)
class Krav:
    """How many figures there must be on each side of the day, and how many places to compare with."""

    punkter: int = 2
    sammenligninger: int = 3


@dataclass(frozen=True)
class Udvikling:
    """A place's mean yearly change before and after, and how many figures they rest on."""

    navn: str
    foer: float
    efter: float
    antal_foer: int
    antal_efter: int

    @property
    def skift(self) -> float:
        """How much the yearly change has changed."""
        return self.efter - self.foer


@dataclass(frozen=True)
class Foerefter:
    """The answer: the changed places and the others, the difference between them, and its interval (95 percent)."""

    aendrede: tuple[Udvikling, ...]
    andre: tuple[Udvikling, ...]
    forskel: float
    nedre: float
    oevre: float

    @property
    def skiller_sig_ud(self) -> bool:
        """True if nought lies outside the interval."""
        return not self.nedre <= 0 <= self.oevre

    def mean(self, hvem: str, hvornaar: str) -> float:
        """The mean of `aendrede` or `andre`, `foer` or `efter`."""
        return fmean(getattr(item, hvornaar) for item in getattr(self, hvem))


@dataclass(frozen=True)
class Afvist:
    """Why nothing is computed, in Danish."""

    grund: str


def change_of(serie: Serie, dag: dt.date, dage: Sequence[dt.date], krav: Krav) -> Udvikling | None:
    """The place's mean yearly changes on those of `dage` that it has figures for; None where they are too few.

    What happens between the last figure before the day and the first one after it counts as after.
    """
    days = sorted(item for item in dage if item in serie.punkter)
    before, after = [item for item in days if item < dag], [item for item in days if item >= dag]
    if len(before) < max(2, krav.punkter) or len(after) < max(1, krav.punkter):
        return None
    return Udvikling(
        serie.navn,
        _slope(serie, before[0], before[-1]),
        _slope(serie, before[-1], after[-1]),
        len(before),
        len(after),
    )


def _slope(serie: Serie, fra: dt.date, til: dt.date) -> float:
    return (serie.punkter[til] - serie.punkter[fra]) / ((til - fra).days / YEAR)


def compare(
    aendrede: Sequence[Serie],
    andre: Sequence[Serie],
    dag: dt.date,
    krav: Krav | None = None,
    *,
    seed: int = SEED,
) -> Foerefter | Afvist:
    """Holds the places that changed on `dag` against those that did not, on the days that the changed ones have figures for."""
    krav = krav or Krav()
    days = sorted({item for serie in aendrede for item in serie.punkter})
    changed = [found for serie in aendrede if (found := change_of(serie, dag, days, krav))]
    others = [found for serie in andre if (found := change_of(serie, dag, days, krav))]
    if not changed:
        return Afvist(
            f"Der er for få tal: der skal være mindst {max(2, krav.punkter)} før ændringen og {max(1, krav.punkter)} efter den."
        )
    if len(others) < krav.sammenligninger:
        return Afvist(
            f"Der er for få steder at sammenligne med: {len(others)} har tal for de samme år uden selv at være ændret; "
            f"der skal være mindst {krav.sammenligninger}."
        )
    shifts, base = [item.skift for item in changed], [item.skift for item in others]
    low, high = _interval(shifts, base, seed)
    return Foerefter(tuple(changed), tuple(others), _plain(fmean(shifts) - fmean(base)), low, high)


def _interval(shifts: Sequence[float], base: Sequence[float], seed: int) -> tuple[float, float]:
    """The middle 95 percent of the drawn differences."""
    draw = random.Random(seed)  # noqa: S311 (a drawing that must be repeatable, not a secret)
    middle = fmean(base)
    found = []
    for _ in range(DRAWS):
        if len(shifts) > 1:
            own = fmean(draw.choices(shifts, k=len(shifts)))
        else:
            own = shifts[0] + draw.choice(base) - middle
        found.append(own - fmean(draw.choices(base, k=len(base))))
    found.sort()
    return _plain(found[int(0.025 * DRAWS)]), _plain(found[int(0.975 * DRAWS) - 1])


def _plain(value: float) -> float:
    """Without the last digits of adding up in floats: what is nought is nought."""
    return round(value, 9)
