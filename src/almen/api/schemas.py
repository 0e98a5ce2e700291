"""What goes in and out. Unknown fields are errors; text never holds a zero byte."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Kroner = Annotated[int, Field(ge=0, le=100_000_000_000, strict=True)]
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


class AnsoegningInd(Ind):
    """An application. What is not known is left out; which fields belong to which Skema the refusal says."""

    boligorganisation: Annotated[str, Field(pattern=r"^[0-9]{4}$", description="LBF-nummer")]
    art: Literal["skema_a", "skema_b", "skema_c"]
    sag: Annotated[str, Field(max_length=20, pattern=r"^[0-9]{4}-[0-9]{5,12}$")] | None = Field(
        default=None, description="sagsnummer; kun Skema A for et nyt projekt er uden"
    )
    erstatter: Annotated[int, Field(ge=1, le=2**62, strict=True)] | None = Field(
        default=None, description="id på den returnerede indsendelse, som denne retter"
    )
    titel: Kort = ""
    adresse: Kort = ""
    bydel: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    lokalplan: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    forventet_tilsagn: Dato | None = None
    forventet_skema_b: Dato | None = None
    forventet_ibrugtagning: Dato | None = None
    grundkapital_maks: Kroner | None = None
    garanti_maks: Kroner | None = None
    ejendomsvaerdi: Kroner | None = None
    laangiver: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    byggetilladelse_m2: (
        Annotated[Decimal, Field(gt=0, lt=1_000_000, max_digits=9, decimal_places=2)] | None
    ) = None
    sidste_bolig_faerdig: Dato | None = None
    udearealer_faerdige: Dato | None = None
    krav: dict[Id, bool] = Field(
        default={}, description="punkterne på skemaets tjekliste: navn → ja eller nej"
    )
    dele: Annotated[list[DelInd], Field(min_length=1, max_length=20)]
    serviceareal: ServicearealInd | None = None
    tekst: Tekst = ""
    filer: Annotated[list[UUID], Field(max_length=40)] = []


class FilInd(Ind):
    """What goes with a file."""

    boligorganisation: Annotated[str, Field(pattern=r"^[0-9]{4}$", description="LBF-nummer")]
    art: Literal[
        "grund",
        "lokalplan",
        "tegninger",
        "budget",
        "udbud",
        "byggetilladelse",
        "totaloekonomi",
        "regnskab",
        "andet",
    ] = "andet"
    titel: Kort = ""


class SvarInd(Ind):
    """An answer to a request."""

    tekst: Annotated[str, Field(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
    filer: Annotated[list[UUID], Field(max_length=40)] = []


class Filsvar(Schema):
    """The key by which a stored file is named when it is sent."""

    noegle: UUID
    sha256: str


class Proevesvar(Schema):
    """What the municipality's checks say."""

    kontroller: list[dict[str, Any]]


class Indsendt(Schema):
    """The receipt."""

    id: int
    nummer: str
    sha256: str
    kontroller: list[dict[str, Any]]


class Indsendelsesrad(Schema):
    """A submission as the list shows it; `tilstand` is venter, modtaget, returneret or trukket."""

    id: int
    nummer: str
    art: str
    titel: str
    boligorganisation: str
    sag: str | None
    indsendt: dt.datetime
    tilstand: str
    begrundelse: str
    sha256: str


class Indsendelsesliste(Schema):
    """A page of submissions."""

    indsendelser: list[Indsendelsesrad]
    naeste: int | None


class Indsendelsesvar(Indsendelsesrad):
    """A submission with what it says."""

    data: dict[str, Any]
    filer: list[dict[str, Any]]
    kontroller: list[dict[str, Any]]


class Trukket(Schema):
    """A withdrawn submission."""

    id: int
    tilstand: str


class Anmodningsvar(Schema):
    """A request that wants an answer."""

    id: int
    sag: str
    tekst: str
    frist: dt.date | None
    oprettet: dt.datetime
