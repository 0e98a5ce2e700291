"""Lettings by way from a file: a kind of import, one line for an afdeling, a year and a type of dwelling.

What stands already is replaced by a new reading, and undo adds a reading once more: as it was before the import, or a
withdrawal. Nothing is altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.aflaesning import check_kilde
from almen.grundlag.services.aflaesningsimport import (
    MANGLER,
    import_facts,
    import_fields,
    undo_readings,
)
from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype, Bruger, Import
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    stream_lines,
)
from almen.organisationer.services.tabelimport import Tabelraekke
from almen.sager.faste import insert_many
from almen.sager.services import system_journal, whole_act
from almen.udlejning.models import Udlejningstal, Vej
from almen.udlejning.services.udlejningstal import (
    Udlejningstalinput,
    check_aar,
    check_antal,
    latest_of,
    reading_values,
    require_edit,
    says_the_same,
)
from almen.ui.forms import fault_text

PAAKRAEVET = ("lbf_nummer", "afdelingsnummer", "aar", "boligtype", "kilde")
VEJE = tuple(Vej.values)
_TAL = re.compile(r"[0-9]{1,6}")
_SIKKERHED = {str(navn).casefold(): str(id_) for id_, navn in Sikkerhed.choices}
_BOLIGTYPER = {str(navn).casefold(): str(id_) for id_, navn in Boligtype.choices}


class UdlejningstalImport(Importart):
    """Lettings, wide: a column for each way."""

    id = "udlejningstal"
    titel = "Tal om udlejningen"
    enhed = ("linje med udlejninger", "linjer med udlejninger")
    kolonner = (*PAAKRAEVET[:-1], *VEJE, "kilde", "kilde_adresse", "sikkerhed", "note")
    paakraevet = PAAKRAEVET
    hoejst = 50_000
    fortryd_tekst = (
        "hvert tal bliver igen, som det var før importen, eller tilbagekaldes. Historikken viser det."
    )

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit(bruger)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("udlejning:tal_importer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Tal om udlejningen", reverse("udlejning:talliste")

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        places = _places(raekker)
        this_year = timezone.localdate().year
        read = [(row, _read(row, places, this_year)) for row in raekker]
        sound = [(row, inputs) for row, inputs in read if inputs and not row.fejl]
        latest = latest_of([item.noegle for _, inputs in sound for item in inputs])
        for row, inputs in sound:
            found = [(item, latest.get(item.noegle)) for item in inputs]
            row.noegle = "|".join(map(str, inputs[0].noegle[:3]))
            row.virkning = _effect(found)
            row.felter = {
                "faelles": {
                    name: getattr(inputs[0], name)
                    for name in (
                        "afdeling",
                        "aar",
                        "boligtype",
                        "kilde",
                        "kilde_adresse",
                        "sikkerhed",
                        "note",
                    )
                },
                "tal": [[item.vej, item.antal, before.pk if before else None] for item, before in found],
            }

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "afdelingsnummer", "Samme afdeling, år og boligtype")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of, readings = 0, hentet.antal_nye + hentet.antal_aendrede, 0
        fixed = import_fields(hentet, bruger, timezone.now())
        with whole_act(), system_journal(bruger) as journal:
            for lines in stream_lines(hentet):
                read = [(line.linje, item, pk) for line in lines for item, pk in _from_felter(line.felter)]
                latest = latest_of([item.noegle for _, item, _ in read])
                new: list[dict[str, Any]] = []
                for number, item, expected in read:
                    before = latest.get(item.noegle)
                    if (before.pk if before else None) != expected:
                        raise OrganisationFejl(
                            f"Linje {number}: tallet er ændret, siden filen blev kontrolleret. Intet er gemt. "
                            "Kontrollér filen igen."
                        )
                    if before is None or before.tilbagekaldt or not says_the_same(before, item):
                        new.append(
                            {
                                **fixed,
                                **reading_values(item),
                                "erstatter_id": before.pk if before else None,
                                "begrundelse": fixed["begrundelse"] if before else "",
                            }
                        )
                insert_many(Udlejningstal, new)
                readings += len(new)
                done += len(lines)
                fremdrift(done, of)
            journal.append(
                "udlejningstal_importeret",
                f"Tal om udlejningen importeret fra fil: {readings} aflæsninger ({hentet.filnavn}).",
                {**import_facts(hentet), "aflaesninger": readings},
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, Udlejningstal.objects.filter(hentet=hentet).count()
        with whole_act(), system_journal(bruger) as journal:
            for rows in undo_readings(Udlejningstal, hentet, bruger):
                done += len(rows)
                fremdrift(done, of)
            journal.append(
                "udlejningstalimport_fortrudt",
                f"Import af tal om udlejningen fortrudt: {done} aflæsninger ({hentet.filnavn}).",
                {**import_facts(hentet), "aflaesninger": done},
            )


def _effect(found: Sequence[tuple[Udlejningstalinput, Udlejningstal | None]]) -> str:
    """What the line would do: nothing if all is so, change if something stands already, new otherwise."""
    standing = [(item, before) for item, before in found if before is not None and not before.tilbagekaldt]
    if not standing:
        return "ny"
    unchanged = len(standing) == len(found) and all(says_the_same(before, item) for item, before in standing)
    return "uaendret" if unchanged else "aendret"


def _places(raekker: Sequence[Tabelraekke]) -> Mapping[tuple[str, str], int]:
    """Afdelinger by LBF number and their own; None as number: the organisation is known. Two queries."""
    numbers = {row.celler["lbf_nummer"] for row in raekker}
    found: dict[tuple[str, str], int] = {
        (lbf, ""): pk
        for lbf, pk in Boligorganisation.objects.filter(lbf_nummer__in=numbers).values_list(
            "lbf_nummer", "pk"
        )
    }
    rows = Afdeling.objects.filter(
        boligorganisation__lbf_nummer__in=numbers,
        nummer__in={row.celler["afdelingsnummer"] for row in raekker},
    )
    found |= {
        (lbf, nummer): pk
        for lbf, nummer, pk in rows.values_list("boligorganisation__lbf_nummer", "nummer", "pk")
    }
    return found


def _read(
    row: Tabelraekke, places: Mapping[tuple[str, str], int], this_year: int
) -> list[Udlejningstalinput]:
    """The line's figures; the faults stand in their cells."""
    celler = row.celler
    lbf, nummer = celler["lbf_nummer"], celler["afdelingsnummer"]
    afdeling = places.get((lbf, nummer)) if nummer else None
    if (lbf, "") not in places:
        row.mark("lbf_nummer", "Der findes ingen boligorganisation med det LBF-nummer.")
    elif afdeling is None:
        row.mark("afdelingsnummer", "Boligorganisationen har ingen afdeling med det nummer.")
    aar = int(celler["aar"]) if _TAL.fullmatch(celler["aar"]) else 0
    for fejl in check_aar(aar, this_year):
        row.mark("aar", fault_text(fejl.besked))
    boligtype = _BOLIGTYPER.get(celler["boligtype"].casefold(), celler["boligtype"].casefold())
    if boligtype not in Boligtype.values:
        row.mark("boligtype", f"Skriv en af: {', '.join(Boligtype.values)}.")
    source = {
        "kilde": celler.get("kilde", ""),
        "kilde_adresse": celler.get("kilde_adresse", ""),
        "sikkerhed": _sikkerhed(celler.get("sikkerhed", "")),
        "note": celler.get("note", ""),
    }
    for fejl in check_kilde(**source):
        row.mark(fejl.felt, fault_text(fejl.besked))
    figures = {vej: antal for vej in VEJE if (antal := _antal(row, vej)) is not False}
    if not figures and not row.fejl:
        row.mark(
            VEJE[0], f"Linjen har ingen tal. Skriv et antal, eller {MANGLER} hvis kilden ikke oplyser det."
        )
    if row.fejl or afdeling is None:
        return []
    return [
        Udlejningstalinput(afdeling=afdeling, aar=aar, boligtype=boligtype, vej=vej, antal=antal, **source)
        for vej, antal in figures.items()
    ]


def _sikkerhed(tekst: str) -> str:
    return _SIKKERHED.get(tekst.casefold(), tekst) or Sikkerhed.SIKKER.value


def _antal(row: Tabelraekke, vej: str) -> Any:
    """The cell's number, None where the source does not know, False where the cell says nothing or is faulty."""
    tekst = row.celler.get(vej, "")
    if tekst == MANGLER:
        return None
    if not tekst:
        return False
    plain = tekst.replace(".", "") if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", tekst) else tekst
    if not _TAL.fullmatch(plain):
        row.mark(vej, f"Skriv et helt tal, for eksempel 12, eller {MANGLER} hvis kilden ikke oplyser det.")
        return False
    for fejl in check_antal(int(plain)):
        row.mark(vej, fault_text(fejl.besked))
        return False
    return int(plain)


def _from_felter(felter: Mapping[str, Any]) -> list[tuple[Udlejningstalinput, int | None]]:
    """The line's figures as `check` kept them, each with the reading that stood then."""
    return [
        (Udlejningstalinput(vej=vej, antal=antal, **felter["faelles"]), before)
        for vej, antal, before in felter["tal"]
    ]
