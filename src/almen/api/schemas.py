"""What goes in and out. Unknown fields are errors; text never holds a zero byte."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Kroner = Annotated[int, Field(ge=0, le=100_000_000_000, strict=True)]
Grader = Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6)]
Tekst = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Kort = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Id = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.]+$")]
Boligtypenavn = Literal["familie", "ungdom", "aeldre", "pleje"]


def _written_as(pattern: str, kind: str) -> BeforeValidator:
    """Only what is written so: pydantic would also take a number for a day, counted in seconds from 1970."""
    written = re.compile(pattern)

    def check(value: Any) -> Any:
        if value is not None and not (isinstance(value, str) and written.fullmatch(value)):
            raise PydanticCustomError(kind, "written otherwise")  # type: ignore[arg-type]
        return value

    return BeforeValidator(check)


Dato = Annotated[dt.date, _written_as(r"\d{4}-\d\d-\d\d", "date_type")]
Tidspunkt = Annotated[AwareDatetime, _written_as(r"\d{4}-\d\d-\d\d[Tt ].+", "tidspunkt")]
JaNej = Annotated[bool, _written_as("true|false", "bool_parsing")]


class Ind(Schema):
    """Base of what comes in."""

    model_config = ConfigDict(extra="forbid")


class Fejl(Schema):
    """One fault."""

    felt: str
    besked: str


class Fejlsvar(Schema):
    """Every refusal."""

    detail: str
    fejl: list[Fejl] = []


class DelInd(Ind):
    """One part of a project. Kroner in whole numbers, area in m²; null = not known."""

    boligtype: Boligtypenavn
    antal: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = None
    bruttoareal_m2: Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=9, decimal_places=2)] | None = (
        None
    )
    anskaffelsessum: Annotated[int, Field(ge=1, le=100_000_000_000, strict=True)] | None = None
    grundudgifter: Kroner | None = None
    haandvaerkerudgifter: Kroner | None = None
    omkostninger: Kroner | None = None
    gebyrer: Kroner | None = None
    tilskud: Kroner = 0
    nummer: (
        Annotated[int, Field(ge=1, le=1000, strict=True, description="projektets del; null = efter type")]
        | None
    ) = None


class ServicearealInd(Ind):
    """The service area of elderly and care dwellings; null = not known. A version is all figures: left out, it has none."""

    boliger: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = None
    areal_m2: Annotated[Decimal, Field(gt=0, lt=1_000_000, max_digits=9, decimal_places=2)] | None = None
    anskaffelsessum: Annotated[int, Field(ge=1, le=100_000_000_000, strict=True)] | None = None


class SkemaInd(Ind):
    """A new version of Skema A, B or C."""

    dele: Annotated[list[DelInd], Field(min_length=1, max_length=20)]
    serviceareal: ServicearealInd | None = None
    indsendt: Dato | None = None
    note: Tekst = ""
    kilde: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class NybyggeriInd(Ind):
    """A new case of new building."""

    titel: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    boligorganisation: Annotated[str, Field(pattern=r"^[0-9]{4}$", description="LBF-nummer")]
    adresse: Kort = ""
    bydel: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    breddegrad: Grader | None = Field(default=None, description="WGS 84; begge eller ingen")
    laengdegrad: Grader | None = None
    aabnet_dato: Dato | None = None
    forventet_tilsagn: Dato | None = None
    forventet_skema_b: Dato | None = None
    fortrolighed: Literal["aaben", "intern", "fortrolig"] = "aaben"
    dele: Annotated[list[DelInd], Field(min_length=1, max_length=20)]
    serviceareal: ServicearealInd | None = None


class BeslutningInd(Ind):
    """A decision on a step."""

    trin: Id
    udfald: Id = "godkendt"
    dato: Dato | None = None
    begrundelse: Tekst = ""
    tilbage_til: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.]*$")] = ""
    moede: Kort = ""
    kilde: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""
    dispensationer: dict[Id, Tekst] = {}
    set_antal: Annotated[int, Field(ge=0, le=100_000, strict=True)] | None = None


class Sagsrad(Schema):
    """A case as the list shows it."""

    nummer: str
    titel: str
    sagstype: str
    fase: str
    afslutning: str
    naeste_trin: str
    venter_paa: str
    naeste_frist: dt.date | None
    boligorganisation: str | None = Field(description="LBF-nummer")
    boliger: int | None
    anskaffelsessum: int | None
    boligtyper: str
    aabnet_dato: dt.date
    senest_aendret: dt.datetime
    ansvarlig: str | None = Field(description="brugernavn")
    demo: bool


class Sagsliste(Schema):
    """A page of cases; `naeste` is the cursor of the next page."""

    sager: list[Sagsrad]
    naeste: int | None


class Trinsvar(Schema):
    """One step's state."""

    id: str
    navn: str
    fase: str
    aktoer: str
    aktoer_navn: str
    handling: str
    status: str
    venter_paa: list[str]
    runde: int
    beslutning: int | None
    valgfrit: bool
    sikkerhed: str


class Beslutningsvar(Schema):
    """A recorded decision."""

    nummer: int
    trin: str
    aktoer: str
    aktoer_navn: str
    udfald: str
    dato: dt.date
    begrundelse: str
    moede: str
    kilde: str
    kontroller: list[dict[str, Any]]
    dispensationer: list[dict[str, Any]]
    registreret: dt.datetime


class Fristsvar(Schema):
    """A deadline."""

    trin: str
    titel: str
    dato: dt.date
    aktoer: str
    hjemmel: str
    sikkerhed: str
    opfyldt: dt.date | None


class Sagsvar(Schema):
    """A case with its state."""

    nummer: str
    titel: str
    sagstype: str
    sagsgang: str
    fortrolighed: str
    boligorganisation: str | None
    aabnet_dato: dt.date
    fase: str
    afsluttet: bool
    afslutning: str | None
    aabne: list[str]
    fakta: dict[str, Any]
    trin: list[Trinsvar]
    beslutninger: list[Beslutningsvar]
    frister: list[Fristsvar]
    oekonomi: dict[str, Any] | None


class Oprettet(Schema):
    """What a new case is called."""

    nummer: str
    url: str


class Gemt(Schema):
    """Which version the figures became."""

    nummer: str
    bogstav: str
    version: int


class Besluttet(Schema):
    """What a decision led to."""

    nummer: str
    beslutning: int
    trin: str
    udfald: str
    aabne: list[str]
    fase: str
    afsluttet: bool


class Journalrad(Schema):
    """A journal post."""

    id: int
    sag: str | None
    nummer: int
    art: str
    tekst: str
    tidspunkt: dt.datetime
    bruger: str
    hash: str
    forrige_hash: str


class Journalliste(Schema):
    """A page of the journal."""

    poster: list[Journalrad]
    naeste: int | None


Liste = dict[str, Any]
