"""Figures from a file: a kind of import. Our own table as CSV or XLSX, or a file of Statistics Denmark as it comes.

A figure that is registered already is replaced by a new reading, and undo adds a reading once more: as it was before
the import, or a withdrawal. Nothing is altered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import IO, Any

from django.urls import reverse
from django.utils import timezone

from almen.boligmasse.kategorier import ejerform_choices
from almen.boligmasse.models import Boligtal, Emne, Enhed, Sikkerhed
from almen.boligmasse.services.registrering import (
    Talinput,
    check_tal,
    new_reading,
    require_edit,
    says_the_same,
    successor,
)
from almen.boligmasse.services.statistikbank import is_jsonstat, is_statistikbank_csv, read_statistikbank
from almen.grundlag.services.aflaesningsimport import MANGLER, import_facts
from almen.organisationer.models import Boligorganisation, Bruger, Import, Importlinje
from almen.organisationer.selectors import current_profil
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    portions,
    stream_lines,
)
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.sager.services import system_journal, whole_act
from almen.ui.forms import fault_text
from almen.ui.parsere import parse_dato, parse_decimal

PAAKRAEVET = ("emne", "aar", "ejerform", "enhed", "vaerdi", "kilde")
KOLONNER = (*PAAKRAEVET, "fra_aar", "bydel", "kilde_adresse", "laest", "sikkerhed", "note")


class Talimport(Importart):
    """Housing stock and completed dwellings."""

    id = "boligtal"
    titel = "Tal om boligmassen"
    enhed = ("tal", "tal")
    kolonner = KOLONNER
    paakraevet = PAAKRAEVET
    hoejst = 20_000
    fortryd_tekst = (
        "hvert tal bliver igen, som det var før importen, eller tilbagekaldes. Historikken viser det."
    )

    filtyper = "CSV, Excel (.xlsx) eller JSON-stat (.json), højst 30 MB."
    endelser = ".csv,.xlsx,.json"

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit(bruger)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("boligmasse:importer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Boligmassen", reverse("boligmasse:oversigt")

    def read_cells(self, fil: IO[bytes]) -> Generator[list[str], None, None]:
        if is_jsonstat(fil) or is_statistikbank_csv(fil):
            yield from read_statistikbank(fil, current_profil())
        else:
            yield from super().read_cells(fil)

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        today = timezone.localdate()
        read = [(row, _read(row, today)) for row in raekker]
        before = _latest({tal.aar for _, tal in read if tal is not None})
        for row, tal in read:
            if tal is None:
                continue
            row.noegle = "|".join(map(str, tal.noegle))
            found = before.get(tal.noegle)
            row.felter = {
                **asdict(tal),
                "vaerdi": None if tal.vaerdi is None else str(tal.vaerdi),
                "laest": tal.laest.isoformat(),
                "erstatter": found.pk if found else None,
            }
            if found is None or found.tilbagekaldt:
                row.virkning = "ny"
            else:
                row.virkning = "uaendret" if says_the_same(found, tal) else "aendret"

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "ejerform", "Samme tal")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act(), system_journal(bruger) as journal:
            for lines in stream_lines(hentet):
                inputs = [_input(line.felter) for line in lines]
                before = _latest({tal.aar for tal in inputs})
                readings = [
                    _reading(hentet, bruger, line, tal, before.get(tal.noegle))
                    for line, tal in zip(lines, inputs, strict=True)
                ]
                for line, reading in zip(lines, Boligtal.objects.bulk_create(readings), strict=True):
                    line.objekt = reading.pk
                Importlinje.objects.bulk_update(lines, ["objekt"], batch_size=500)
                done += len(lines)
                fremdrift(done, of)
            journal.append(
                "boligtal_importeret",
                f"Tal om boligmassen importeret fra fil: {done} tal ({hentet.filnavn}).",
                {**import_facts(hentet), "tal": done},
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        why = f"Fortrydelse af importen {hentet.filnavn}"[:300]
        with whole_act(), system_journal(bruger) as journal:
            saved = hentet.linjer.filter(objekt__isnull=False).order_by("linje")
            for keys in portions(list(saved.values_list("objekt", flat=True))):
                rows = list(
                    Boligtal.objects.filter(pk__in=keys, erstattet_af__isnull=True).select_related(
                        "erstatter"
                    )
                )
                if len(rows) < len(keys):
                    raise OrganisationFejl(
                        f"Importen kan ikke fortrydes: {len(keys) - len(rows)} af tallene er erstattet siden. "
                        "Intet er ændret."
                    )
                Boligtal.objects.bulk_create([_undone(row, bruger, why) for row in rows])
                done += len(rows)
                fremdrift(done, of)
            journal.append(
                "boligtalimport_fortrudt",
                f"Import af tal om boligmassen fortrudt: {done} tal ({hentet.filnavn}).",
                {**import_facts(hentet), "tal": done},
            )


def _undone(row: Boligtal, bruger: Bruger, why: str) -> Boligtal:
    before = row.erstatter
    if before is None or before.tilbagekaldt:
        return successor(row, bruger, why, withdrawn=True)
    return successor(row, bruger, why, like=before)


def _latest(years: set[int]) -> dict[tuple[Any, ...], Boligtal]:
    """The last reading of each figure of these years, withdrawals too."""
    rows = Boligtal.objects.filter(aar__in=years, erstattet_af__isnull=True)
    return {tuple(getattr(row, name) for name in Boligtal.NOEGLE): row for row in rows}


def _reading(
    hentet: Import, bruger: Bruger, line: Importlinje, tal: Talinput, before: Boligtal | None
) -> Boligtal:
    if (before.pk if before else None) != line.felter["erstatter"]:
        raise OrganisationFejl(
            f"Linje {line.linje}: tallet er ændret, siden filen blev kontrolleret. Intet er gemt. Kontrollér filen igen."
        )
    why = f"Import af filen {hentet.filnavn}"[:300]
    return new_reading(tal, bruger, before, why)


def _input(felter: dict[str, Any]) -> Talinput:
    values = {key: value for key, value in felter.items() if key != "erstatter"}
    values["vaerdi"] = None if values["vaerdi"] is None else Decimal(values["vaerdi"])
    values["laest"] = dt.date.fromisoformat(values["laest"])
    return Talinput(**values)


def _read(row: Tabelraekke, today: dt.date) -> Talinput | None:
    """The line's figure; None, and the faults in their cells, if it cannot be read."""
    aar, fra_aar = read_cell(row, "aar", _year), read_cell(row, "fra_aar", _year)
    missing = row.celler["vaerdi"] == MANGLER
    vaerdi = None if missing else read_cell(row, "vaerdi", parse_decimal)
    if vaerdi is None and not missing:
        row.mark("vaerdi", f"Skriv et tal, eller {MANGLER} hvis kilden ikke oplyser det.")
    if aar is None:
        row.mark("aar", "Skriv et årstal, for eksempel 2024.")
    tal = Talinput(
        emne=_choice(row, "emne", Emne.choices),
        aar=aar or 0,
        fra_aar=fra_aar,
        bydel=_district(row),
        ejerform=_choice(row, "ejerform", ejerform_choices()),
        enhed=_choice(row, "enhed", Enhed.choices),
        vaerdi=vaerdi,
        kilde=row.celler["kilde"],
        kilde_adresse=row.celler.get("kilde_adresse", ""),
        laest=read_cell(row, "laest", parse_dato) or today,
        sikkerhed=_choice(row, "sikkerhed", Sikkerhed.choices) or Sikkerhed.SIKKER.value,
        note=row.celler.get("note", ""),
    )
    for fejl in check_tal(tal, today):
        row.mark(fejl.felt, fault_text(fejl.besked))
    return None if row.fejl else tal


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise ValueError("Skriv et årstal, for eksempel 2024.")
    return int(text)


def _choice(row: Tabelraekke, name: str, choices: Sequence[tuple[str, Any]]) -> str:
    """The id that the cell means, written as id or in Danish; else the text itself, which the check refuses."""
    text = row.celler.get(name, "")
    known = {str(navn).casefold(): str(id_) for id_, navn in choices} | {
        str(id_): str(id_) for id_, _ in choices
    }
    return known.get(text.casefold(), text)


def _district(row: Tabelraekke) -> str:
    """The profile's spelling of the district; its other names are parts of districts, which the check refuses."""
    text = " ".join(row.celler.get("bydel", "").split())
    names = {item.navn.casefold(): item.navn for item in current_profil().bydele}
    return names.get(text.casefold(), text)
