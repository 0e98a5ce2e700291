"""Boligorganisationer, their afdelinger, and the dwellings in them as counted on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.organisationer import haendelser
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Boligtype, Bruger
from almen.organisationer.services.rettigheder import OrganisationFejl, require_edit_stamdata

HIGHEST_ANTAL = 100_000
HIGHEST_AREAL = 10_000_000


@dataclass(frozen=True)
class Optaelling:
    """Dwellings of one type: their number, and their gross area in whole m² where it is known."""

    antal: int
    bruttoareal_m2: int | None = None


@transaction.atomic
def save_boligorganisation(
    *, bruger: Bruger, organisation: Boligorganisation | None = None, **felter: Any
) -> Boligorganisation:
    """Creates or changes a boligorganisation. Raises IkkeTilladt, or ValidationError by field."""
    new = organisation is None
    require_edit_stamdata(bruger, organisation)
    organisation = organisation or Boligorganisation()
    changed = _assign(organisation, felter)
    organisation.full_clean()
    organisation.save()
    if new or changed:
        act = "oprettet" if new else "rettet"
        haendelser.announce(
            bruger, f"organisation_{act}", f"Boligorganisation {act}: {organisation}", changed
        )
    return organisation


@transaction.atomic
def save_afdeling(
    *,
    bruger: Bruger,
    afdeling: Afdeling,
    bestand: Mapping[str, Optaelling] | None = None,
    opgjort: dt.date | None = None,
    **felter: Any,
) -> Afdeling:
    """Creates or changes an afdeling; `bestand` counts dwellings by type on `opgjort` (today if not given).

    Raises IkkeTilladt, OrganisationFejl, or ValidationError by field.
    """
    require_edit_stamdata(bruger, afdeling.boligorganisation)
    new = afdeling.pk is None
    changed = _assign(afdeling, felter)
    afdeling.full_clean()
    afdeling.save()
    if new or changed:
        act = "oprettet" if new else "rettet"
        haendelser.announce(bruger, f"afdeling_{act}", f"Afdeling {act}: {_place(afdeling)}", changed)
    if bestand:
        set_bestand(
            bruger=bruger, afdeling=afdeling, opgjort=opgjort or timezone.localdate(), bestand=bestand
        )
    return afdeling


@transaction.atomic
def set_bestand(
    *, bruger: Bruger, afdeling: Afdeling, opgjort: dt.date, bestand: Mapping[str, Optaelling]
) -> None:
    """Records the dwellings by type as counted on a day; the same day again corrects that day's count.

    Earlier days stay. Raises IkkeTilladt, or OrganisationFejl for a future day or a figure out of bounds.
    """
    require_edit_stamdata(bruger, afdeling.boligorganisation)
    for boligtype, count in bestand.items():
        if fault := count_fault(boligtype, count) or day_fault(opgjort):
            raise OrganisationFejl(fault)
    changed = write_bestand(afdeling, opgjort, bestand)
    if changed:
        text = f"Boliger opgjort {opgjort:%d.%m.%Y}: {_place(afdeling)}"
        haendelser.announce(bruger, "boligbestand", text, {"opgjort": opgjort.isoformat(), "typer": changed})


def write_bestand(
    afdeling: Afdeling, opgjort: dt.date, bestand: Mapping[str, Optaelling]
) -> dict[str, dict[str, int | None]]:
    """Writes checked counts; gives what changed by type, for the journal. Within the caller's transaction."""
    known = {row.boligtype: row for row in afdeling.bestand.filter(opgjort=opgjort)}
    changed: dict[str, dict[str, int | None]] = {}
    for boligtype, count in bestand.items():
        row = known.get(boligtype) or Boligbestand(afdeling=afdeling, boligtype=boligtype, opgjort=opgjort)
        before = row.antal if row.pk else None
        if row.pk and (row.antal, row.bruttoareal_m2) == (count.antal, count.bruttoareal_m2):
            continue
        row.antal, row.bruttoareal_m2 = count.antal, count.bruttoareal_m2
        row.save()
        changed[boligtype] = {"fra": before, "til": count.antal, "m2": count.bruttoareal_m2}
    return changed


def count_fault(boligtype: str, count: Optaelling) -> str:
    """What is wrong with a count, in Danish; empty if nothing is."""
    if boligtype not in Boligtype.values:
        return f"Boligtypen “{boligtype}” findes ikke. Mulige: {', '.join(Boligtype.values)}."
    if not 0 <= count.antal <= HIGHEST_ANTAL:
        return f"Antal boliger skal være mellem 0 og {HIGHEST_ANTAL}."
    if count.bruttoareal_m2 is not None and not 0 <= count.bruttoareal_m2 <= HIGHEST_AREAL:
        return f"Arealet skal være mellem 0 og {HIGHEST_AREAL} m²."
    return ""


def day_fault(opgjort: dt.date) -> str:
    """What is wrong with the day of a count, in Danish; empty if nothing is."""
    if opgjort > timezone.localdate():
        return "Boliger kan ikke være opgjort på en dag, der ikke er kommet endnu."
    if opgjort.year < 1900:
        return "Dagen skal være efter 1900."
    return ""


def _assign(item: Afdeling | Boligorganisation, felter: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Sets the fields; gives those that changed, for the journal."""
    changed = {}
    for name, value in felter.items():
        before, after = str(getattr(item, name, "") or ""), str(value or "")
        if before != after:
            changed[name] = {"fra": before, "til": after}
        setattr(item, name, value)
    return changed


def _place(afdeling: Afdeling) -> str:
    return f"{afdeling}, {afdeling.boligorganisation}"
