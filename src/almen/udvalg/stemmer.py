"""Votes as the secretary types them: `for A 5, B 3; imod C 2; undlod D 1`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from almen.sagsgang.udfald import COMPLETES, Udfald

SIDER = ("for", "imod", "undlod")
_SEGMENT = re.compile(r"^(for|imod|undlod(?:er)?)\b\s*:?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_DEL = re.compile(r"^(?P<parti>.*\S)\s+(?P<antal>\d{1,3})$", re.DOTALL)
_KORT = re.compile(r"\(([^)]+)\)\s*$")
HJAELP = "Fx for A 5, B 3; imod C 2; undlod D 1. Tomt felt: uden afstemning."


class StemmeFejl(ValueError):
    """The text cannot be read, or the votes cannot be; says what is wrong and how it is written."""


@dataclass(frozen=True)
class Partistemmer:
    """One party's votes."""

    parti: str
    stemte_for: int = 0
    imod: int = 0
    undlod: int = 0

    @property
    def i_alt(self) -> int:
        """How many of the party's members this accounts for."""
        return self.stemte_for + self.imod + self.undlod


@dataclass(frozen=True)
class Afstemning:
    """Everybody's votes."""

    partier: tuple[Partistemmer, ...]

    @property
    def stemte_for(self) -> int:
        """Votes for."""
        return sum(item.stemte_for for item in self.partier)

    @property
    def imod(self) -> int:
        """Votes against."""
        return sum(item.imod for item in self.partier)

    @property
    def undlod(self) -> int:
        """Who did not vote."""
        return sum(item.undlod for item in self.partier)


def parse_stemmer(tekst: str, medlemmer: Mapping[str, int]) -> Afstemning | None:
    """The votes in `tekst`; None for an empty text. `medlemmer` is party → members on the day; empty: not known.

    A party is named in full or by what stands in brackets after its name. Raises StemmeFejl.
    """
    if not tekst.strip():
        return None
    found: dict[str, dict[str, int]] = {}
    for segment in filter(None, (part.strip() for part in re.split(r"[;\n]", tekst))):
        match = _SEGMENT.match(segment)
        if match is None:
            raise StemmeFejl(f"“{segment[:40]}” begynder ikke med for, imod eller undlod. {HJAELP}")
        side = match[1].lower().removesuffix("er")
        for part in filter(None, (item.strip() for item in match[2].split(","))):
            parti, antal = _part(part, medlemmer)
            votes = found.setdefault(parti, dict.fromkeys(SIDER, 0))
            if votes[side]:
                raise StemmeFejl(f"“{parti}” står to gange under {side}.")
            votes[side] = antal
    if not found:
        raise StemmeFejl(f"Der står ingen stemmer. {HJAELP}")
    afstemning = Afstemning(
        tuple(
            Partistemmer(parti, votes["for"], votes["imod"], votes["undlod"])
            for parti, votes in found.items()
        )
    )
    _refuse_too_many(afstemning, medlemmer)
    return afstemning


def _part(tekst: str, medlemmer: Mapping[str, int]) -> tuple[str, int]:
    match = _DEL.match(tekst)
    if match is None or int(match["antal"]) == 0:
        raise StemmeFejl(f"“{tekst[:40]}” skal være et parti og et antal over 0, fx A 5.")
    names = _spellings(medlemmer)
    parti = names.get(match["parti"].casefold())
    if parti is None and medlemmer:
        raise StemmeFejl(
            f"Partiet “{match['parti'][:40]}” har ingen medlemmer den dag. Mulige: {', '.join(medlemmer)}."
        )
    return parti or match["parti"][:60], int(match["antal"])


def _spellings(partier: Iterable[str]) -> dict[str, str]:
    """Every way of naming a party → the party."""
    result = {}
    for parti in partier:
        result[parti.casefold()] = parti
        if short := _KORT.search(parti):
            result[short[1].casefold()] = parti
            result[parti[: short.start()].strip().casefold()] = parti
    return result


def _refuse_too_many(afstemning: Afstemning, medlemmer: Mapping[str, int]) -> None:
    for item in afstemning.partier:
        if medlemmer and item.i_alt > medlemmer[item.parti]:
            raise StemmeFejl(
                f"{item.parti} har {medlemmer[item.parti]} medlemmer den dag, men der står {item.i_alt} stemmer."
            )


def refuse_contradiction(afstemning: Afstemning | None, udfald: str) -> None:
    """Raises StemmeFejl where the votes cannot have that outcome: it takes more for than against to adopt.

    A tie is no majority: the proposal has fallen.
    """
    if afstemning is None:
        return
    adopted = afstemning.stemte_for > afstemning.imod
    if Udfald(udfald) in COMPLETES - {Udfald.FRAFALDET} and not adopted:
        raise StemmeFejl(
            f"Der er {afstemning.stemte_for} stemmer for og {afstemning.imod} imod; så er det ikke vedtaget."
        )
    if udfald == Udfald.FORKASTET and adopted:
        raise StemmeFejl(
            f"Der er {afstemning.stemte_for} stemmer for og {afstemning.imod} imod; så er det ikke forkastet."
        )


def format_stemmer(afstemning: Afstemning) -> str:
    """The votes as they are typed; `parse_stemmer` reads it back."""
    sides = (("for", "stemte_for"), ("imod", "imod"), ("undlod", "undlod"))
    parts = []
    for name, attribute in sides:
        votes = [
            f"{item.parti} {getattr(item, attribute)}"
            for item in afstemning.partier
            if getattr(item, attribute)
        ]
        if votes:
            parts.append(f"{name} {', '.join(votes)}")
    return "; ".join(parts)
