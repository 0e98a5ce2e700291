"""How a figure stands to those of its group, and how it moves over the years. Pure; robust, so that one wild figure does not rule.

The measures: median and quartiles, the median absolute deviation (MAD) scaled as for a normal distribution, and the slope of
Theil and Sen with its confidence interval. The limits are parameters of the house's own, not of the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from almen.regler.samling import Parametre
from almen.tilsyn.kritisk import day_of

MINDST_ID, GRAENSE_ID = "tilsyn.gruppe.mindst", "tilsyn.afvigelse.graense"
MINDST_AAR = 4
# What makes the median (or mean) absolute deviation of a normal distribution its standard deviation.
_MAD, _MEANAD = Decimal("1.4826"), Decimal("1.2533")
_SIKKERHED = 0.95


@dataclass(frozen=True, slots=True)
class Gruppetal:
    """The figures of a group together. `spredning`: the typical distance from the median, 0 where all are alike."""

    antal: int
    nedre: Decimal
    median: Decimal
    oevre: Decimal
    spredning: Decimal


@dataclass(frozen=True, slots=True)
class Afvigelse:
    """A figure that lies far from its group. `afstand`: in the group's typical distances, negative below the median."""

    vaerdi: Decimal
    median: Decimal
    afstand: Decimal
    graense: Decimal
    antal: int

    @property
    def retning(self) -> Literal["over", "under"]:
        """On which side of the median."""
        return "over" if self.afstand > 0 else "under"


@dataclass(frozen=True, slots=True)
class Udvikling:
    """The yearly change of a figure: Theil–Sen's slope and its 95 per cent interval, approximate with few years."""

    haeldning: Decimal
    lav: Decimal
    hoej: Decimal
    fra: int
    til: int
    antal: int

    @property
    def retning(self) -> Literal["stigende", "faldende", "uklar"]:
        """Rising or falling only where the whole interval says so."""
        if self.lav > 0:
            return "stigende"
        return "faldende" if self.hoej < 0 else "uklar"


def describe(vaerdier: Iterable[Decimal]) -> Gruppetal | None:
    """Median, quartiles and spread; None of nothing."""
    ordered = sorted(vaerdier)
    if not ordered:
        return None
    middle = median(ordered)
    distances = [abs(value - middle) for value in ordered]
    # More than half alike gives a MAD of nothing; the mean distance then still tells the rest apart.
    spread = median(distances) * _MAD or sum(distances, Decimal(0)) / len(distances) * _MEANAD
    return Gruppetal(len(ordered), _quantile(ordered, 1), middle, _quantile(ordered, 3), spread)


def find_afvigelse(
    vaerdi: Decimal, gruppe_vaerdier: Iterable[Decimal], parametre: Parametre, aar: int | None = None
) -> Afvigelse | None:
    """How far a figure lies from those of its group; None if it is not far, or the group is too small to tell.

    `gruppe_vaerdier`: the group's known figures, its own among them or not. `aar` picks dated parameters.
    """
    group = describe(gruppe_vaerdier)
    if group is None or group.antal < mindst_i_gruppe(parametre, aar):
        return None
    return afvigelse_fra(vaerdi, group, afvigelsesgraense(parametre, aar))


def afvigelse_fra(vaerdi: Decimal, gruppe: Gruppetal, graense: Decimal) -> Afvigelse | None:
    """As `find_afvigelse`, against a group that is described once for many figures; its size is the caller's concern."""
    if not gruppe.spredning:
        return None
    afstand = (vaerdi - gruppe.median) / gruppe.spredning
    if abs(afstand) <= graense:
        return None
    return Afvigelse(vaerdi, gruppe.median, afstand, graense, gruppe.antal)


def find_udvikling(serie: Mapping[int, Decimal | None]) -> Udvikling | None:
    """The change over the years (year → figure); None with fewer than four years that have one."""
    # A slow import that only this needs.
    from scipy.stats import theilslopes

    known = sorted((aar, vaerdi) for aar, vaerdi in serie.items() if vaerdi is not None)
    if len(known) < MINDST_AAR:
        return None
    found = theilslopes([float(vaerdi) for _, vaerdi in known], [aar for aar, _ in known], _SIKKERHED)
    slope, low, high = (
        Decimal(str(round(float(value), 6))) for value in (found.slope, found.low_slope, found.high_slope)
    )
    return Udvikling(slope, low, high, known[0][0], known[-1][0], len(known))


def mindst_i_gruppe(parametre: Parametre, aar: int | None = None) -> int:
    """How many figures a group must have before anything is compared with it."""
    return int(_number(parametre, MINDST_ID, aar))


def afvigelsesgraense(parametre: Parametre, aar: int | None = None) -> Decimal:
    """How many typical distances from the median a figure must be before it is told."""
    return _number(parametre, GRAENSE_ID, aar)


def _number(parametre: Parametre, id_: str, aar: int | None) -> Decimal:
    vaerdi = parametre.vaerdi(id_, day_of(aar) if aar else None).vaerdi
    assert isinstance(vaerdi, int | Decimal)  # noqa: S101 - the parameter's unit is a number
    return Decimal(vaerdi)


def _quantile(ordered: Sequence[Decimal], quarter: int) -> Decimal:
    """A quartile by linear interpolation between the two figures around it."""
    place, rest = divmod((len(ordered) - 1) * quarter, 4)
    low = ordered[place]
    return low if not rest else low + (ordered[place + 1] - low) * rest / 4
