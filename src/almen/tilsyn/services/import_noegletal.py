"""Key figures from a file: a kind of import, one line for an organisation or afdeling and a financial year.

What stands already is replaced by a new reading, and undo adds a reading once more: as it was before the import, or a
withdrawal. Nothing is altered.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from django.urls import reverse
from django.utils import timezone

from almen.grundlag.services.aflaesning import count_decimals
from almen.grundlag.services.aflaesningsimport import import_facts, import_fields, undo_readings
from almen.organisationer.models import Boligorganisation, Bruger, Import, Importlinje
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    stream_lines,
)
from almen.organisationer.services.regneark import stream_cells
from almen.organisationer.services.tabelimport import Tabelraekke
from almen.sager.faste import insert_many
from almen.sager.services import system_journal, whole_act
from almen.tilsyn.indikatorer import indikator_navn
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.services.noegletal import require_edit
from almen.tilsyn.services.staaende import Noegle, Staaende, effect_of, items_of, latest_of, places_of
from almen.tilsyn.talfil import PAAKRAEVET, Linjelaeser, Tallinje, from_felter, kolonner, to_felter
from almen.tilsyn.talskifte import figures_changed


class Tilsynstalimport(Importart):
    """Key figures of supervision, wide: a column for each."""

    id = "tilsynstal"
    titel = "Nøgletal i tilsynet"
    enhed = ("linje med nøgletal", "linjer med nøgletal")
    paakraevet = PAAKRAEVET
    hoejst = 60_000
    fortryd_tekst = (
        "hvert tal bliver igen, som det var før importen, eller tilbagekaldes. Historikken viser det."
    )

    @property
    def kolonner(self) -> tuple[str, ...]:  # type: ignore[override]
        """The catalogue's key figures are columns."""
        return kolonner()

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit(bruger)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("tilsyn:noegletal_importer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Alle nøgletal", reverse("tilsyn:noegletalsliste")

    def read_cells(self, fil: IO[bytes]) -> Generator[list[str], None, None]:
        yield from stream_cells(fil, decimaler=True)

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        reader = Linjelaeser(timezone.localdate().year)
        read = [(row, linje) for row in raekker if (linje := reader.read(row)) is not None]
        places = places_of(linje for _, linje in read)
        placed = []
        for row, linje in read:
            if (sted := places.find(linje)) is not None:
                placed.append((row, linje, sted))
            elif linje.lbf in places.organisationer:
                row.mark("afdelingsnummer", "Boligorganisationen har ingen afdeling med det nummer.")
            else:
                row.mark("lbf_nummer", "Der findes ingen boligorganisation med det LBF-nummer.")
        latest = latest_of((linje, sted) for _, linje, sted in placed)
        for row, linje, sted in placed:
            found = [(siger, latest.get(noegle)) for noegle, siger in items_of(linje, sted)]
            row.noegle = linje.noegle
            row.virkning = effect_of(linje, found)
            row.felter = {**to_felter(linje), "foer": [before.pk if before else None for _, before in found]}

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "regnskabsaar", "Samme boligorganisation, afdeling og regnskabsår")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of, readings = 0, hentet.antal_nye + hentet.antal_aendrede, 0
        touched: set[int] = set()
        fixed = import_fields(hentet, bruger, timezone.now())
        with whole_act(), system_journal(bruger) as journal:
            for lines in stream_lines(hentet):
                new = _readings(lines, fixed)
                touched |= {row["boligorganisation_id"] for row in new}
                insert_many(Tilsynstal, new)
                readings += len(new)
                done += len(lines)
                fremdrift(done, of)
            figures_changed(touched)
            journal.append(
                "tilsynstal_importeret",
                f"Nøgletal i tilsynet importeret fra fil: {readings} tal ({hentet.filnavn}).",
                {**import_facts(hentet), "tal": readings, "organisationer": sorted(touched)},
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        touched: set[int] = set()
        done, of = 0, Tilsynstal.objects.filter(hentet=hentet).count()
        with whole_act(), system_journal(bruger) as journal:
            for rows in undo_readings(Tilsynstal, hentet, bruger):
                touched |= {row.boligorganisation_id for row in rows}
                done += len(rows)
                fremdrift(done, of)
            figures_changed(touched)
            journal.append(
                "tilsynstalimport_fortrudt",
                f"Import af nøgletal i tilsynet fortrudt: {done} tal ({hentet.filnavn}).",
                {**import_facts(hentet), "tal": done},
            )


def _readings(lines: Sequence[Importlinje], fixed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a portion's figures that are news. Raises OrganisationFejl if one has changed since the check."""
    read = [from_felter(line.felter) for line in lines]
    places = places_of(read)
    placed = []
    for line, linje in zip(lines, read, strict=True):
        if (sted := places.find(linje)) is None:
            raise OrganisationFejl(_changed(line, "afdelingen"))
        placed.append((line, linje, sted))
    latest = latest_of((linje, sted) for _, linje, sted in placed)
    new = []
    for line, linje, sted in placed:
        for (noegle, siger), expected in zip(items_of(linje, sted), line.felter["foer"], strict=True):
            before = latest.get(noegle)
            if (before.pk if before else None) != expected:
                raise OrganisationFejl(_changed(line, indikator_navn(noegle[3]).lower()))
            if before is None or before.tilbagekaldt or not before.says(siger, linje):
                new.append(_reading(noegle, siger, linje, before, fixed))
    return new


def _changed(line: Importlinje, hvad: str) -> str:
    return (
        f"Linje {line.linje}: {hvad} er ændret, siden filen blev kontrolleret. Intet er gemt. "
        "Kontrollér filen igen."
    )


def _reading(
    noegle: Noegle, siger: str | None, linje: Tallinje, before: Staaende | None, fixed: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of the reading's row; `fixed` are those that all of the file's have."""
    organisation, afdeling, aar, indikator = noegle
    vaerdi = None if siger is None else Decimal(siger)
    return {
        **fixed,
        **linje.kildefelter,
        "boligorganisation_id": organisation,
        "afdeling_id": afdeling,
        "aar": aar,
        "indikator": indikator,
        "vaerdi": vaerdi,
        "decimaler": count_decimals(vaerdi),
        "erstatter_id": before.pk if before else None,
        "begrundelse": fixed["begrundelse"] if before else "",
    }
