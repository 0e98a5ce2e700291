"""The municipality's own files: validated, compared with what has been adopted, put in force as they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from almen.grundlag import haendelser
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.selectors import sagsgang_of
from almen.grundlag.services.rettigheder import GrundlagFejl, require_adopt
from almen.grundlag.services.vedtagelse import end_predecessors, require_outside_case
from almen.organisationer.models import Bruger
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.forskel import diff_sagsgange
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.profil import Grundlag, Grundlagstekst, load_profil, load_sagsgange_of
from almen.sagsgang.register import REGISTER


@dataclass(frozen=True)
class Forskel:
    """What loading the profile would do: new routes and bases, and texts that were changed after adoption."""

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
    profil = load_profil(kommune)
    routes = [
        parse_sagsgang(
            route.tekst,
            filnavn=f"{route.sagstype}/{route.gyldig_fra}",
            register=REGISTER,
            aktoerer=profil.aktoer_ids,
        )
        for route in load_sagsgange_of(kommune)
    ]
    texts = [(base, version) for base in profil.administrationsgrundlag for version in base.versioner]
    adopted = {
        (row.sagstype, row.version): row.sha256
        for row in Sagsgangsversion.objects.exclude(status=Status.KLADDE)
    }
    bases = {
        (row.grundlag_id, row.version): row for row in Grundlagsversion.objects.exclude(status=Status.KLADDE)
    }
    new = tuple(route for route in routes if (route.sagstype, route.version) not in adopted)
    new_texts = tuple((base, version) for base, version in texts if (base.id, version.version) not in bases)
    changed = [
        f"Sagsgang {route.sagstype} {route.version}"
        for route in routes
        if adopted.get((route.sagstype, route.version), route.sha256) != route.sha256
    ] + [
        f"{base.navn} {version.version}"
        for base, version in texts
        if (row := bases.get((base.id, version.version))) and not _same_text(row, version)
    ]
    return Forskel(
        new,
        new_texts,
        len(routes) + len(texts) - len(new) - len(new_texts) - len(changed),
        tuple(
            f"{name}: filen er ændret, efter at versionen blev vedtaget. En vedtaget version rettes ikke; "
            "tilføj en ny fil eller version."
            for name in changed
        ),
    )


def describe_forskel(forskel: Forskel) -> list[str]:
    """The difference in Danish lines, as command and page show it before anything is written."""
    lines = list(forskel.aendrede)
    for route in forskel.nye:
        lines.append(
            f"Ny sagsgang {route.sagstype} {route.version}, gælder fra {route.gyldig_fra:%d.%m.%Y} "
            f"(vedtaget af {route.vedtaget.organ}; {route.vedtaget.sikkerhed})"
        )
        lines += [f"  {change}" for change in diff_sagsgange(predecessor_of(route, forskel.nye), route)]
    for base, version in forskel.nye_grundlag:
        lines.append(f"Nyt grundlag {base.navn} {version.version}, gælder fra {version.gyldig_fra:%d.%m.%Y}")
    return lines or ["Intet nyt: kommunens sagsgange og grundlag er indlæst."]


def predecessor_of(route: Sagsgang, new: Iterable[Sagsgang] = ()) -> Sagsgang | None:
    """The route that `route` follows: the latest earlier one among those adopted and `new`."""
    earlier = [item for item in new if item.sagstype == route.sagstype and item.gyldig_fra < route.gyldig_fra]
    stored = (
        Sagsgangsversion.objects.filter(
            sagstype=route.sagstype, status=Status.VEDTAGET, gyldig_fra__lt=route.gyldig_fra
        )
        .order_by("-gyldig_fra")
        .first()
    )
    if stored is not None:
        earlier.append(sagsgang_of(stored.pk))
    return max(earlier, key=lambda item: item.gyldig_fra, default=None)


@transaction.atomic
def adopt_profile_versions(*, bruger: Bruger, forskel: Forskel) -> None:
    """Puts the new versions in force with the decision that each file names; predecessors end by themselves.

    Raises GrundlagFejl where a file was changed after adoption or its first day is taken, IkkeTilladt.
    """
    require_adopt(bruger)
    if forskel.aendrede:
        raise GrundlagFejl(" ".join(forskel.aendrede))
    for route in forskel.nye:
        _adopt_route(bruger, route)
    for sagstype in {route.sagstype for route in forskel.nye}:
        end_predecessors(Sagsgangsversion.objects.filter(sagstype=sagstype))
    for base, text in forskel.nye_grundlag:
        _adopt_text(bruger, base, text)
    for base_id in {base.id for base, _ in forskel.nye_grundlag}:
        end_predecessors(Grundlagsversion.objects.filter(grundlag_id=base_id))


def _adopt_route(bruger: Bruger, route: Sagsgang) -> None:
    series = Sagsgangsversion.objects.select_for_update().filter(sagstype=route.sagstype)
    for other in series:
        if other.version == route.version:
            raise GrundlagFejl(
                f"version: {other} findes allerede ({other.get_status_display().lower()}). "
                "Slet kladden, eller giv filen et andet versionsnavn."
            )
        if other.status == Status.VEDTAGET and other.gyldig_fra == route.gyldig_fra:
            raise GrundlagFejl(
                f"gyldig_fra: {other} gælder allerede fra {route.gyldig_fra:%d.%m.%Y}. "
                "Lav en rettelse af den i stedet."
            )
    Sagsgangsversion.objects.create(
        sagstype=route.sagstype,
        version=route.version,
        status=Status.VEDTAGET,
        gyldig_fra=route.gyldig_fra,
        gyldig_til=route.gyldig_til,
        egen_slutdato=route.gyldig_til,
        vedtaget_af=route.vedtaget.organ,
        vedtaget_dato=route.vedtaget.dato,
        kilde=route.vedtaget.kilde[:400],
        sikkerhed=route.vedtaget.sikkerhed,
        note=route.note,
        definition=route.tekst,
        sha256=route.sha256,
        registreret_af=bruger,
    )
    haendelser.announce(
        bruger,
        "version_vedtaget",
        f"Sagsgang {route.sagstype} {route.version} er indlæst og gælder fra {route.gyldig_fra:%d.%m.%Y}.",
        {"sagstype": route.sagstype, "version": route.version, "sha256": route.sha256},
    )


def _adopt_text(bruger: Bruger, base: Grundlag, text: Grundlagstekst) -> None:
    parent, _ = Administrationsgrundlag.objects.get_or_create(
        id=base.id, defaults={"navn": base.navn, "omraade": base.omraade}
    )
    taken = Grundlagsversion.objects.filter(
        grundlag=parent, status=Status.VEDTAGET, gyldig_fra=text.gyldig_fra
    ).first()
    if taken is not None:
        raise GrundlagFejl(f"gyldig_fra: {taken} gælder allerede fra {text.gyldig_fra:%d.%m.%Y}.")
    if Grundlagsversion.objects.filter(grundlag=parent, version=text.version).exists():
        raise GrundlagFejl(
            f"version: der er en kladde til {base.navn}, som hedder {text.version}. Slet den først."
        )
    adopted = Grundlagsversion(
        grundlag=parent,
        version=text.version,
        status=Status.VEDTAGET,
        gyldig_fra=text.gyldig_fra,
        vedtaget_af=text.vedtaget.organ,
        vedtaget_dato=text.vedtaget.dato,
        kilde=text.vedtaget.kilde[:400],
        sikkerhed=text.vedtaget.sikkerhed,
        tekst=text.tekst,
        parametre=dict(text.parametre),
        note=text.note,
        registreret_af=bruger,
    )
    # A file records what was decided before changes became cases, like the page does.
    require_outside_case(adopted, text.vedtaget.dato or text.gyldig_fra)
    adopted.save()
    haendelser.announce(
        bruger,
        "version_vedtaget",
        f"{base.navn} {text.version} er indlæst og gælder fra {text.gyldig_fra:%d.%m.%Y}.",
        {"grundlag": base.id, "version": text.version},
    )


def _same_text(row: Grundlagsversion, text: Grundlagstekst) -> bool:
    return (row.tekst, row.parametre, row.gyldig_fra) == (text.tekst, dict(text.parametre), text.gyldig_fra)
