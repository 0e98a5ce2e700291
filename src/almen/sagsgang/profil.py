"""A municipality's own facts: names of bodies, budgets, practice and adopted bases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from almen.sagsgang.aarshjul import Hjulfrist, Hjulpunkt
from almen.sagsgang.definition import Sagsgang, Vedtagelse
from almen.sagsgang.delegation import Profildelegation
from almen.sagsgang.grundlagsparameter import Grundlagsparameter
from almen.sagsgang.indlaes import load_sagsgange
from almen.sagsgang.moedeorgan import Moedeorgan, build_moedeorganer
from almen.sagsgang.omraadeindikator import Omraadeindikator
from almen.sagsgang.paastand import OffentliggjortPaastand
from almen.sagsgang.papirprofil import Papirprofil, build_papirprofil
from almen.sagsgang.profilskema import ProfilModel
from almen.sagsgang.tilsynsindikator import Tilsynsindikator
from almen.sagsgang.yamlmodel import parse_yaml

KOMMUNER = Path(__file__).resolve().parents[1] / "kommuner"


class ProfilFejl(LookupError):
    """The profile has no such municipality, actor or practice; the text names what there is."""


@dataclass(frozen=True)
class Aktoernavn:
    """What a body is called in a period. `fra` None: since before our first source; `til` None: still."""

    navn: str
    kort: str
    fra: dt.date | None
    til: dt.date | None
    sikkerhed: str
    kilde: str

    def covers(self, dato: dt.date) -> bool:
        """True if the name was in use on `dato`."""
        return (self.fra is None or self.fra <= dato) and (self.til is None or dato <= self.til)


@dataclass(frozen=True)
class Aktoer:
    """A body that routes may name.

    `art` is `organ`, `forvaltning` or `ekstern`; `navne` are in order of time.
    """

    id: str
    art: str
    navne: tuple[Aktoernavn, ...]

    def navn_on(self, dato: dt.date) -> Aktoernavn:
        """The name on `dato`; outside every known period the nearest one (earliest before, latest after)."""
        for navn in self.navne:
            if navn.covers(dato):
                return navn
        earlier = [navn for navn in self.navne if navn.fra is not None and navn.fra <= dato]
        return earlier[-1] if earlier else self.navne[0]


@dataclass(frozen=True)
class Grundkapitalbudget:
    """Who holds the grundkapital budget for which dwelling types."""

    id: str
    navn: str
    boligtyper: tuple[str, ...]
    budgetansvarlige: tuple[str, ...]
    sikkerhed: str
    kilde: str


@dataclass(frozen=True)
class Praksis:
    """A figure that is the municipality's own practice, not statute. No values: not known, and shown so."""

    id: str
    navn: str
    enhed: str
    vaerdier: tuple[Decimal, ...]
    fra: dt.date | None
    til: dt.date | None
    sikkerhed: str
    kilde: str
    note: str = ""


@dataclass(frozen=True)
class Forvaltning:
    """One of the municipality's departments, for what cuts across all of them; `aktoer` is what routes call it."""

    id: str
    aktoer: str
    navn: str
    kort: str
    sikkerhed: str


@dataclass(frozen=True)
class Bydel:
    """A district; `ogsaa` are other names that its projects are registered under."""

    navn: str
    ogsaa: tuple[str, ...] = ()

    @property
    def skrivemaader(self) -> tuple[str, ...]:
        """Every text that means this district."""
        return (self.navn, *self.ogsaa)


@dataclass(frozen=True)
class Graenser:
    """The rectangle (WGS 84, degrees) that the municipality lies in."""

    syd: Decimal
    nord: Decimal
    vest: Decimal
    oest: Decimal
    kilde: str

    def holds(self, breddegrad: Decimal, laengdegrad: Decimal) -> bool:
        """True if the point lies in it."""
        return self.syd <= breddegrad <= self.nord and self.vest <= laengdegrad <= self.oest


@dataclass(frozen=True)
class Grundlagstekst:
    """A version of an administrationsgrundlag as far as public sources show it."""

    version: str
    gyldig_fra: dt.date
    vedtaget: Vedtagelse
    tekst: str
    parametre: Mapping[str, str]
    note: str


@dataclass(frozen=True)
class Grundlag:
    """One of the politically adopted bases (M7), with its known versions in order of time."""

    id: str
    navn: str
    omraade: str
    versioner: tuple[Grundlagstekst, ...]
    sagstyper: tuple[str, ...] = ()
    parametre: tuple[Grundlagsparameter, ...] = ()


@dataclass(frozen=True)
class Offentlighed:
    """What the public pages say of the municipality: who to write to, and the licence of its data if it has set one."""

    kontakt: str
    kontakt_url: str
    licens: str = ""
    licens_url: str = ""


@dataclass(frozen=True)
class Profil:
    """A municipality's profile.

    `opdigtet` marks one that does not exist; `region` is maksimumsbeløb's group.
    """

    id: str
    navn: str
    kort_navn: str
    kommunekode: str
    region: str
    opdigtet: bool
    sagsnummerformat: str
    aktoerer: tuple[Aktoer, ...]
    roller: Mapping[str, tuple[str, ...]]
    grundkapitalbudgetter: tuple[Grundkapitalbudget, ...]
    praksis: tuple[Praksis, ...]
    forvaltninger: tuple[Forvaltning, ...]
    administrationsgrundlag: tuple[Grundlag, ...]
    kilder: tuple[str, ...]
    note: str = ""
    bydele: tuple[Bydel, ...] = ()
    graenser: Graenser | None = None
    moedeorganer: tuple[Moedeorgan, ...] = ()
    andre_sagsomraader: tuple[str, ...] = ()
    papirer: Papirprofil | None = None
    aarshjul: tuple[Hjulpunkt, ...] = ()
    offentlighed: Offentlighed | None = None
    omraadeindikatorer: tuple[Omraadeindikator, ...] = ()
    tilsynsindikatorer: tuple[Tilsynsindikator, ...] = ()
    delegationer: tuple[Profildelegation, ...] = ()
    offentliggjorte_paastande: tuple[OffentliggjortPaastand, ...] = ()

    @cached_property
    def moedeorgan_ids(self) -> frozenset[str]:
        """Ids of the bodies that have meetings."""
        return frozenset(item.aktoer for item in self.moedeorganer)

    @cached_property
    def raad(self) -> str | None:
        """The municipality's highest body, to which a stopped decision goes; None where the profile names none."""
        return next((item.aktoer for item in self.moedeorganer if item.raad), None)

    def moedeorgan(self, aktoer_id: str) -> Moedeorgan:
        """The body that has meetings. Raises ProfilFejl naming those there are."""
        for item in self.moedeorganer:
            if item.aktoer == aktoer_id:
                return item
        known = ", ".join(item.aktoer for item in self.moedeorganer) or "ingen"
        raise ProfilFejl(f"“{aktoer_id}” holder ikke møder i {self.navn}. Mulige: {known}.")

    @cached_property
    def aktoer_ids(self) -> tuple[str, ...]:
        """Ids of the actors that this municipality has, as routes name them."""
        return tuple(aktoer.id for aktoer in self.aktoerer)

    @cached_property
    def _aktoerer(self) -> Mapping[str, Aktoer]:
        return {aktoer.id: aktoer for aktoer in self.aktoerer}

    def aktoerer_of_art(self, *arter: str) -> tuple[str, ...]:
        """Ids of the actors of these kinds: `organ` (political bodies), `forvaltning`, `ekstern`."""
        return tuple(aktoer.id for aktoer in self.aktoerer if aktoer.art in arter)

    def aktoer(self, aktoer_id: str) -> Aktoer:
        """The actor. Raises ProfilFejl naming those there are."""
        try:
            return self._aktoerer[aktoer_id]
        except KeyError:
            raise ProfilFejl(
                f"Aktøren “{aktoer_id}” findes ikke i {self.navn}. Mulige: {', '.join(self.aktoer_ids)}."
            ) from None

    def aktoer_navn(self, aktoer_id: str, dato: dt.date) -> str:
        """What the body was called on `dato`.

        Before the first known date: the first name (see `navn_er_sikkert`).
        """
        return self.aktoer(aktoer_id).navn_on(dato).navn

    def aktoer_kort(self, aktoer_id: str, dato: dt.date) -> str:
        """The body's short name on `dato`, e.g. *TMU*."""
        return self.aktoer(aktoer_id).navn_on(dato).kort

    def navn_er_sikkert(self, aktoer_id: str, dato: dt.date) -> bool:
        """False where the name on that day is a guess: outside known periods, or the source is not sure."""
        navn = self.aktoer(aktoer_id).navn_on(dato)
        return navn.covers(dato) and navn.sikkerhed == "sikker"

    def aktoerer_of_rolle(self, rolle: str) -> tuple[str, ...]:
        """The actors whose decisions a user with this role records; empty for a role without any."""
        return self.roller.get(rolle, ())

    @cached_property
    def _bydele(self) -> Mapping[str, str]:
        return {tekst: bydel.navn for bydel in self.bydele for tekst in bydel.skrivemaader}

    def bydel_of(self, tekst: str) -> str | None:
        """The name of the district that `tekst` means; None if it is none of the profile's."""
        return self._bydele.get(tekst)

    @cached_property
    def _stavemaader(self) -> Mapping[str, str]:
        return {tekst.casefold(): tekst for tekst in self._bydele}

    def bydel_tekst(self, tekst: str) -> str:
        """`tekst` spelt as the profile spells it where only blanks and capitals differ; else as it is."""
        plain = " ".join(tekst.split())
        return self._stavemaader.get(plain.casefold(), plain)

    def grundlag_of(self, grundlag_id: str) -> Grundlag | None:
        """The administrationsgrundlag with this id; None if the profile does not have it (any more)."""
        return next((item for item in self.administrationsgrundlag if item.id == grundlag_id), None)

    def budget_for(self, boligtype: str) -> Grundkapitalbudget:
        """The grundkapital budget that pays for a dwelling type. Raises ProfilFejl."""
        for budget in self.grundkapitalbudgetter:
            if boligtype in budget.boligtyper:
                return budget
        known = ", ".join(item for budget in self.grundkapitalbudgetter for item in budget.boligtyper)
        raise ProfilFejl(
            f"Boligtypen “{boligtype}” har intet grundkapitalbudget i {self.navn}. Mulige: {known}."
        )

    def praksis_on(self, praksis_id: str, dato: dt.date) -> Praksis | None:
        """The municipality's practice on `dato`, or None if it has none that is dated so."""
        for item in self.praksis:
            if (
                item.id == praksis_id
                and (item.fra is None or item.fra <= dato)
                and (item.til is None or dato <= item.til)
            ):
                return item
        return None


def list_kommuner(mappe: Path | None = None) -> tuple[str, ...]:
    """Ids of the municipalities that have a profile, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in (mappe or KOMMUNER).glob("*/profil.yaml")))


@lru_cache(maxsize=16)
def load_profil(kommune_id: str, mappe: Path | None = None) -> Profil:
    """The municipality's profile.

    Raises ProfilFejl if there is none, SagsgangFejl if the file cannot be used.
    """
    path = (mappe or KOMMUNER) / kommune_id / "profil.yaml"
    if kommune_id not in list_kommuner(mappe):
        raise ProfilFejl(f"Kommunen “{kommune_id}” findes ikke. Mulige: {', '.join(list_kommuner(mappe))}.")
    return parse_profil(path.read_text(encoding="utf-8"), filnavn=f"{kommune_id}/profil.yaml")


def parse_profil(tekst: str, *, filnavn: str) -> Profil:
    """The profile that `tekst` (YAML) describes. Raises SagsgangFejl naming file, actor and field."""
    return _build(parse_yaml(ProfilModel, tekst, filnavn))


@lru_cache(maxsize=16)
def load_sagsgange_of(kommune_id: str, mappe: Path | None = None) -> tuple[Sagsgang, ...]:
    """Every route that the municipality's profile ships, checked against its actors.

    Raises as `load_sagsgange`.
    """
    profil = load_profil(kommune_id, mappe)
    return tuple(load_sagsgange((mappe or KOMMUNER) / kommune_id, aktoerer=profil.aktoer_ids))


def _build(model: ProfilModel) -> Profil:
    return Profil(
        id=model.id,
        navn=model.navn,
        kort_navn=model.kort_navn,
        kommunekode=model.kommunekode,
        region=model.region,
        opdigtet=model.opdigtet,
        sagsnummerformat=model.sagsnummerformat,
        aktoerer=tuple(
            Aktoer(id_, item.art, tuple(Aktoernavn(**navn.model_dump()) for navn in item.navne))
            for id_, item in model.aktoerer.items()
        ),
        roller=dict(model.roller),
        grundkapitalbudgetter=tuple(
            Grundkapitalbudget(**item.model_dump()) for item in model.grundkapitalbudgetter
        ),
        praksis=tuple(Praksis(**item.model_dump()) for item in model.praksis),
        forvaltninger=tuple(Forvaltning(**item.model_dump()) for item in model.forvaltninger),
        administrationsgrundlag=tuple(
            Grundlag(
                item.id,
                item.navn,
                item.omraade,
                tuple(
                    Grundlagstekst(
                        version.version,
                        version.gyldig_fra,
                        Vedtagelse(**version.vedtaget.model_dump()),
                        version.tekst,
                        dict(version.parametre),
                        version.note,
                    )
                    for version in item.versioner
                ),
                item.sagstyper,
                tuple(Grundlagsparameter(**parameter.model_dump()) for parameter in item.parametre),
            )
            for item in model.administrationsgrundlag
        ),
        kilder=model.kilder,
        note=model.note,
        moedeorganer=build_moedeorganer(model.moedeorganer),
        andre_sagsomraader=model.andre_sagsomraader,
        bydele=tuple(Bydel(**item.model_dump()) for item in model.bydele),
        graenser=Graenser(**model.graenser.model_dump()) if model.graenser else None,
        papirer=build_papirprofil(model.papirer) if model.papirer else None,
        aarshjul=tuple(
            Hjulpunkt(**{**item.model_dump(), "frist": Hjulfrist(**item.frist.model_dump())})
            for item in model.aarshjul
        ),
        omraadeindikatorer=model.omraadeindikatorer,
        tilsynsindikatorer=model.tilsynsindikatorer,
        delegationer=model.delegationer,
        offentliggjorte_paastande=model.offentliggjorte_paastande,
        offentlighed=Offentlighed(**model.offentlighed.model_dump()) if model.offentlighed else None,
    )
