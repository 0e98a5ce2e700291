"""The shape of a municipality's profile file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst, VedtagelseModel


def _decimal(value: object) -> Decimal:
    """Figures are written as text so that no float comes between the source and us."""
    if not isinstance(value, str):
        raise ValueError("skal skrives som tekst, fx “12.5”")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"“{value}” er ikke et tal") from None
    if not number.is_finite():
        raise ValueError(f"“{value}” er ikke et tal")
    return number


def _numbered(value: str) -> str:
    """A pattern for case numbers must give different numbers for different cases."""
    try:
        first, second = value.format(aar=2026, loebenummer=1), value.format(aar=2026, loebenummer=2)
    except (KeyError, IndexError, ValueError):
        raise ValueError("må kun indeholde {aar} og {loebenummer}") from None
    if first == second:
        raise ValueError("skal indeholde {loebenummer}")
    return value


Tal = Annotated[Decimal, BeforeValidator(_decimal)]


class AktoernavnModel(Model):
    """How a YAML file writes a aktoernavn."""

    navn: Tekst
    kort: Tekst
    fra: dt.date | None = None
    til: dt.date | None = None
    sikkerhed: Sikkerhed
    kilde: Tekst


class AktoerModel(Model):
    """How a YAML file writes a aktoer."""

    art: Literal["organ", "forvaltning", "ekstern"]
    navne: Annotated[tuple[AktoernavnModel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_name_a_day(self) -> AktoerModel:
        for earlier, later in zip(self.navne, self.navne[1:], strict=False):
            if earlier.til is None or later.fra is None or earlier.til >= later.fra:
                raise ValueError(f"har to navne på samme dag: “{earlier.navn}” og “{later.navn}”")
        if any(item.fra and item.til and item.til < item.fra for item in self.navne):
            raise ValueError("har et navn, hvis periode slutter, før den begynder")
        return self


class BudgetModel(Model):
    """How a YAML file writes a budget."""

    id: Id
    navn: Tekst
    boligtyper: Annotated[tuple[Id, ...], Field(min_length=1)]
    budgetansvarlige: Annotated[tuple[Id, ...], Field(min_length=1)]
    sikkerhed: Sikkerhed
    kilde: Tekst


class PraksisModel(Model):
    """How a YAML file writes a praksis."""

    id: Id
    navn: Tekst
    enhed: Tekst
    vaerdier: tuple[Tal, ...] = ()
    fra: dt.date | None = None
    til: dt.date | None = None
    sikkerhed: Sikkerhed
    kilde: Tekst
    note: str = ""


class ForvaltningModel(Model):
    """How a YAML file writes a forvaltning."""

    id: Id
    navn: Tekst
    kort: Tekst
    sikkerhed: Sikkerhed


class GrundlagstekstModel(Model):
    """How a YAML file writes a grundlagstekst."""

    version: Tekst
    gyldig_fra: dt.date
    vedtaget: VedtagelseModel
    tekst: str = ""
    parametre: dict[Id, Tekst] = Field(default_factory=dict)
    note: str = ""


class GrundlagModel(Model):
    """How a YAML file writes a grundlag."""

    id: Id
    navn: Tekst
    omraade: str = ""
    versioner: tuple[GrundlagstekstModel, ...] = ()


class BydelModel(Model):
    """How a YAML file writes a bydel."""

    navn: Annotated[Tekst, StringConstraints(max_length=80)]
    ogsaa: tuple[Tekst, ...] = ()


class GraenserModel(Model):
    """How a YAML file writes the rectangle (WGS 84) that a municipality lies in."""

    syd: Tal
    nord: Tal
    vest: Tal
    oest: Tal
    kilde: Tekst

    @model_validator(mode="after")
    def _in_order(self) -> GraenserModel:
        if not (-90 <= self.syd < self.nord <= 90 and -180 <= self.vest < self.oest <= 180):
            raise ValueError("skal have syd før nord og vest før øst, i grader")
        return self


class OffentlighedModel(Model):
    """How a YAML file writes what the public pages say of the municipality."""

    kontakt: Tekst
    kontakt_url: Annotated[Tekst, StringConstraints(pattern=r"^https?://")]
    licens: str = ""
    licens_url: Annotated[str, StringConstraints(pattern=r"^(https?://.*)?$")] = ""


class ProfilModel(Model):
    """How a YAML file writes a profil."""

    id: Id
    navn: Tekst
    kort_navn: Tekst
    kommunekode: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    region: Id
    opdigtet: bool = False
    sagsnummerformat: Annotated[str, AfterValidator(_numbered)]
    aktoerer: Annotated[dict[Id, AktoerModel], Field(min_length=1)]
    roller: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    grundkapitalbudgetter: tuple[BudgetModel, ...] = ()
    praksis: tuple[PraksisModel, ...] = ()
    forvaltninger: tuple[ForvaltningModel, ...] = ()
    bydele: tuple[BydelModel, ...] = ()
    graenser: GraenserModel | None = None
    offentlighed: OffentlighedModel | None = None
    administrationsgrundlag: tuple[GrundlagModel, ...] = ()
    kilder: tuple[Tekst, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _known_actors(self) -> ProfilModel:
        for rolle, ids in self.roller.items():
            self._require(ids, f"rollen “{rolle}”")
        for budget in self.grundkapitalbudgetter:
            self._require(budget.budgetansvarlige, f"budgettet “{budget.id}”")
        types = [item for budget in self.grundkapitalbudgetter for item in budget.boligtyper]
        if len(types) != len(set(types)):
            raise ValueError("har en boligtype i to grundkapitalbudgetter")
        names = [name for bydel in self.bydele for name in (bydel.navn, *bydel.ogsaa)]
        if len(names) != len({name.casefold() for name in names}):
            raise ValueError("har det samme navn på to bydele")
        return self

    def _require(self, ids: tuple[str, ...], where: str) -> None:
        for id_ in ids:
            if id_ not in self.aktoerer:
                raise ValueError(f"{where} nævner aktøren “{id_}”, som ikke findes")
