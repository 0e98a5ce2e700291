"""Versions of routes: read from the profile, adopted, corrected, ended. One in force is never edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from almen.grundlag import haendelser
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.forskel import diff_sagsgange
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.profil import Grundlag, Grundlagstekst, load_profil, load_sagsgange_of
from almen.sagsgang.register import REGISTER

RET = "system.adopt"


class GrundlagFejl(ValueError):
    """The act is not possible; the text says why and what is allowed. Nothing was written."""


@dataclass(frozen=True)
class Forskel:
    """What loading the profile would do: new routes and bases, and texts that differ from what was adopted."""

    nye: tuple[Sagsgang, ...]
    nye_grundlag: tuple[tuple[Grundlag, Grundlagstekst], ...]
    uaendrede: int
    aendrede: tuple[str, ...]

    @property
    def er_tom(self) -> bool:
        """True if there is nothing to adopt."""
        return not self.nye and not self.nye_grundlag


def read_profile_versions(kommune: str) -> Forskel:
    """Validates every route and base of the profile and compares with what has been adopted; writes nothing.

    Raises `SagsgangFejl` (a ValueError) with every error of every file, checks and effects included.
    """
    aktoerer = load_profil(kommune).aktoer_ids
    routes = [
        parse_sagsgang(route.tekst, filnavn=f"{route.sagstype}/{route.gyldig_fra}", register=REGISTER, aktoerer=aktoerer)
        for route in load_sagsgange_of(kommune)
    ]
    adopted = {
        (row.sagstype, row.version): row.sha256 for row in Sagsgangsversion.objects.exclude(status=Status.KLADDE)
    }
    bases = set(Grundlagsversion.objects.exclude(status=Status.KLADDE).values_list("grundlag_id", "version"))
    new = tuple(route for route in routes if (route.sagstype, route.version) not in adopted)
    new_bases = tuple(
        (base, version)
        for base in load_profil(kommune).administrationsgrundlag
        for version in base.versioner
        if (base.id, version.version) not in bases
    )
    changed = tuple(
        f"{route.sagstype} {route.version}: filen er ændret, efter at versionen blev vedtaget. En vedtaget version "
        "rettes ikke; tilføj en ny fil."
        for route in routes
        if adopted.get((route.sagstype, route.version), route.sha256) != route.sha256
    )
    return Forskel(new, new_bases, len(routes) - len(new) - len(changed), changed)


def describe_forskel(forskel: Forskel) -> list[str]:
    """The difference in Danish lines, as command and page show it before anything is written."""
    lines = list(forskel.aendrede)
    for route in forskel.nye:
        organ = route.vedtaget.organ
        lines.append(
            f"Ny sagsgang {route.sagstype} {route.version}, gælder fra {route.gyldig_fra:%d.%m.%Y} "
            f"(vedtaget af {organ}; {route.vedtaget.sikkerhed})"
        )
        lines += [f"  {change}" for change in diff_sagsgange(_predecessor(route, forskel.nye), route)]
    for base, version in forskel.nye_grundlag:
        lines.append(f"Nyt grundlag {base.navn} {version.version}, gælder fra {version.gyldig_fra:%d.%m.%Y}")
    return lines or ["Intet nyt: kommunens sagsgange og grundlag er indlæst."]


@transaction.atomic
def adopt_profile_versions(*, bruger: Bruger, forskel: Forskel) -> None:
    """Puts the new versions in force with the decision that each file names; predecessors end by themselves."""
    _require(bruger)
    if forskel.aendrede:
        raise GrundlagFejl(" ".join(forskel.aendrede))
    for route in forskel.nye:
        Sagsgangsversion.objects.create(
            sagstype=route.sagstype,
            version=route.version,
            status=Status.VEDTAGET,
            gyldig_fra=route.gyldig_fra,
            gyldig_til=route.gyldig_til,
            vedtaget_af=route.vedtaget.organ,
            vedtaget_dato=route.vedtaget.dato,
            kilde=route.vedtaget.kilde[:400],
            sikkerhed=route.vedtaget.sikkerhed,
            note=route.note,
            definition=route.tekst,
            sha256=route.sha256,
            registreret_af=bruger,
        )
        _announce_version(bruger, f"Sagsgang {route.sagstype} {route.version} er i kraft fra {route.gyldig_fra}.", route)
    for sagstype in {route.sagstype for route in forskel.nye}:
        _end_predecessors(Sagsgangsversion.objects.filter(sagstype=sagstype, status=Status.VEDTAGET))
    for base, version in forskel.nye_grundlag:
        _adopt_base(bruger, base, version)
    for base_id in {base.id for base, _ in forskel.nye_grundlag}:
        _end_predecessors(Grundlagsversion.objects.filter(grundlag_id=base_id, status=Status.VEDTAGET))


def _adopt_base(bruger: Bruger, base: Grundlag, version: Grundlagstekst) -> None:
    parent, _ = Administrationsgrundlag.objects.get_or_create(
        id=base.id, defaults={"navn": base.navn, "omraade": base.omraade}
    )
    Grundlagsversion.objects.create(
        grundlag=parent,
        version=version.version,
        status=Status.VEDTAGET,
        gyldig_fra=version.gyldig_fra,
        vedtaget_af=version.vedtaget.organ,
        vedtaget_dato=version.vedtaget.dato,
        kilde=version.vedtaget.kilde[:400],
        sikkerhed=version.vedtaget.sikkerhed,
        tekst=version.tekst,
        parametre=dict(version.parametre),
        note=version.note,
        registreret_af=bruger,
    )
    haendelser.announce(bruger, "grundlag_vedtaget", f"{base.navn} {version.version} er i kraft.", {"id": base.id})


@transaction.atomic
def save_kladde(*, bruger: Bruger, tekst: str, retter: Sagsgangsversion | None = None) -> Sagsgangsversion:
    """Saves a route as a draft beside what is in force. Raises `SagsgangFejl` naming step and field, or GrundlagFejl."""
    _require(bruger)
    profil = current_profil()
    route = parse_sagsgang(tekst, filnavn="kladden", register=REGISTER, aktoerer=profil.aktoer_ids)
    if route.kommune != profil.id:
        raise GrundlagFejl(f"kommune: kladden er for “{route.kommune}”, men systemet kører for “{profil.id}”.")
    taken = Sagsgangsversion.objects.filter(sagstype=route.sagstype, version=route.version).exclude(
        status=Status.KLADDE
    )
    if taken.exists():
        raise GrundlagFejl(f"version: {route.version} er vedtaget og kan ikke ændres. Vælg et nyt versionsnavn.")
    draft, _ = Sagsgangsversion.objects.update_or_create(
        sagstype=route.sagstype,
        version=route.version,
        defaults={
            "status": Status.KLADDE,
            "gyldig_fra": route.gyldig_fra,
            "gyldig_til": route.gyldig_til,
            "definition": tekst,
            "sha256": route.sha256,
            "note": route.note,
            "sikkerhed": route.vedtaget.sikkerhed,
            "retter": retter,
            "registreret_af": bruger,
        },
    )
    _announce_version(bruger, f"Kladde til sagsgang {route.sagstype} {route.version} er gemt.", route)
    return draft


@transaction.atomic
def adopt_kladde(
    *, bruger: Bruger, version: Sagsgangsversion, organ: str, dato: dt.date, kilde: str
) -> Sagsgangsversion:
    """Puts a draft in force by a recorded decision: which body, which day, which minutes.

    The predecessor ends the day before. A draft that corrects another version of the same first day takes its place;
    the wrong one stays visible as *rettet*. Raises GrundlagFejl.
    """
    _require(bruger)
    version = Sagsgangsversion.objects.select_for_update().get(pk=version.pk)
    if version.status != Status.KLADDE:
        raise GrundlagFejl("Versionen er allerede vedtaget.")
    if not kilde.strip():
        raise GrundlagFejl("kilde: Angiv mødet og punktet, hvor versionen blev vedtaget.")
    if organ not in current_profil().aktoer_ids:
        raise GrundlagFejl(f"organ: “{organ}” findes ikke. Mulige: {', '.join(current_profil().aktoer_ids)}.")
    same_day = Sagsgangsversion.objects.filter(
        sagstype=version.sagstype, status=Status.VEDTAGET, gyldig_fra=version.gyldig_fra
    ).first()
    if same_day is not None:
        if version.retter_id != same_day.pk:
            raise GrundlagFejl(
                f"gyldig_fra: {same_day.version} gælder allerede fra samme dag. Lav kladden som en rettelse af den."
            )
        Sagsgangsversion.objects.filter(pk=same_day.pk).update(status=Status.RETTET)
    version.status, version.vedtaget_af, version.vedtaget_dato = Status.VEDTAGET, organ, dato
    version.kilde = kilde.strip()[:400]
    version.save()
    _end_predecessors(Sagsgangsversion.objects.filter(sagstype=version.sagstype, status=Status.VEDTAGET))
    _announce_version(
        bruger, f"Sagsgang {version} er vedtaget og gælder fra {version.gyldig_fra}.", sagsgang_of(version.pk)
    )
    return version


@transaction.atomic
def end_without_successor(*, bruger: Bruger, version: Sagsgangsversion, sidste_dag: dt.date) -> None:
    """Ends a version although nothing follows it. Raises GrundlagFejl if the day lies before its first."""
    _require(bruger)
    if version.status != Status.VEDTAGET:
        raise GrundlagFejl("Kun en vedtaget version kan ophøre.")
    if sidste_dag < version.gyldig_fra:
        raise GrundlagFejl(f"sidste_dag: versionen gælder først fra {version.gyldig_fra:%d.%m.%Y}.")
    Sagsgangsversion.objects.filter(pk=version.pk).update(gyldig_til=sidste_dag)
    haendelser.announce(
        bruger, "sagsgang_ophoert", f"Sagsgang {version} ophører {sidste_dag:%d.%m.%Y}.", {"til": sidste_dag.isoformat()}
    )


@transaction.atomic
def delete_kladde(*, bruger: Bruger, version: Sagsgangsversion) -> None:
    """Throws a draft away. What has been adopted cannot be deleted."""
    _require(bruger)
    if version.status != Status.KLADDE:
        raise GrundlagFejl("En vedtaget version kan ikke slettes.")
    name = str(version)
    version.delete()
    haendelser.announce(bruger, "kladde_slettet", f"Kladden {name} er slettet.")


def _require(bruger: Bruger) -> None:
    if not bruger.has_perm(RET):
        raise GrundlagFejl("Kun ledere og administratorer kan vedtage og ændre versioner.")


def _predecessor(route: Sagsgang, new: Iterable[Sagsgang]) -> Sagsgang | None:
    earlier = [item for item in new if item.sagstype == route.sagstype and item.gyldig_fra < route.gyldig_fra]
    stored = (
        Sagsgangsversion.objects.filter(
            Q(sagstype=route.sagstype, status=Status.VEDTAGET), gyldig_fra__lt=route.gyldig_fra
        )
        .order_by("-gyldig_fra")
        .first()
    )
    if stored is not None:
        earlier.append(sagsgang_of(stored.pk))
    return max(earlier, key=lambda item: item.gyldig_fra, default=None)


def _end_predecessors(versions: object) -> None:
    """Each version ends the day before the next begins, unless it has ended earlier."""
    ordered = list(versions.order_by("gyldig_fra"))  # type: ignore[attr-defined]
    for version, successor in zip(ordered, ordered[1:], strict=False):
        last_day = successor.gyldig_fra - dt.timedelta(days=1)
        if version.gyldig_til is None or version.gyldig_til > last_day:
            type(version).objects.filter(pk=version.pk).update(gyldig_til=last_day)


def _announce_version(bruger: Bruger, tekst: str, route: Sagsgang) -> None:
    haendelser.announce(
        bruger,
        "sagsgang_version",
        tekst,
        {"sagstype": route.sagstype, "version": route.version, "sha256": route.sha256},
    )
