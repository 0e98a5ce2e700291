"""Projections that rooms above keep of each case; they are written in the act's transaction, as the list's own is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from almen.sager.models import Sagsoverblik
from almen.sager.selectors.forloeb import Forloeb


class Skriver(Protocol):
    """Makes what is stored of a case equal to what follows from its course.

    `before` is the course before the act, where it is known: what did not change need not be read. `new`: nothing is stored yet.
    """

    def __call__(
        self, forloeb: Forloeb, overblik: Sagsoverblik, *, before: Forloeb | None, new: bool
    ) -> None: ...


class Kontrol(Protocol):
    """True if what is stored of a case is what follows from its course."""

    def __call__(self, forloeb: Forloeb, overblik: Sagsoverblik) -> bool: ...


@dataclass(frozen=True)
class Projektion:
    """A projection of a room above: its name in Danish, and how it is written and checked."""

    navn: str
    skriv: Skriver
    passer: Kontrol


projektioner: list[Projektion] = []


def register(projektion: Projektion) -> None:
    """Adds a projection; called once by its room when Django starts."""
    projektioner.append(projektion)
