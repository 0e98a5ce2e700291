"""A file of projects: read and checked whole, with every fault in its cell, then opened as cases all or none.

One line is one part of a project; lines with the same title and boligorganisation are the parts of one project. A project that is
registered already is a fault, so that a file read twice opens nothing twice. Cases that have been opened cannot be deleted:
the journal forbids it. The preview is the way back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.byggeri.models import Projekt
from almen.byggeri.services.inddata import DelInput, check_del
from almen.byggeri.services.projekt import open_nybyggeri
from almen.organisationer.models import Boligorganisation, Boligtype, Bruger
from almen.organisationer.services.regneark import cells_as_csv, read_cells
from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.organisationer.services.tabelimport import (
    Celle,
    Importfil,
    Tabelraekke,
    mark_cell,
    read_cell,
    split_table,
)
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import system_journal
from almen.ui.parsere import parse_dato, parse_kroner, parse_m2

DELFELTER = ("antal", "bruttoareal_m2", "anskaffelsessum")
TEKSTER = ("adresse", "bydel", "lokalplan", "kilde")
DATOER = ("aabnet_dato", "forventet_tilsagn", "forventet_skema_b", "forventet_ibrugtagning")
KOLONNER: tuple[str, ...] = ("titel", "lbf_nummer", "boligtype", *DELFELTER, *TEKSTER, *DATOER)
PAAKRAEVET = ("titel", "lbf_nummer", "boligtype")
MAX_RAEKKER = 500
NO_RIGHT = "Kun sagsbehandlere og ledere kan åbne sager."
Projektfil = Importfil["Projektraekke"]


@dataclass
class Projektraekke(Tabelraekke):
    """One line: a part of a project, and the boligorganisation once it is found."""

    organisation: Boligorganisation | None = None

    @property
    def noegle(self) -> tuple[str, str]:
        """What makes lines parts of one project."""
        return (self.celler["titel"].tekst.lower(), self.celler["lbf_nummer"].tekst)


def read_projekter(*, bruger: Bruger, fil: bytes, hoejst: int = MAX_RAEKKER) -> Projektfil:
    """Reads a CSV or XLSX file of projects and finds every fault; opens nothing. At most `hoejst` lines.

    Raises OrganisationFejl if the file itself cannot be read or lacks a column, AdgangNaegtet.
    """
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    header, lines = split_table(read_cells(fil), KOLONNER, PAAKRAEVET, hoejst)
    rows = [_read_row(number, dict(zip(header, line, strict=True))) for number, line in lines]
    _find_organisationer(rows)
    _refuse_known(rows)
    _refuse_difference(rows)
    for row in rows:
        row.virkning = "ny"
    return Importfil(header, tuple(rows), cells_as_csv([header, *(line for _, line in lines)]))


def import_projekter(
    *,
    bruger: Bruger,
    fil: bytes,
    hoejst: int = MAX_RAEKKER,
    fremdrift: Callable[[int, int], None] | None = None,
) -> list[Sag]:
    """Opens every project of the file as a case, or none. `fremdrift` is told (done, of all) after each.

    Raises OrganisationFejl if a cell is faulty, AdgangNaegtet. One transaction: a process that dies leaves nothing.
    """
    with transaction.atomic(), system_journal(bruger) as journal:
        # The system's chain is the lock: two imports of the same file at once must not both open its cases.
        read = read_projekter(bruger=bruger, fil=fil, hoejst=hoejst)
        if read.antal_fejl:
            raise OrganisationFejl("Filen har fejl. Intet er gemt.")
        groups = list(group_projekter(read))
        sager = []
        for index, rows in enumerate(groups, start=1):
            sager.append(_open(bruger, rows))
            if fremdrift is not None:
                fremdrift(index, len(groups))
        journal.append(
            "projekter_importeret",
            f"Projekter importeret fra fil: {len(sager)} sager åbnet.",
            {"sager": [sag.nummer for sag in sager]},
        )
    return sager


def group_projekter(read: Projektfil) -> Iterator[list[Projektraekke]]:
    """The lines project by project, in the file's order."""
    groups: dict[tuple[str, str], list[Projektraekke]] = {}
    for row in read.raekker:
        groups.setdefault(row.noegle, []).append(row)
    yield from groups.values()


def template_csv() -> str:
    """An empty file with every column, for filling in."""
    return cells_as_csv([KOLONNER])


def _open(bruger: Bruger, rows: list[Projektraekke]) -> Sag:
    first = rows[0]
    felter: dict[str, Any] = {
        navn: first.felter[navn] for navn in (*TEKSTER, *DATOER) if first.felter.get(navn)
    }
    return open_nybyggeri(
        bruger=bruger,
        titel=first.celler["titel"].tekst,
        boligorganisation=first.organisation,
        dele=[_part(row) for row in rows],
        **felter,
    )


def _part(row: Projektraekke) -> DelInput:
    return DelInput(row.felter["boligtype"], **{navn: row.felter[navn] for navn in DELFELTER})


def _read_row(linje: int, texts: dict[str, str]) -> Projektraekke:
    row = Projektraekke(linje, {name: Celle(text.strip()) for name, text in texts.items()})
    parsers: dict[str, Any] = {
        "antal": parse_kroner,
        "bruttoareal_m2": parse_m2,
        "anskaffelsessum": parse_kroner,
        **dict.fromkeys(DATOER, parse_dato),
    }
    row.felter = {name: read_cell(row, name, parse) for name, parse in parsers.items()}
    row.felter |= {name: row.celler[name].tekst for name in TEKSTER if name in row.celler}
    row.felter["boligtype"] = _boligtype(row)
    _check_text(row)
    if row.felter["boligtype"]:
        for fejl in check_del("", _part(row)):
            mark_cell(row, fejl.felt.rpartition(".")[2], f"{fejl.besked[:1].upper()}{fejl.besked[1:]}.")
    opened: dt.date | None = row.felter["aabnet_dato"]
    if opened is not None and opened > timezone.localdate():
        mark_cell(row, "aabnet_dato", "Dagen ligger i fremtiden.")
    return row


def _boligtype(row: Projektraekke) -> str:
    """The dwelling type by id or by its Danish name; empty and marked if it is neither."""
    text = row.celler["boligtype"].tekst.lower()
    known = {value: value for value in Boligtype.values} | {
        str(navn).lower(): value for value, navn in Boligtype.choices
    }
    if text not in known:
        mark_cell(row, "boligtype", f"Skriv en af: {', '.join(Boligtype.values)}.")
    return known.get(text, "")


def _check_text(row: Projektraekke) -> None:
    titel = row.celler["titel"].tekst
    if not 1 <= len(titel) <= 200:
        mark_cell(row, "titel", "Skriv en titel på 1 til 200 tegn.")
    for name in TEKSTER:
        hoejst = Projekt._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
        if len(row.felter.get(name) or "") > hoejst:
            mark_cell(row, name, f"Højst {hoejst} tegn.")


def _find_organisationer(rows: list[Projektraekke]) -> None:
    numbers = {row.celler["lbf_nummer"].tekst for row in rows}
    known = {item.lbf_nummer: item for item in Boligorganisation.objects.filter(lbf_nummer__in=numbers)}
    for row in rows:
        row.organisation = known.get(row.celler["lbf_nummer"].tekst)
        if row.organisation is None:
            mark_cell(row, "lbf_nummer", "Der findes ingen boligorganisation med det LBF-nummer.")


def _refuse_known(rows: list[Projektraekke]) -> None:
    """A project of the same title and organisation is registered already."""
    organisationer = [row.organisation for row in rows if row.organisation is not None]
    known = {
        (titel.lower(), lbf): nummer
        for titel, lbf, nummer in Sag.objects.filter(
            sagstype="nybyggeri", boligorganisation__in=organisationer
        ).values_list("titel", "boligorganisation__lbf_nummer", "nummer")
    }
    for row in rows:
        if row.noegle in known:
            mark_cell(row, "titel", f"Projektet er registreret som sag {known[row.noegle]}.")


def _refuse_difference(rows: list[Projektraekke]) -> None:
    """What belongs to the project must be the same on all its lines, or stand on the first one only."""
    first: dict[tuple[str, str], Projektraekke] = {}
    for row in rows:
        leader = first.setdefault(row.noegle, row)
        for name in (*TEKSTER, *DATOER):
            text = row.celler[name].tekst if name in row.celler else ""
            if text and text != leader.celler[name].tekst:
                mark_cell(row, name, f"Er en anden end i linje {leader.linje}, som er samme projekt.")
