"""A section of a note, and what it says of itself: whether the system has data for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from almen.papirer import Afsnit, Tabel, Tegning, Tekst


@dataclass(frozen=True)
class Grundlag:
    """What a note is composed for: the year whose figures it shows, and the day as of which it speaks."""

    aar: int
    dato: dt.date


@dataclass(frozen=True)
class Stykke:
    """One section. `mangler` are the things that the system has no data on; `demo`: some of its figures are invented."""

    afsnit: Afsnit
    mangler: tuple[str, ...] = ()
    demo: bool = False


@dataclass
class Skrivning:
    """A section while it is written."""

    overskrift: str
    niveau: int = 1
    tekst: list[Tekst] = field(default_factory=list)
    punkter: list[Tekst] = field(default_factory=list)
    tabeller: list[Tabel] = field(default_factory=list)
    tegninger: list[Tegning] = field(default_factory=list)
    mangler: list[str] = field(default_factory=list)
    demo: bool = False

    def lacks(self, hvad: str) -> None:
        """Says in the section that the system has no data on `hvad`."""
        self.mangler.append(hvad)
        self.tekst.append(Tekst(f"Systemet har ingen data om {hvad}."))

    def say(self, *tekst: Tekst) -> None:
        """Adds paragraphs."""
        self.tekst.extend(tekst)

    def done(self) -> Stykke:
        """The finished section."""
        afsnit = Afsnit(
            self.overskrift,
            tuple(self.tekst),
            tuple(self.punkter),
            tuple(self.tabeller),
            self.niveau,
            tuple(self.tegninger),
        )
        return Stykke(afsnit, tuple(self.mangler), self.demo)


def missing_in(stykker: Iterable[Stykke]) -> list[tuple[str, str]]:
    """(section, what it lacks) of a whole note."""
    return [(item.afsnit.overskrift, what) for item in stykker for what in item.mangler]
