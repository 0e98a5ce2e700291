"""Drafts of routes and bases: written, checked, thrown away. They change nothing that is in force."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from django.db import transaction

from almen.grundlag import haendelser
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.parametervaerdier import parametre_of
from almen.grundlag.services.rettigheder import GrundlagFejl, require_adopt
from almen.grundlag.services.vedtagelse import V, Version, adopt_kladde
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.grundlagsparameter import to_text
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.register import REGISTER

VERSIONSNAVN = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._-]{0,29}")
MAX_DEFINITION = 200_000


@transaction.atomic
def save_kladde(*, bruger: Bruger, tekst: str, retter: Sagsgangsversion | None = None) -> Sagsgangsversion:
    """Saves a route (YAML) as a draft. `retter` is the adopted version that it corrects, from the same day.

    A draft of the same name is replaced. Raises SagsgangFejl (step and field), GrundlagFejl, IkkeTilladt.
    """
    require_adopt(bruger)
    if len(tekst) > MAX_DEFINITION:
        raise GrundlagFejl("definition: teksten er for lang.")
    profil = current_profil()
    text = tekst.replace("\r\n", "\n")
    route = parse_sagsgang(text, filnavn="kladden", register=REGISTER, aktoerer=profil.aktoer_ids)
    if route.kommune != profil.id:
        raise GrundlagFejl(
            f"kommune: kladden er for “{route.kommune}”, men systemet kører for “{profil.id}”."
        )
    existing = Sagsgangsversion.objects.filter(sagstype=route.sagstype, version=route.version).first()
    _check_kladde(existing, route.version, route.gyldig_fra, retter)
    if retter is not None and retter.sagstype != route.sagstype:
        raise GrundlagFejl(f"sagstype: rettelsen skal være for “{retter.sagstype}”.")
    draft, _ = Sagsgangsversion.objects.update_or_create(
        sagstype=route.sagstype,
        version=route.version,
        defaults={
            "status": Status.KLADDE,
            "gyldig_fra": route.gyldig_fra,
            "gyldig_til": route.gyldig_til,
            "egen_slutdato": route.gyldig_til,
            "definition": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "note": route.note,
            "sikkerhed": route.vedtaget.sikkerhed,
            "retter": retter,
            "registreret_af": bruger,
        },
    )
    haendelser.announce(
        bruger,
        "kladde_gemt",
        f"Kladde til sagsgang {draft} er gemt.",
        {"sagstype": draft.sagstype, "version": draft.version, "sha256": draft.sha256},
    )
    return draft


@transaction.atomic
def save_grundlag_kladde(
    *,
    bruger: Bruger,
    grundlag: Administrationsgrundlag,
    version: str,
    gyldig_fra: dt.date,
    tekst: str,
    parametre: Mapping[str, object],
    note: str = "",
    retter: Grundlagsversion | None = None,
) -> Grundlagsversion:
    """Saves a draft of an administrationsgrundlag; `parametre` maps the id of a parameter to its value.

    A draft of the same name is replaced, unless a case has it. Raises GrundlagFejl naming the field, UgyldigtInput
    with every parameter that cannot be used, or IkkeTilladt.
    """
    require_adopt(bruger)
    existing = Grundlagsversion.objects.filter(grundlag=grundlag, version=version).first()
    if existing is not None and existing.sagsnummer and existing.status == Status.KLADDE:
        raise GrundlagFejl(f"version: kladden behandles i sag {existing.sagsnummer} og rettes dér.")
    return write_grundlag_kladde(
        bruger=bruger,
        grundlag=grundlag,
        version=version,
        gyldig_fra=gyldig_fra,
        tekst=tekst,
        parametre=parametre,
        note=note,
        retter=retter,
    )


def write_grundlag_kladde(
    *,
    bruger: Bruger,
    grundlag: Administrationsgrundlag,
    version: str,
    gyldig_fra: dt.date,
    tekst: str,
    parametre: Mapping[str, object],
    note: str = "",
    retter: Grundlagsversion | None = None,
    sagsnummer: str = "",
) -> Grundlagsversion:
    """Writes the draft after its checks; the callers have settled who may. Raises as `save_grundlag_kladde`."""
    if len(tekst) > MAX_DEFINITION:
        raise GrundlagFejl("tekst: teksten er for lang.")
    kept = plain_parametre(grundlag.pk, parametre)
    existing = Grundlagsversion.objects.filter(grundlag=grundlag, version=version).first()
    _check_kladde(existing, version, gyldig_fra, retter)
    if retter is not None and retter.grundlag_id != grundlag.pk:
        raise GrundlagFejl(f"grundlag: rettelsen skal være til {retter.grundlag}.")
    draft, _ = Grundlagsversion.objects.update_or_create(
        grundlag=grundlag,
        version=version,
        defaults={
            "status": Status.KLADDE,
            "gyldig_fra": gyldig_fra,
            "tekst": tekst.replace("\r\n", "\n"),
            "parametre": kept,
            "note": note,
            "retter": retter,
            "sagsnummer": sagsnummer,
            "registreret_af": bruger,
        },
    )
    data = {"grundlag": grundlag.pk, "version": version, "sag": sagsnummer}
    haendelser.announce(bruger, "kladde_gemt", f"Kladde til {draft} er gemt.", data)
    return draft


def plain_parametre(grundlag_id: str, parametre: Mapping[str, object]) -> dict[str, str]:
    """The values as they are kept, in the order of the base's parameters; those left empty are left out.

    Raises UgyldigtInput with every value that cannot be used and every id that the base does not have.
    """
    known = {item.id: item for item in parametre_of(grundlag_id)}
    faults = [
        Fejl(key[:60], f"kendes ikke; tilladt er {', '.join(known) or 'ingen'}")
        for key in parametre
        if key not in known
    ]
    kept = {}
    for key, definition in known.items():
        value = parametre.get(key)
        if value is None or value == "":
            continue
        try:
            kept[key] = to_text(definition, value)
        except ValueError as error:
            faults.append(Fejl(key, f"{definition.navn} {error}"))
    if faults:
        raise UgyldigtInput(faults)
    return kept


@transaction.atomic
def correct_version(
    *, bruger: Bruger, version: Sagsgangsversion, tekst: str, organ: str, dato: dt.date, kilde: str
) -> Sagsgangsversion:
    """Replaces an adopted route from its own first day by that in `tekst`; the wrong one stays as *rettet*.

    Raises as `save_kladde` and `adopt_kladde`.
    """
    draft = save_kladde(bruger=bruger, tekst=tekst, retter=version)
    return adopt_kladde(bruger=bruger, version=draft, organ=organ, dato=dato, kilde=kilde)


@transaction.atomic
def delete_kladde(*, bruger: Bruger, version: V) -> None:
    """Throws a draft away. What has been adopted cannot be deleted: GrundlagFejl."""
    require_adopt(bruger)
    found = type(version).objects.select_for_update().filter(pk=version.pk).first()
    if found is None:
        raise GrundlagFejl("Kladden findes ikke længere.")
    if found.status != Status.KLADDE:
        raise GrundlagFejl("En vedtaget version kan ikke slettes.")
    if isinstance(found, Grundlagsversion) and found.sagsnummer:
        raise GrundlagFejl(f"Kladden hører til sag {found.sagsnummer} og kan ikke slettes.")
    name = str(found)
    found.delete()
    haendelser.announce(bruger, "kladde_slettet", f"Kladden {name} er slettet.", {"version": name})


def _check_kladde(
    existing: Version | None, version: str, gyldig_fra: dt.date, retter: Version | None
) -> None:
    if not VERSIONSNAVN.fullmatch(version):
        raise GrundlagFejl(
            f"version: “{version}” kan ikke bruges. Brug højst 30 tegn, og heraf et tal: a-z, 0-9, . _ og -."
        )
    if existing is not None and existing.status != Status.KLADDE:
        raise GrundlagFejl(f"version: {version} er vedtaget og kan ikke ændres. Vælg et nyt versionsnavn.")
    if retter is None:
        return
    if retter.status != Status.VEDTAGET:
        raise GrundlagFejl("Kun en vedtaget version kan rettes.")
    if retter.gyldig_fra != gyldig_fra:
        raise GrundlagFejl(
            f"gyldig_fra: en rettelse skal gælde fra samme dag som {retter.version} "
            f"({retter.gyldig_fra:%d.%m.%Y})."
        )
