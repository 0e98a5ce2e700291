"""What a boligorganisation's system sends in and is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from almen.api.schemas import Dato, DelInd, Grader, Id, Ind, Kort, Kroner, ServicearealInd, Tekst

Ansoegningsart = Literal[
    "skema_a",
    "skema_b",
    "skema_c",
    "renovering",
    "praekvalifikation",
    "renovering_skema_a",
    "renovering_skema_b",
    "renovering_skema_c",
]
Loebetid = Annotated[int, Field(ge=1, le=100, strict=True, description="år")]
Leje = Annotated[
    Decimal, Field(ge=0, lt=100_000, max_digits=8, decimal_places=2, description="kr. pr. m² om året")
]


class RenoveringstalInd(Ind):
    """The figures of a renovation's Skema A, B or C. Kroner in whole numbers; null = not known."""

    stoettede_arbejder: Kroner | None = None
    ustoettede_arbejder: Kroner | None = None
    forbedringer: Kroner | None = None
    stoettet_laan: Kroner | None = None
    ustoettet_laan: Kroner | None = None
    tilskud: Kroner | None = None
    egne_midler: Kroner | None = None
    kapitaltilfoersel: Kroner | None = None
    loebetid_stoettet: Loebetid | None = None
    loebetid_ustoettet: Loebetid | None = None
    leje_foer_m2: Leje | None = None
    leje_efter_m2: Leje | None = None


class AnsoegningInd(Ind):
    """An application. What is not known is left out; which fields belong to which Skema the refusal says."""

    boligorganisation: Annotated[str, Field(pattern=r"^[0-9]{4}$", description="LBF-nummer")]
    art: Ansoegningsart
    sag: Annotated[str, Field(max_length=20, pattern=r"^[0-9]{4}-[0-9]{5,12}$")] | None = Field(
        default=None, description="sagsnummer; kun Skema A for et nyt projekt og en ny renovering er uden"
    )
    erstatter: Annotated[int, Field(ge=1, le=2**62, strict=True)] | None = Field(
        default=None, description="id på den returnerede indsendelse, som denne retter"
    )
    titel: Kort = ""
    adresse: Kort = ""
    bydel: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    breddegrad: Grader | None = Field(default=None, description="WGS 84; begge eller ingen")
    laengdegrad: Grader | None = None
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
    dele: Annotated[list[DelInd], Field(max_length=20, description="nybyggeri: mindst én")] = []
    serviceareal: ServicearealInd | None = None
    afdelinger: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{1,5}$")]], Field(max_length=400)] = (
        Field(default=[], description="renovering: afdelingsnumre")
    )
    problemer: Annotated[list[Literal["bygning", "husleje", "social"]], Field(max_length=3)] = []
    boliger: Annotated[int, Field(ge=0, le=100_000, strict=True)] | None = None
    bruttoareal_m2: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None = None
    beboerafstemning_dato: Dato | None = None
    beboere_godkendt: bool | None = None
    genhusning: Literal["ingen", "midlertidig", "permanent"] | None = None
    genhusning_boliger: Annotated[int, Field(ge=0, le=100_000, strict=True)] | None = None
    garanti_soegt: bool | None = None
    lbf_tilsagn_dato: Dato | None = None
    udbud_dato: Dato | None = None
    tal: RenoveringstalInd | None = Field(
        default=None, description="tallene i en renoverings Skema A, B eller C"
    )
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
        "beboere",
        "tilstand",
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
