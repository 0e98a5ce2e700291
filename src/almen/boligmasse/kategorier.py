"""Tenures as data, and which categories of Statistics Denmark's tables count as which tenure (`kategorier.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = Path(__file__).with_name("kategorier.yaml")
IALT, IALT_NAVN = "ialt", "I alt"


class Ejerform(Model):
    """A tenure; the file's order is the order in tables and charts. `kort` heads a column."""

    id: Id
    navn: Tekst
    kort: Tekst
    note: str = ""


class Regel(Model):
    """Cells whose categories all are among these count as `ejerform`."""

    ejerform: Id
    naar: Annotated[dict[Tekst, tuple[Tekst, ...]], Field(min_length=1)]


class Tabel(Model):
    """How one of Statistics Denmark's tables is read. It is known by its id, or by having the dimensions of `kendetegn`.

    `kun`: other categories of these dimensions are passed over. `summeres`: dimensions that are summed away; where
    one has a category of `ialt`, that category alone is read. `perioder_pr_aar`: how many points in time make a year.
    """

    id: Tekst
    navn: Tekst
    emne: Literal["bestand", "faerdiggjort"]
    kilde: Tekst
    sikkerhed: Sikkerhed
    note: str = ""
    kendetegn: Annotated[tuple[Tekst, ...], Field(min_length=1)]
    omraade: Tekst
    tid: Tekst
    perioder_pr_aar: Literal[1, 4] = 1
    ialt: tuple[Tekst, ...] = ()
    summeres: tuple[Tekst, ...] = ()
    kun: dict[Tekst, tuple[Tekst, ...]] = Field(default_factory=dict)
    regler: Annotated[tuple[Regel, ...], Field(min_length=1)]

    @cached_property
    def afgoerende(self) -> tuple[str, ...]:
        """The dimensions that the rules ask for."""
        return tuple(dict.fromkeys(name for regel in self.regler for name in regel.naar))

    @cached_property
    def kendte(self) -> frozenset[str]:
        """Every dimension that the table may have."""
        return frozenset({self.omraade, self.tid, *self.afgoerende, *self.kun, *self.summeres})


class Kategorier(Model):
    """The whole file."""

    ejerformer: Annotated[tuple[Ejerform, ...], Field(min_length=1)]
    tabeller: tuple[Tabel, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Kategorier:
        ids = [item.id for item in self.ejerformer]
        if double := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"har ejerformen “{double[0]}” to gange")
        if IALT in ids:
            raise ValueError(f"må ikke have ejerformen “{IALT}”; det er summen af dem")
        for tabel in self.tabeller:
            for regel in tabel.regler:
                if regel.ejerform not in ids:
                    raise ValueError(f"nævner ejerformen “{regel.ejerform}” i {tabel.id}, som ikke findes")
        return self


def parse_kategorier(tekst: str, filnavn: str) -> Kategorier:
    """The file's content. Raises SagsgangFejl naming the file and the field."""
    return parse_yaml(Kategorier, tekst, filnavn)


@lru_cache(maxsize=1)
def load_kategorier() -> Kategorier:
    """What ships with the program. Raises SagsgangFejl."""
    return parse_kategorier(FIL.read_text(encoding="utf-8"), FIL.name)


@lru_cache(maxsize=1)
def ejerform_navne() -> Mapping[str, str]:
    """Tenure → its Danish name, in the file's order."""
    return {item.id: item.navn for item in load_kategorier().ejerformer}


def ejerform_choices() -> list[tuple[str, str]]:
    """Every tenure and the total, as a form offers them."""
    return [*ejerform_navne().items(), (IALT, IALT_NAVN)]


def ejerform_navn(id_: str) -> str:
    """The name of a tenure or of the total; the id itself if the file no longer has it."""
    return IALT_NAVN if id_ == IALT else ejerform_navne().get(id_, id_)


def in_order(ids: Iterable[str]) -> list[str]:
    """Tenures in the file's order, those that it does not know last."""
    wanted = set(ids)
    known = [id_ for id_ in ejerform_navne() if id_ in wanted]
    return [*known, *sorted(wanted - set(known))]
