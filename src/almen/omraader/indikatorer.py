"""The catalogue of indicators: the statutory ones (`indikatorer.yaml`) and the municipality's own (its profile)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from almen.organisationer.selectors import current_profil
from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.omraadeindikator import Omraadeindikator
from almen.sagsgang.profil import Profil
from almen.sagsgang.skema import Model, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("indikatorer.yaml")
BEBOERE = "beboere"
LANDSGENNEMSNIT = "landsgennemsnit_doemte_pct"
ENHEDER = {"personer": "personer", "procent": "pct.", "kroner": "kr.", "lister": "lister"}


class Indikator(Omraadeindikator):
    """A yearly figure. `lovens`: the statutory classes may rest on it. `reference`: no area's, but the country's or a region's."""

    lovens: bool = True
    reference: Literal["landet", "regionen"] | None = None
    paragraf: str = ""

    @property
    def heltal(self) -> bool:
        """True if its values are whole numbers."""
        return self.enhed != "procent"

    @property
    def er_andel(self) -> bool:
        """True for a share of a group of residents; a ratio of incomes can be more than the whole."""
        return self.enhed == "procent" and self.hoejst == 100

    @property
    def enhed_tekst(self) -> str:
        """ "pct.", "personer", "kr." or "lister"."""
        return ENHEDER[self.enhed]


class Gruppe(Model):
    """A group of residents that figures are measured on; `mindst_pct` how small a share of all it is taken to be."""

    id: str
    navn: Tekst
    mindst_pct: Annotated[Decimal, Field(ge=0, le=100)]


class Ekstraliste(Model):
    """A list beside the yearly ones."""

    dag: dt.date
    kilde: Tekst


class Diskretion(Model):
    """Figures on fewer persons than `faerrest` are not told to the public."""

    faerrest: Annotated[int, Field(ge=1, strict=True)]
    kilde: Tekst


class Katalog(Model):
    """The whole file."""

    diskretion: Diskretion
    grupper: tuple[Gruppe, ...]
    indikatorer: tuple[Indikator, ...]
    ekstra_lister: tuple[Ekstraliste, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Katalog:
        ids = [item.id for item in self.indikatorer]
        if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"har indikatoren “{double[0]}” to gange")
        known = {gruppe.id for gruppe in self.grupper}
        if missing := sorted({item.gruppe for item in self.indikatorer} - known):
            raise ValueError(f"nævner gruppen “{missing[0]}”, som ikke findes")
        return self


def parse_katalog(tekst: str, filnavn: str) -> Katalog:
    """The file's content. Raises SagsgangFejl naming the file and the field."""
    return parse_yaml(Katalog, tekst, filnavn)


@lru_cache(maxsize=1)
def load_katalog() -> Katalog:
    """What ships with the program. Raises SagsgangFejl."""
    return parse_katalog(FIL.read_text(encoding="utf-8"), FIL.name)


@lru_cache(maxsize=8)
def _of_kommune(own: tuple[Omraadeindikator, ...]) -> Mapping[str, Indikator]:
    found = {item.id: item for item in load_katalog().indikatorer}
    for item in own:
        if item.id in found:
            raise SagsgangFejl(
                [Fejl("profil.yaml", "", "omraadeindikatorer", f"“{item.id}” er lovens eller står to gange")]
            )
        found[item.id] = Indikator(**item.model_dump(), lovens=False)
    return found


def indikatorer_by_id(profil: Profil | None = None) -> Mapping[str, Indikator]:
    """Every indicator of the municipality by its id, in order. Raises SagsgangFejl if its own takes a statutory id."""
    return _of_kommune((profil or current_profil()).omraadeindikatorer)


def alle_indikatorer() -> tuple[Indikator, ...]:
    """Every indicator: the statutory ones, references, then the municipality's own."""
    return tuple(indikatorer_by_id().values())


def omraadeindikatorer() -> tuple[Indikator, ...]:
    """Those that are measured in an area, not references."""
    return tuple(item for item in alle_indikatorer() if item.reference is None)


def find_indikator(id_: str) -> Indikator | None:
    """The indicator; None if the catalogue does not have it (any more)."""
    return indikatorer_by_id().get(id_)


def indikator_navn(id_: str) -> str:
    """Its name; the id itself if the catalogue no longer has it."""
    found = find_indikator(id_)
    return found.navn if found else id_


@lru_cache(maxsize=1)
def grupper_by_id() -> Mapping[str, Gruppe]:
    """The groups of residents by id."""
    return {item.id: item for item in load_katalog().grupper}
