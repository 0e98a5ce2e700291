"""The rules of the risk overview as data (`risikoregler.yaml`). Pure: no Django, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("risikoregler.yaml")
Alvor = Literal["alvorlig", "opmaerksom"]
Niveau = Literal["organisation", "afdeling"]
Art = Literal[
    "kritisk_vaerdi", "revision", "ledighed", "dialog_mangler", "afviger", "udvikling", "mangler",
    "dialog_forsinket", "aftale",
]  # fmt: skip
ALVORNAVNE = {"alvorlig": "Alvorligt", "opmaerksom": "Opmærksomhed"}
ALVORTONER = {"alvorlig": "bad", "opmaerksom": "warn"}
# What each kind of rule can say in its text.
ORD: dict[str, frozenset[str]] = {
    "kritisk_vaerdi": frozenset({"navn", "vaerdi", "side", "graense", "aar"}),
    "revision": frozenset({"antal", "hvilke", "aar"}),
    "ledighed": frozenset({"ledige", "boliger", "vaerdi", "graense", "aar"}),
    "dialog_mangler": frozenset({"aar", "frist"}),
    "afviger": frozenset({"navn", "vaerdi", "side", "antal", "median", "graense", "aar"}),
    "udvikling": frozenset({"navn", "vaerdi", "retning", "antal", "raekke", "graense", "aar"}),
    "mangler": frozenset({"hvilke", "aar"}),
    "dialog_forsinket": frozenset({"aar", "hvilke"}),
    "aftale": frozenset({"antal", "hvilke"}),
}


class Regel(Model):
    """One rule: what raises a flag, how grave it is, what it says, and what it rests on.

    `dagens`: it depends on today, so it is asked when a page is shown and never kept.
    """

    id: Id
    art: Art
    navn: Tekst
    alvor: Alvor
    gaelder: Annotated[tuple[Niveau, ...], Field(min_length=1)]
    dagens: bool = False
    forklaring: Tekst
    tekst: Tekst
    parametre: tuple[str, ...]
    sikkerhed: Sikkerhed
    kilde: Tekst

    @model_validator(mode="after")
    def _known_words(self) -> Regel:
        words = {name for _, name, _, _ in Formatter().parse(self.tekst) if name is not None}
        if strange := sorted(words - ORD[self.art]):
            raise ValueError(f"siger {{{strange[0]}}} i tekst; tilladt er {', '.join(sorted(ORD[self.art]))}")
        return self

    @property
    def alvor_navn(self) -> str:
        """ "Alvorligt" or "Opmærksomhed"."""
        return ALVORNAVNE[self.alvor]

    @property
    def tone(self) -> str:
        """The tone of the rule's severity."""
        return ALVORTONER[self.alvor]


class Regelsaet(Model):
    """The whole file."""

    regler: Annotated[tuple[Regel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Regelsaet:
        ids = [item.id for item in self.regler]
        if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"har reglen “{double[0]}” to gange")
        return self


def parse_regler(tekst: str, filnavn: str) -> tuple[Regel, ...]:
    """The file's rules in order. Raises SagsgangFejl naming the file and the field."""
    return parse_yaml(Regelsaet, tekst, filnavn).regler


@lru_cache(maxsize=1)
def load_regler() -> tuple[Regel, ...]:
    """The rules that ship with the program, in order: the order in which flags are told."""
    return parse_regler(FIL.read_text(encoding="utf-8"), FIL.name)


def find_regel(id_: str) -> Regel | None:
    """The rule; None if there is none of that name (any more)."""
    return next((item for item in load_regler() if item.id == id_), None)


def print_of(regler: Iterable[Regel], more: Iterable[str]) -> str:
    """A fingerprint of the rules and of whatever else the flags follow from, whatever the order of `more`."""
    parts = [item.model_dump_json() for item in regler]
    return hashlib.sha256("\n".join([*parts, *sorted(more)]).encode()).hexdigest()
