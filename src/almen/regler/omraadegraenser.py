"""Figures held against the limits of the classes' criteria, fast enough for a million area-years."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

# A step smaller than any difference between two limits: the figures just below and just above a limit.
_LIDT = Decimal("0.001")
HELTAL = ("beboere", "aar_i_traek")


class Sammenligning(StrEnum):
    """How a figure is held against its limit. `gt` and `lt` are strict."""

    OVER = "gt"
    MINDST = "gte"
    UNDER = "lt"


_HOLDER: Mapping[Sammenligning, Callable[[Any, Any], bool]] = {
    Sammenligning.OVER: operator.gt,
    Sammenligning.MINDST: operator.ge,
    Sammenligning.UNDER: operator.lt,
}


@dataclass(frozen=True, slots=True)
class Graense:
    """A limit that the figure `navn` is held against; `relativ`: it is a multiple of the national mean."""

    navn: str
    sammenligning: Sammenligning
    tal: Decimal
    relativ: bool

    def holds(self, vaerdi: Decimal | int, landet: Decimal | None = None) -> bool:
        """Whether the figure meets the criterion; `landet` is the national mean where the limit is relative."""
        graense = self.tal if landet is None else self.tal * landet
        return _HOLDER[self.sammenligning](vaerdi, graense)

    def outcome(self, vaerdi: Decimal | int | None, landet: Decimal | None) -> bool | None:
        """As `holds`, None where the figure or the mean it is measured by is missing."""
        if vaerdi is None:
            return None
        if not self.relativ:
            return self.holds(vaerdi)
        if landet is not None:
            return self.holds(vaerdi, landet)
        # No convicted at all is below any multiple of any mean.
        return None if vaerdi else False


@lru_cache(maxsize=512)
def possible_outcomes(graenser: tuple[Graense, ...]) -> frozenset[tuple[bool, ...]]:
    """What one unknown figure can answer to all its limits: it lies on one of them, or just below or above one."""
    punkter = {g.tal + skridt for g in graenser for skridt in (-_LIDT, Decimal(0), _LIDT)}
    return frozenset(tuple(g.holds(punkt) for g in graenser) for punkt in punkter)


# A figure, whether its limits are relative, and how it is held against each of them.
Figur = tuple[str, bool, tuple[tuple[Callable[[Any, Any], bool], Decimal | int], ...]]


def group_figurer(graenser: Iterable[Graense]) -> tuple[Figur, ...]:
    """The limits by figure, each once, as plain functions: a million rows are held against a dozen of them each."""
    fundet: dict[tuple[str, bool], dict[tuple[Callable[[Any, Any], bool], Decimal | int], None]] = {}
    for g in graenser:
        # A whole number is compared with a whole number: turning it into a decimal costs twice the comparison.
        tal = int(g.tal) if g.navn in HELTAL and g.tal == int(g.tal) else g.tal
        fundet.setdefault((g.navn, g.relativ), {})[_HOLDER[g.sammenligning], tal] = None
    return tuple((navn, relativ, tuple(proever)) for (navn, relativ), proever in fundet.items())
