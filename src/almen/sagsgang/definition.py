"""A route as data: phases, steps, and what each step waits for. Built by `indlaes`, never by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from almen.sagsgang.udfald import Handling

AFSLUT = "afslut"
# Styrelsesloven § 23 gives the right to carry a decision to the council to members of committees only.
UDVALG = frozenset({"udvalget", "oekonomiudvalget"})


_OWN_NUMBER = re.compile(r"M\d+")


@dataclass(frozen=True)
class Vedtagelse:
    """The decision by which a version came into force. `dato` is None where the day is not known."""

    organ: str
    dato: dt.date | None
    kilde: str
    sikkerhed: str


@dataclass(frozen=True)
class Fase:
    """A stretch of the route, e.g. Skema A."""

    id: str
    navn: str


@dataclass(frozen=True)
class Faktum:
    """A fact that conditions may ask for, with its possible values (id, Danish name).

    `flere` says whether one case can hold several values at once, as a project with family and youth
    dwellings does.
    """

    id: str
    navn: str
    vaerdier: tuple[tuple[str, str], ...]
    flere: bool = True


@dataclass(frozen=True)
class FristRegel:
    """A step's deadline after the decision on `efter`: days, months, or a statute's parameter."""

    efter: str
    dage: int | None = None
    maaneder: int | None = None
    parameter: str | None = None
    arbejdsdage: bool = False


@dataclass(frozen=True)
class Trin:
    """One step: who does what about what, after which steps, for which facts, with which checks and effects.

    `tilbage_ved_nej` maps a check to the earlier step that must decide anew when its answer is no: the case is then sent
    back by itself. `ved_forkastet` is `afslut` or the step to go back to; `medvirkende` take part without deciding;
    `standsningsret` says whether the decision can be carried to the council (styrelsesloven § 23).
    """

    id: str
    navn: str
    fase: str
    aktoer: str
    handling: Handling
    offentligt_navn: str = ""
    genstand: tuple[str, ...] = ()
    efter: tuple[str, ...] = ()
    naar: Mapping[str, frozenset[str]] = field(default_factory=dict)
    valgfrit: bool = False
    kontroller: tuple[str, ...] = ()
    virkninger: tuple[str, ...] = ()
    dispensation_mulig: tuple[str, ...] = ()
    tilbage_ved_nej: Mapping[str, str] = field(default_factory=dict)
    frist: FristRegel | None = None
    hjemmel: tuple[str, ...] = ()
    ved_forkastet: str = AFSLUT
    medvirkende: tuple[str, ...] = ()
    standsningsret: bool = False
    sikkerhed: str = "sikker"
    note: str = ""

    @property
    def retsgrundlag(self) -> tuple[str, ...]:
        """The law that the step rests on, as people read it: without the numbers that only this system has (M5)."""
        return tuple(item for item in self.hjemmel if not _OWN_NUMBER.fullmatch(item))


@dataclass(frozen=True)
class Sagsgang:
    """One version of a route for one case type.

    `tekst` is the YAML it was read from, `sha256` its fingerprint.
    """

    kommune: str
    sagstype: str
    version: str
    gyldig_fra: dt.date
    gyldig_til: dt.date | None
    vedtaget: Vedtagelse
    faser: tuple[Fase, ...]
    trin: tuple[Trin, ...]
    fakta: tuple[Faktum, ...] = ()
    note: str = ""
    tekst: str = field(default="", repr=False, compare=False)
    sha256: str = ""

    @cached_property
    def efter_id(self) -> Mapping[str, Trin]:
        """Steps by id."""
        return {trin.id: trin for trin in self.trin}

    @cached_property
    def orden(self) -> tuple[Trin, ...]:
        """Steps in an order that respects `efter`, otherwise as written. A cycle's steps are left out."""
        placed: dict[str, Trin] = {}
        rest = list(self.trin)
        while rest:
            ready = next((t for t in rest if all(e in placed for e in t.efter)), None)
            if ready is None:
                break
            placed[ready.id] = ready
            rest.remove(ready)
        return tuple(placed.values())

    @cached_property
    def efterfoelgere(self) -> Mapping[str, frozenset[str]]:
        """For each step: itself and every step that follows it, near or far."""
        result: dict[str, set[str]] = {trin.id: {trin.id} for trin in self.trin}
        for trin in reversed(self.orden):
            for parent in trin.efter:
                result[parent] |= result[trin.id]
        return {key: frozenset(value) for key, value in result.items()}

    @cached_property
    def forgaengere(self) -> Mapping[str, frozenset[str]]:
        """For each step: itself and every step it rests on."""
        return {
            trin.id: frozenset(key for key, after in self.efterfoelgere.items() if trin.id in after)
            for trin in self.trin
        }

    @cached_property
    def betingelser(self) -> Mapping[str, str]:
        """For each step with conditions: in Danish, what it applies to, e.g. *Gælder kun ældreboliger*."""
        return {trin.id: _betingelse(trin, self.fakta) for trin in self.trin if trin.naar}


def _betingelse(trin: Trin, fakta: tuple[Faktum, ...]) -> str:
    names = {(faktum.id, value): navn for faktum in fakta for value, navn in faktum.vaerdier}
    order = list(names)
    parts = []
    for faktum, allowed in trin.naar.items():
        # In the order in which the fact lists its values, so that the sentence reads as people say it.
        keys = [key for key in order if key[0] == faktum and key[1] in allowed]
        values = [_lower(names[key]) for key in keys] or sorted(allowed)
        parts.append(" og ".join([", ".join(values[:-1]), values[-1]]) if len(values) > 1 else values[0])
    return "Gælder kun " + "; ".join(parts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
