"""A file of afdelinger: read and checked whole, with every fault in its cell, and then saved whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almen.organisationer import haendelser
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Boligtype, Bruger
from almen.organisationer.services.organisationer import (
    Optaelling,
    count_fault,
    day_fault,
    write_bestand,
)
from almen.organisationer.services.regneark import cells_as_csv, read_cells
from almen.organisationer.services.rettigheder import OrganisationFejl, require_edit_stamdata
from almen.organisationer.services.tabelimport import (
    Celle,
    Importfil,
    Tabelraekke,
    mark_cell,
    read_cell,
    split_table,
)
from almen.ui.parsere import parse_dato, parse_kroner

TEKSTER = ("nummer", "navn", "adresse", "bydel")
AREAL = "_m2"
KOLONNER: tuple[str, ...] = (
    *TEKSTER,
    "ibrugtaget",
    "opgjort",
    *(name for kind in Boligtype.values for name in (kind, f"{kind}{AREAL}")),
)
PAAKRAEVET = ("nummer", "navn")
MAX_RAEKKER = 2_000


@dataclass
class ImportRaekke(Tabelraekke):
    """One line of the file, with the dwellings counted on a day."""

    bestand: dict[str, Optaelling] = field(default_factory=dict)
    opgjort: dt.date | None = None


def read_afdelinger(
    *, bruger: Bruger, organisation: Boligorganisation, fil: bytes
) -> Importfil[ImportRaekke]:
    """Reads a CSV or XLSX file of `organisation`'s afdelinger and finds every fault; saves nothing.

    Raises OrganisationFejl if the file itself cannot be read or lacks a column, IkkeTilladt.
    """
    require_edit_stamdata(bruger, organisation)
    header, lines = split_table(read_cells(fil), KOLONNER, PAAKRAEVET, MAX_RAEKKER)
    known = {item.nummer: item for item in organisation.afdelinger.all()}
    counted = _counted(known)
    seen: dict[str, int] = {}
    rows = []
    for number, line in lines:
        row = _read_row(number, dict(zip(header, line, strict=True)), organisation)
        _refuse_twice(row, seen)
        row.virkning = _effect(row, known, counted)
        rows.append(row)
    return Importfil(header, tuple(rows), cells_as_csv([header, *(line for _, line in lines)]))


@transaction.atomic
def import_afdelinger(
    *, bruger: Bruger, organisation: Boligorganisation, fil: bytes
) -> Importfil[ImportRaekke]:
    """Saves every line of the file or none. Raises OrganisationFejl if a cell is faulty, IkkeTilladt."""
    # The organisation's row is the lock: two imports at once must not both create the same afdeling.
    Boligorganisation.objects.select_for_update().get(pk=organisation.pk)
    read = read_afdelinger(bruger=bruger, organisation=organisation, fil=fil)
    if read.antal_fejl:
        raise OrganisationFejl("Filen har fejl. Intet er gemt.")
    if not read.kan_gemmes:
        raise OrganisationFejl("Filen indeholder intet nyt. Intet er gemt.")
    known = {item.nummer: item for item in organisation.afdelinger.all()}
    for row in read.raekker:
        if row.virkning == "uaendret":
            continue
        afdeling = known.get(row.felter["nummer"]) or Afdeling(boligorganisation=organisation)
        for name, value in row.felter.items():
            setattr(afdeling, name, value)
        afdeling.save()
        if row.opgjort is not None and row.bestand:
            write_bestand(afdeling, row.opgjort, row.bestand)
    data = {
        "organisation": organisation.lbf_nummer,
        "nye": [row.felter["nummer"] for row in read.raekker if row.virkning == "ny"],
        "aendrede": [row.felter["nummer"] for row in read.raekker if row.virkning == "aendret"],
    }
    text = f"Afdelinger importeret: {organisation}, {read.antal('ny')} nye, {read.antal('aendret')} ændrede"
    haendelser.announce(bruger, "afdelinger_importeret", text, data)
    return read


def _read_row(linje: int, texts: dict[str, str], organisation: Boligorganisation) -> ImportRaekke:
    row = ImportRaekke(linje, {name: Celle(text.strip()) for name, text in texts.items()})
    for name in (*TEKSTER, "ibrugtaget"):
        if name not in row.celler:
            continue
        text = row.celler[name].tekst
        row.felter[name] = (
            (read_cell(row, name, parse_dato) if text else None) if name == "ibrugtaget" else text
        )
    _check_fields(row, organisation)
    _read_counts(row)
    return row


def _check_fields(row: ImportRaekke, organisation: Boligorganisation) -> None:
    """The model's own validation, so that import and form refuse the same."""
    afdeling = Afdeling(boligorganisation=organisation, **row.felter)
    try:
        afdeling.full_clean(exclude=["boligorganisation"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            mark_cell(row, name, " ".join(messages))


def _read_counts(row: ImportRaekke) -> None:
    for boligtype in Boligtype.values:
        area = f"{boligtype}{AREAL}"
        antal = read_cell(row, boligtype, parse_kroner)
        areal = read_cell(row, area, parse_kroner)
        if antal is None:
            if areal is not None:
                mark_cell(row, area, "Skriv også antallet af boliger.")
            continue
        count = Optaelling(antal, areal)
        if fault := count_fault(boligtype, count):
            mark_cell(row, boligtype if "Antal" in fault else area, fault)
        row.bestand[boligtype] = count
    row.opgjort = read_cell(row, "opgjort", parse_dato)
    if row.opgjort is not None and (fault := day_fault(row.opgjort)):
        mark_cell(row, "opgjort", fault)
    if row.opgjort is None and row.bestand and not row.celler.get("opgjort", Celle("")).tekst:
        row.opgjort = timezone.localdate()


def _refuse_twice(row: ImportRaekke, seen: dict[str, int]) -> None:
    nummer = row.felter.get("nummer", "")
    if nummer and nummer in seen:
        mark_cell(row, "nummer", f"Nummeret står også i linje {seen[nummer]}.")
    seen.setdefault(nummer, row.linje)


def _counted(known: dict[str, Afdeling]) -> dict[tuple[int, str, dt.date], tuple[int, int | None]]:
    rows = Boligbestand.objects.filter(afdeling__in=list(known.values()))
    return {
        (item.afdeling_id, item.boligtype, item.opgjort): (item.antal, item.bruttoareal_m2) for item in rows
    }


def _effect(
    row: ImportRaekke,
    known: dict[str, Afdeling],
    counted: dict[tuple[int, str, dt.date], tuple[int, int | None]],
) -> str:
    afdeling = known.get(row.felter.get("nummer", ""))
    if afdeling is None:
        return "ny"
    if any(getattr(afdeling, name) != value for name, value in row.felter.items()):
        return "aendret"
    for boligtype, count in row.bestand.items():
        if row.opgjort is None:
            continue
        if counted.get((afdeling.pk, boligtype, row.opgjort)) != (count.antal, count.bruttoareal_m2):
            return "aendret"
    return "uaendret"


def template_csv() -> str:
    """An empty file with every column, for filling in."""
    return cells_as_csv([KOLONNER])
