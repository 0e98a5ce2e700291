"""Placements from a file: a kind of import, one line for an afdeling on a stair from a day.

A line is placed in the agreement that holds on its day, else in a draft whose period holds it. Undo lets the placements fall away; what
stood before is open again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from almen.grundlag.models import Sikkerhed
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger, Import, Importlinje
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    stream_lines,
)
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.regler.dansk import format_dato
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.services import system_journal, whole_act
from almen.udlejning.models import Placering, Rammeaftale, Trappe, Trappetrin
from almen.udlejning.selectors.rammeaftale import holds
from almen.udlejning.services.placering import (
    NO_RIGHT,
    Kaeder,
    Placeringsinput,
    check_placering,
    withdraw_rows,
    write_placeringer,
)
from almen.ui.parsere import parse_dato, parse_kroner

PAAKRAEVET = ("lbf_nummer", "afdelingsnummer", "trappe", "trin", "fra", "kilde")


@dataclass(frozen=True)
class Opslag:
    """What lines name: afdelinger by (LBF number, number), and steps by (agreement's key, stair, number)."""

    afdelinger: Mapping[tuple[str, str], Afdeling]
    aftaler: Sequence[Rammeaftale]
    trin: Mapping[tuple[int, str, int], Trappetrin]

    def agreement_on(self, dag: dt.date) -> Rammeaftale | None:
        """The agreement whose period holds the day; one that holds goes before a draft, as they stand in order."""
        return next((item for item in self.aftaler if item.gyldig_fra <= dag <= item.gyldig_til), None)


class PlaceringImport(Importart):
    """Placements of afdelinger on the stairs."""

    id = "placeringer"
    titel = "Afdelingernes placering på trapperne"
    enhed = ("placering", "placeringer")
    kolonner = (*PAAKRAEVET, "begrundelse", "sikkerhed")
    paakraevet = PAAKRAEVET
    hoejst = 20_000
    fortryd_tekst = "placeringerne fra filen ophæves, og de placeringer, der stod før, gælder igen. Historikken viser det."

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("udlejning:importer_placeringer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Placeringer", reverse("udlejning:placeringer")

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        look = _look_up((row.celler["lbf_nummer"], row.celler["afdelingsnummer"]) for row in raekker)
        read = [(row, item) for row in raekker if (item := _read(row, look)) is not None]
        chains = Kaeder(item for _, item in read)
        for row, item in read:
            told = chains.refuse(item)
            if told is not None and told.felt == "trin":
                row.virkning = "uaendret"
            elif told is not None:
                row.mark(told.felt, f"{told.besked}.")
            else:
                row.virkning = "ny"
            row.noegle = (
                f"{item.afdeling.pk}/{item.trin.rammeaftale_id}/{item.trin.trappe}/{item.fra.isoformat()}"
            )
            row.felter = {
                "afdeling": item.afdeling.pk,
                "trin": item.trin.pk,
                "fra": item.fra.isoformat(),
                "begrundelse": item.begrundelse,
                "kilde": item.kilde,
                "sikkerhed": item.sikkerhed,
            }

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "fra", "Samme afdeling, trappe og dag")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act(), system_journal(bruger) as journal:
            for lines in stream_lines(hentet):
                try:
                    saved = write_placeringer(_inputs(lines), bruger)
                except UgyldigtInput as error:
                    raise OrganisationFejl(
                        f"{error.fejl[0].besked}. Det er ændret, siden filen blev kontrolleret. Intet er gemt."
                    ) from None
                for line, row in zip(lines, saved, strict=True):
                    line.foer = {"placering": row.pk}
                Importlinje.objects.bulk_update(lines, ["foer"], batch_size=500)
                done += len(lines)
                fremdrift(done, of)
            journal.append(
                "placeringer_importeret",
                f"Afdelingernes placering er importeret fra fil: {done} placeringer ({hentet.filnavn}).",
                {**_facts(hentet), "placeringer": done},
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act(), system_journal(bruger) as journal:
            for lines in stream_lines(hentet):
                pks = [line.foer["placering"] for line in lines if line.foer]
                gone = Placering.objects.filter(pk__in=pks, ophaevet=True).count()
                if gone:
                    raise OrganisationFejl(
                        f"Importen kan ikke fortrydes: {gone} af placeringerne er ophævet siden. Intet er ændret."
                    )
                done += withdraw_rows(pks)
                fremdrift(done, of)
            journal.append(
                "placeringsimport_fortrudt",
                f"Import af afdelingernes placering er fortrudt: {done} placeringer ({hentet.filnavn}).",
                {**_facts(hentet), "placeringer": done},
            )


def _facts(hentet: Import) -> dict[str, Any]:
    return {"import": hentet.pk, "fil": hentet.filnavn, "sha256": hentet.sha256}


def _look_up(names: Any) -> Opslag:
    """Three queries and what tells whether an agreement holds, however many lines."""
    wanted = set(names)
    rows = Afdeling.objects.filter(
        boligorganisation__lbf_nummer__in={lbf for lbf, _ in wanted},
        nummer__in={nummer for _, nummer in wanted},
    ).select_related("boligorganisation")
    known = {(row.boligorganisation.lbf_nummer, row.nummer): row for row in rows}
    found = Rammeaftale.objects.select_related("sag__overblik").order_by("-gyldig_fra")
    alive = [item for item in found if item.sag is None or item.sag.overblik.afslutning not in UDEN_RESULTAT]
    ordered = sorted(alive, key=lambda item: not holds(item))
    by_key = {item.pk: item for item in ordered}
    steps = {}
    for step in Trappetrin.objects.filter(rammeaftale__in=by_key):
        step.rammeaftale = by_key[step.rammeaftale_id]
        steps[step.rammeaftale_id, step.trappe, step.nummer] = step
    return Opslag(known, ordered, steps)


def _read(row: Tabelraekke, look: Opslag) -> Placeringsinput | None:
    """The placement of one line; None, with the faults in its cells, where it cannot be."""
    cell = row.celler
    afdeling = look.afdelinger.get((cell["lbf_nummer"], cell["afdelingsnummer"]))
    if afdeling is None:
        row.mark("afdelingsnummer", "Der findes ingen afdeling med det LBF-nummer og afdelingsnummer.")
    trappe = _choice(cell["trappe"], Trappe.choices)
    if trappe is None:
        row.mark("trappe", f"Skriv en af: {', '.join(Trappe.values)}.")
    nummer, fra = read_cell(row, "trin", parse_kroner), read_cell(row, "fra", parse_dato)
    for name, value in (("trin", nummer), ("fra", fra)):
        if value is None:
            row.mark(name, "Skal udfyldes.")
    sikkerhed = _choice(cell.get("sikkerhed", "") or Sikkerhed.SIKKER, Sikkerhed.choices)
    if sikkerhed is None:
        row.mark("sikkerhed", f"Skriv en af: {', '.join(Sikkerhed.values)}.")
    if not 0 < len(cell["kilde"]) <= 400:
        row.mark("kilde", "Skal udfyldes med højst 400 tegn.")
    if row.fejl or afdeling is None or fra is None or trappe is None:
        return None
    aftale = look.agreement_on(fra)
    if aftale is None:
        row.mark("fra", f"Ingen rammeaftale gælder {format_dato(fra)}.")
        return None
    trin = look.trin.get((aftale.pk, trappe, nummer))
    if trin is None:
        row.mark("trin", f"{Trappe(trappe).label} har ikke et trin {nummer} i {aftale.navn}.")
        return None
    item = Placeringsinput(
        afdeling, trin, fra, cell.get("begrundelse", ""), cell["kilde"], sikkerhed or Sikkerhed.SIKKER
    )
    for fault in check_placering(item):
        row.mark(fault.felt, f"{fault.besked}.")
    return None if row.fejl else item


def _choice(text: str, choices: Sequence[tuple[str, Any]]) -> str | None:
    """The value that a cell names, by itself or by what it is called."""
    wanted = text.strip().casefold()
    return next((value for value, label in choices if wanted in (value, str(label).casefold())), None)


def _inputs(lines: Sequence[Importlinje]) -> list[Placeringsinput]:
    afdelinger = Afdeling.objects.in_bulk([line.felter["afdeling"] for line in lines])
    steps = Trappetrin.objects.select_related("rammeaftale").in_bulk([line.felter["trin"] for line in lines])
    found = []
    for line in lines:
        felter = line.felter
        if felter["afdeling"] not in afdelinger or felter["trin"] not in steps:
            raise OrganisationFejl(
                f"Linje {line.linje}: afdelingen eller trinnet er væk, siden filen blev kontrolleret. Intet er gemt."
            )
        found.append(
            Placeringsinput(
                afdelinger[felter["afdeling"]],
                steps[felter["trin"]],
                dt.date.fromisoformat(felter["fra"]),
                felter["begrundelse"],
                felter["kilde"],
                felter["sikkerhed"],
            )
        )
    return found
