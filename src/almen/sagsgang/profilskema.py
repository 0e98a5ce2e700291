"""The shape of a municipality's profile file."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from almen.sagsgang.aarshjul import AARSHJULSOPGAVE
from almen.sagsgang.delegation import Profildelegation
from almen.sagsgang.grundlagsparameter import Grundlagsparameter, to_text
from almen.sagsgang.omraadeindikator import Omraadeindikator
from almen.sagsgang.paastand import OffentliggjortPaastand
from almen.sagsgang.skema import Id, Model, ParameterId, Sikkerhed, Tekst, VedtagelseModel
from almen.sagsgang.tilsynsindikator import Tilsynsindikator


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
    # The number is part of a page's address.
    if not NUMMERTEGN.fullmatch(first):
        raise ValueError("må kun have bogstaver, tal, bindestreg, punktum og understreg")
    return value


NUMMERTEGN = re.compile(r"[\w.-]+")
Indhold = Literal[
    "resume",
    "indstilling",
    "problemstilling",
    "loesning",
    "oekonomi",
    "retsgrundlag",
    "kompetence",
    "tidligere_beslutninger",
    "videre_proces",
    "bilag",
]
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
    """How a YAML file writes a forvaltning; `aktoer` is what routes and users' roles call it."""

    id: Id
    aktoer: Id
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


class GrundlagsparameterModel(Model):
    """How a YAML file writes a figure or demand that a grundlag's versions settle."""

    id: Id
    navn: Tekst
    art: Literal["procent", "kroner", "m2", "antal", "ja_nej", "dato", "tekst"]
    mindst: Tal | None = None
    hoejst: Tal | None = None
    note: str = ""


class GrundlagModel(Model):
    """How a YAML file writes a grundlag: which case types are handled under it, and what its versions settle."""

    id: Id
    navn: Tekst
    omraade: str = ""
    sagstyper: tuple[Id, ...] = ()
    parametre: tuple[GrundlagsparameterModel, ...] = ()
    versioner: tuple[GrundlagstekstModel, ...] = ()

    @model_validator(mode="after")
    def _values_fit(self) -> GrundlagModel:
        known = {item.id: Grundlagsparameter(**item.model_dump()) for item in self.parametre}
        if len(known) != len(self.parametre):
            raise ValueError("har to parametre med samme id")
        for version in self.versioner:
            for key, value in version.parametre.items():
                if key not in known:
                    raise ValueError(
                        f"{version.version} har en værdi for “{key}”, som ikke er blandt parametrene"
                    )
                try:
                    to_text(known[key], value)
                except ValueError as error:
                    raise ValueError(f"{version.version}: {key} {error}") from None
        return self


class MoedefristModel(Model):
    """How a YAML file writes a deadline before a meeting."""

    dage: Annotated[int, Field(ge=0, le=120)]
    arbejdsdage: bool = False
    sikkerhed: Sikkerhed
    kilde: Tekst


class MoedeorganModel(Model):
    """How a YAML file writes a body that has meetings."""

    raad: bool = False
    papirer_ind: MoedefristModel
    dagsorden_ud: MoedefristModel
    almene_sager: bool = False


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


class PapirafsnitModel(Model):
    """How a YAML file writes a section of a paper; without a heading it stands unheaded."""

    overskrift: str = ""
    indhold: Annotated[tuple[Indhold, ...], Field(min_length=1)]


class IndstillingModel(Model):
    """How a YAML file writes which sections an indstilling to these bodies has, in their order."""

    organer: Annotated[tuple[Id, ...], Field(min_length=1)]
    afsnit: Annotated[tuple[PapirafsnitModel, ...], Field(min_length=1)]
    sikkerhed: Sikkerhed
    kilde: Tekst
    note: str = ""

    @model_validator(mode="after")
    def _recommends(self) -> IndstillingModel:
        parts = [part for item in self.afsnit for part in item.indhold]
        if "indstilling" not in parts:
            raise ValueError("mangler et afsnit med indholdet indstilling")
        if double := sorted({part for part in parts if parts.count(part) > 1}):
            raise ValueError(f"har indholdet “{double[0]}” to gange")
        return self


class StandardindstillingModel(Model):
    """How a YAML file writes a standard item: the steps with this body and these effects, while all checks say yes."""

    id: Id
    navn: Tekst
    organ: Id
    virkninger: Annotated[tuple[Id, ...], Field(min_length=1)]
    kontroller: tuple[Id, ...] = ()
    tekst: Tekst
    sikkerhed: Sikkerhed
    kilde: Tekst


class PapirerModel(Model):
    """How a YAML file writes what the municipality's papers look like; `indstiller` is who recommends."""

    indstiller: Id
    indstillinger: tuple[IndstillingModel, ...] = ()
    standardindstillinger: tuple[StandardindstillingModel, ...] = ()

    @model_validator(mode="after")
    def _one_a_body(self) -> PapirerModel:
        bodies = [organ for item in self.indstillinger for organ in item.organer]
        if double := sorted({organ for organ in bodies if bodies.count(organ) > 1}):
            raise ValueError(f"har to indstillinger til “{double[0]}”")
        return self


class HjulfristModel(Model):
    """How a YAML file writes when an item of the year wheel falls due: exactly one of three ways."""

    maaned: Annotated[int, Field(ge=1, le=12, strict=True)] | None = None
    dag: Annotated[int, Field(ge=1, le=31, strict=True)] | None = None
    maaneder: Annotated[int, Field(ge=1, le=12, strict=True)] | None = None
    parameter: ParameterId | None = None
    regnskabsaar_slutter: Annotated[int, Field(ge=1, le=12, strict=True)] = 12

    @model_validator(mode="after")
    def _one_way(self) -> HjulfristModel:
        if sum(value is not None for value in (self.maaned, self.maaneder, self.parameter)) != 1:
            raise ValueError("skal have netop én af maaned (og dag), maaneder eller parameter")
        if self.dag is not None:
            if self.maaned is None:
                raise ValueError("har en dag uden maaned")
            if self.dag > monthrange(2024, self.maaned)[1]:
                raise ValueError(f"har en dag, som måned {self.maaned} ikke har")
        return self


class HjulpunktModel(Model):
    """How a YAML file writes an item of the year wheel."""

    id: Id
    navn: Annotated[Tekst, StringConstraints(max_length=100)]
    formaal: Tekst
    pr: Literal["kommune", "boligorganisation"]
    frist: HjulfristModel
    aabnes_dage_foer: Annotated[int, Field(ge=0, le=1100, strict=True)]
    aktoer: Id
    sagstype: Id = AARSHJULSOPGAVE
    fortrolighed: Literal["aaben", "intern"] = "intern"
    hvert: Annotated[int, Field(ge=1, le=20, strict=True)] = 1
    fra_aar: Annotated[int, Field(ge=1900, le=2200, strict=True)] | None = None
    til_aar: Annotated[int, Field(ge=1900, le=2200, strict=True)] | None = None
    hjemmel: Annotated[tuple[Tekst, ...], Field(min_length=1)]
    kilde: Tekst
    sikkerhed: Sikkerhed
    note: str = ""

    @model_validator(mode="after")
    def _counted(self) -> HjulpunktModel:
        if self.hvert > 1 and self.fra_aar is None:
            raise ValueError(f"har “{self.id}”, der gentages hvert {self.hvert}. år, uden fra_aar")
        if self.fra_aar is not None and self.til_aar is not None and self.til_aar < self.fra_aar:
            raise ValueError(f"har “{self.id}”, der slutter, før det begynder")
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
    moedeorganer: dict[Id, MoedeorganModel] = Field(default_factory=dict)
    andre_sagsomraader: tuple[Tekst, ...] = ()
    bydele: tuple[BydelModel, ...] = ()
    graenser: GraenserModel | None = None
    papirer: PapirerModel | None = None
    offentlighed: OffentlighedModel | None = None
    administrationsgrundlag: tuple[GrundlagModel, ...] = ()
    aarshjul: tuple[HjulpunktModel, ...] = ()
    delegationer: tuple[Profildelegation, ...] = ()
    omraadeindikatorer: tuple[Omraadeindikator, ...] = ()
    tilsynsindikatorer: tuple[Tilsynsindikator, ...] = ()
    offentliggjorte_paastande: tuple[OffentliggjortPaastand, ...] = ()
    kilder: tuple[Tekst, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _known_actors(self) -> ProfilModel:
        for rolle, ids in self.roller.items():
            self._require(ids, f"rollen “{rolle}”")
        self._require(tuple(self.moedeorganer), "moedeorganer")
        if sum(item.raad for item in self.moedeorganer.values()) > 1:
            raise ValueError("har to organer, der er kommunens øverste (raad)")
        for budget in self.grundkapitalbudgetter:
            self._require(budget.budgetansvarlige, f"budgettet “{budget.id}”")
        if self.papirer is not None:
            self._require((self.papirer.indstiller,), "papirer")
            for indstilling in self.papirer.indstillinger:
                self._require(indstilling.organer, "en indstilling")
            for standard in self.papirer.standardindstillinger:
                self._require((standard.organ,), f"standardindstillingen “{standard.id}”")
        for forvaltning in self.forvaltninger:
            self._require((forvaltning.aktoer,), f"forvaltningen “{forvaltning.id}”")
        for punkt in self.aarshjul:
            self._require((punkt.aktoer,), f"årshjulets punkt “{punkt.id}”")
        for item in self.delegationer:
            self._require((item.vedtaget.organ, item.til_aktoer), f"delegationen “{item.id}”")
        if len({item.id for item in self.delegationer}) != len(self.delegationer):
            raise ValueError("har to delegationer med samme id")
        if len({punkt.id for punkt in self.aarshjul}) != len(self.aarshjul):
            raise ValueError("har to punkter i årshjulet med samme id")
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
