"""The shape of a route file: pydantic models, and their complaints in plain Danish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from almen.sagsgang.definition import AFSLUT
from almen.sagsgang.udfald import Handling

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ParameterId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]*$")]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sikkerhed = Literal["sikker", "sandsynlig", "usikker"]
Antal = Annotated[int, Field(gt=0, strict=True)]


class Model(BaseModel):
    """Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VedtagelseModel(Model):
    """How a YAML file writes a vedtagelse."""

    organ: Id
    dato: dt.date | None = None
    kilde: Tekst
    sikkerhed: Sikkerhed


class FaseModel(Model):
    """How a YAML file writes a fase."""

    id: Id
    navn: Tekst


class FaktumModel(Model):
    """How a YAML file writes a faktum."""

    navn: Tekst
    flere: bool = True
    vaerdier: Annotated[dict[Id, Tekst], Field(min_length=1)]


class FristModel(Model):
    """How a YAML file writes a frist."""

    efter: Id
    dage: Antal | None = None
    maaneder: Antal | None = None
    parameter: ParameterId | None = None
    arbejdsdage: bool = False

    @model_validator(mode="after")
    def _one_length(self) -> FristModel:
        if sum(item is not None for item in (self.dage, self.maaneder, self.parameter)) != 1:
            raise ValueError("skal have netop én af dage, maaneder og parameter")
        if self.arbejdsdage and self.dage is None:
            raise ValueError("arbejdsdage kan kun bruges sammen med dage")
        return self


class TrinModel(Model):
    """How a YAML file writes a trin."""

    id: Id
    navn: Tekst
    offentligt_navn: Tekst | None = None
    fase: Id
    aktoer: Id
    medvirkende: tuple[Id, ...] = ()
    handling: Handling
    genstand: tuple[Id, ...] = ()
    efter: tuple[Id, ...] = ()
    naar: dict[Id, Annotated[tuple[Id, ...], Field(min_length=1)]] = Field(default_factory=dict)
    valgfrit: bool = False
    kontroller: tuple[Id, ...] = ()
    virkninger: tuple[Id, ...] = ()
    dispensation_mulig: tuple[Id, ...] = ()
    tilbage_ved_nej: dict[Id, Id] = Field(default_factory=dict)
    frist: FristModel | None = None
    hjemmel: tuple[Tekst, ...] = ()
    ved_forkastet: Id = AFSLUT
    standsningsret: bool | None = None
    sikkerhed: Sikkerhed = "sikker"
    note: Tekst | None = None


class SagsgangModel(Model):
    """How a YAML file writes a sagsgang."""

    kommune: Id
    sagstype: Id
    version: Tekst
    gyldig_fra: dt.date
    gyldig_til: dt.date | None = None
    vedtaget: VedtagelseModel
    note: Tekst | None = None
    fakta: dict[Id, FaktumModel] = Field(default_factory=dict)
    faser: Annotated[tuple[FaseModel, ...], Field(min_length=1)]
    trin: Annotated[tuple[TrinModel, ...], Field(min_length=1)]


_BESKEDER = {
    "missing": "mangler",
    "string_pattern_mismatch": "skal bestå af små bogstaver a-z, tal og _ og begynde med et bogstav",
    "string_type": "skal være tekst (sæt den i anførselstegn)",
    "string_too_short": "må ikke være tom",
    "tuple_type": "skal være en liste, fx [en, to]",
    "too_short": "må ikke være tom",
    "dict_type": "skal bestå af felter og værdier",
    "model_type": "skal bestå af felter og værdier",
    "model_attributes_type": "skal bestå af felter og værdier",
    "date_type": "skal være en dato (ÅÅÅÅ-MM-DD)",
    "date_parsing": "skal være en dato (ÅÅÅÅ-MM-DD)",
    "date_from_datetime_parsing": "skal være en dato (ÅÅÅÅ-MM-DD)",
    "date_from_datetime_inexact": "skal være en dato uden klokkeslæt (ÅÅÅÅ-MM-DD)",
    "bool_type": "skal være true eller false",
    "bool_parsing": "skal være true eller false",
    "int_type": "skal være et helt tal",
    "int_from_float": "skal være et helt tal",
    "greater_than": "skal være større end nul",
}


def danish_errors(error: ValidationError) -> list[tuple[tuple[str | int, ...], str]]:
    """Each complaint as (path, Danish text)."""
    items = error.errors()
    places = [item["loc"] for item in items]
    # A list whose items all fail is also called too short; the items' own errors say it better.
    told = [
        item
        for item in items
        if item["type"] != "too_short"
        or not any(len(loc) > len(item["loc"]) and loc[: len(item["loc"])] == item["loc"] for loc in places)
    ]
    return [(tuple(item["loc"]), _danish(item)) for item in told]


def _danish(item: Mapping[str, Any]) -> str:
    kind, context = item["type"], item.get("ctx") or {}
    if kind == "extra_forbidden":
        return "er ikke et kendt felt"
    if kind in ("enum", "literal_error"):
        allowed = (
            ", ".join(Handling) if kind == "enum" else str(context.get("expected", "")).replace(" or ", ", ")
        )
        return f"“{item['input']}” er ikke tilladt. Mulige: {allowed.replace(chr(39), '')}"
    if kind == "value_error":
        return str(context["error"])
    text = _BESKEDER.get(kind, f"er ikke gyldig ({item['msg']})")
    return (
        text
        if kind == "missing" or item["input"] in (None, "", [], {})
        else f"{text}; læst: {item['input']!r}"
    )
