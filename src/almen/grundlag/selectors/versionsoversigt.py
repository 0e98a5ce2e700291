"""Versions of routes and bases as pages show them: where each stands today and what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.selectors.ikraft import sagsgang_of
from almen.organisationer.selectors import current_profil
from almen.regler.resultat import kilde_er_link
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.register import REGISTER

Version = Sagsgangsversion | Grundlagsversion
TONER = {"I kraft": "ok", "Kommende": "open", "Kladde": "warn", "Rettet": "bad", "Ophørt": "neutral"}


@dataclass(frozen=True)
class Versionslinje:
    """A version with its standing on a day."""

    version: Version
    stand: str
    organ: str

    @property
    def tone(self) -> str:
        """The chip's tone for the standing."""
        return TONER[self.stand]

    @property
    def er_link(self) -> bool:
        """True if the source can be opened."""
        return kilde_er_link(self.version.kilde)


def stand_on(version: Version, dato: dt.date) -> str:
    """*Kladde*, *Rettet*, *Kommende*, *I kraft* or *Ophørt*, in one word."""
    if version.status == Status.KLADDE:
        return "Kladde"
    if version.status == Status.RETTET:
        return "Rettet"
    if version.gyldig_fra > dato:
        return "Kommende"
    return "Ophørt" if version.gyldig_til is not None and version.gyldig_til < dato else "I kraft"


def as_linje(version: Version, dato: dt.date) -> Versionslinje:
    """The version with its standing on `dato` and the name its body had when it decided."""
    profil = current_profil()
    organ = version.vedtaget_af
    if organ in profil.aktoer_ids:
        organ = profil.aktoer_navn(organ, version.vedtaget_dato or version.gyldig_fra)
    return Versionslinje(version, stand_on(version, dato), organ)


def sagstype_navn(sagstype: str) -> str:
    """The case type's Danish name; its id where no app has registered it."""
    known = REGISTER.sagstyper.get(sagstype)
    return known.navn if known else sagstype


def sagsgange_by_type(dato: dt.date) -> list[tuple[str, str, list[Versionslinje]]]:
    """(id, name, versions newest first) for each case type; one query."""
    groups: dict[str, list[Versionslinje]] = {}
    for version in Sagsgangsversion.objects.defer("definition").order_by("sagstype", "-gyldig_fra", "-pk"):
        groups.setdefault(version.sagstype, []).append(as_linje(version, dato))
    return [(id_, sagstype_navn(id_), lines) for id_, lines in groups.items()]


def visible_versioner(kladder: bool) -> QuerySet[Grundlagsversion]:
    """Versions of bases; drafts only for those who may see them (`kladder`)."""
    versions = Grundlagsversion.objects.all()
    return versions if kladder else versions.exclude(status=Status.KLADDE)


def grundlag_with_versions(
    dato: dt.date, kladder: bool
) -> list[tuple[Administrationsgrundlag, list[Versionslinje]]]:
    """The bases with their versions, newest first; two queries."""
    versions = Prefetch("versioner", visible_versioner(kladder).defer("tekst").order_by("-gyldig_fra", "-pk"))
    return [
        (base, [as_linje(version, dato) for version in base.versioner.all()])
        for base in Administrationsgrundlag.objects.prefetch_related(versions)
    ]


def read_definition(version: Sagsgangsversion) -> Sagsgang | None:
    """The route of a version. A draft is read anew each time; None if it cannot be read any more."""
    if version.status != Status.KLADDE:
        return sagsgang_of(version.pk)
    try:
        return parse_sagsgang(version.definition, filnavn=f"kladden {version.version}")
    except SagsgangFejl:
        return None
