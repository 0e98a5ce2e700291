"""Sums of vacant dwellings: counts add up, shares are computed from the sums and never averaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar

Noegle = TypeVar("Noegle")
EnLinje = TypeVar("EnLinje", bound="Linje")


class Linje(Protocol):
    """What a line of a count tells: dwellings, vacant ones, and the year's lost rent (kr., None: not told)."""

    @property
    def boliger(self) -> int: ...
    @property
    def ledige(self) -> int: ...
    @property
    def lejetab(self) -> int | None: ...


@dataclass(frozen=True)
class Ledighedssum:
    """Dwellings, vacant ones, lost rent (kr.) of the lines that told it, and how many lines did not."""

    boliger: int = 0
    ledige: int = 0
    lejetab: int = 0
    uden_lejetab: int = 0

    def __add__(self, other: Ledighedssum) -> Ledighedssum:
        return Ledighedssum(
            self.boliger + other.boliger,
            self.ledige + other.ledige,
            self.lejetab + other.lejetab,
            self.uden_lejetab + other.uden_lejetab,
        )

    @property
    def pct(self) -> Decimal | None:
        """Vacant dwellings in per cent of all, two decimals; None without dwellings."""
        if not self.boliger:
            return None
        return (Decimal(self.ledige) * 100 / self.boliger).quantize(Decimal("0.01"), ROUND_HALF_UP)


def sum_of(linjer: Iterable[Linje]) -> Ledighedssum:
    """The lines' sum. A line with vacant dwellings and no lost rent told counts in `uden_lejetab`."""
    total = Ledighedssum()
    for linje in linjer:
        silent = linje.lejetab is None and linje.ledige > 0
        total += Ledighedssum(linje.boliger, linje.ledige, linje.lejetab or 0, int(silent))
    return total


def sums_by(linjer: Iterable[EnLinje], noegle: Callable[[EnLinje], Noegle]) -> dict[Noegle, Ledighedssum]:
    """The sums of the lines that have the same key, in the order in which keys come."""
    groups: dict[Noegle, list[EnLinje]] = {}
    for linje in linjer:
        groups.setdefault(noegle(linje), []).append(linje)
    return {key: sum_of(group) for key, group in groups.items()}
