"""Shares of vacant dwellings add up to a whole, or it is said that they are not known. Pure; knows no database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)


class Andelsstand(StrEnum):
    """Whether shares add up: they do, cannot tell as some are unknown, they do not, or there are none."""

    HEL = "hel"
    UKENDT = "ukendt"
    FORKERT = "forkert"
    INGEN = "ingen"


@dataclass(frozen=True)
class Andelssum:
    """The sum in percent of those that are known, and what it says."""

    kendt: Decimal
    stand: Andelsstand


def sum_shares(pcts: Collection[Decimal | None]) -> Andelssum:
    """Adds the shares of one type of dwelling on one step; None is one that is not known.

    Unknown ones can be anything from 0 up, so 100 without them is a whole, and more than 100 is wrong whatever they are.
    """
    known = sum((item for item in pcts if item is not None), Decimal(0))
    if not pcts:
        return Andelssum(known, Andelsstand.INGEN)
    if known > HUNDRED:
        return Andelssum(known, Andelsstand.FORKERT)
    if known == HUNDRED:
        return Andelssum(known, Andelsstand.HEL)
    unknown = any(item is None for item in pcts)
    return Andelssum(known, Andelsstand.UKENDT if unknown else Andelsstand.FORKERT)


def plain(pct: Decimal) -> Decimal:
    """The same figure without zeros at its end, and without an exponent."""
    return pct.quantize(Decimal(1)) if pct == pct.to_integral_value() else pct.normalize()
