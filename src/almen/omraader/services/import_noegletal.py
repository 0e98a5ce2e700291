"""Figures and published classes of areas from a file: a kind of import, one line for an area and a list.

What stands already is replaced by a new reading, and undo adds a reading once more: as it was before the import, or a
withdrawal. Nothing is altered. Areas that a file created stay, without figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.aflaesning import count_decimals
from almen.grundlag.services.aflaesningsimport import (
    MANGLER,
    import_facts,
    import_fields,
    undo_readings,
)
from almen.omraader.models import Listeudpegning, Noegletal, Omraade
from almen.omraader.services.omraade import require_edit, unknown_omraade
from almen.omraader.services.staaende import (
    Noegle,
    Oplysning,
    Staaende,
    Sted,
    areas_of,
    effect_of,
    items_of,
    latest_of,
)
from almen.omraader.services.stand import refresh_lister, refresh_stande
from almen.omraader.talfil import (
    PAAKRAEVET,
    Linjelaeser,
    Tallinje,
    from_felter,
    kolonner,
    to_felter,
)
from almen.omraader.tasks import project_all
from almen.organisationer.models import Boligorganisation, Bruger, Import
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    PORTION,
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

# Looking for the names nearest to an unknown one is slow; a file of nothing else must not take all day.
MOST_NEAREST = 20
KINDS: tuple[type[Noegletal] | type[Listeudpegning], ...] = (Noegletal, Listeudpegning)


class NoegletalImport(Importart):
    """Area figures, references and published classes, wide: a column for each indicator."""

    id = "noegletal"
    titel = "Nøgletal for områder"
    enhed = ("linje med nøgletal", "linjer med nøgletal")
    paakraevet = PAAKRAEVET
    hoejst = 20_000
    fortryd_tekst = (
        "hvert tal og hver udpegning bliver igen, som det var før importen, eller tilbagekaldes. Områder, som filen "
        "oprettede, bliver stående uden tal. Historikken viser det."
    )

    @property
    def kolonner(self) -> tuple[str, ...]:  # type: ignore[override]
        """The catalogue's indicators are columns."""
        return kolonner()

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit(bruger)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("omraader:importer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Alle tal", reverse("omraader:noegletalsliste")

    def read_cells(self, fil: IO[bytes]) -> Generator[list[str], None, None]:
        yield from stream_cells(fil, decimaler=True)

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        reader = Linjelaeser(current_parametre(), timezone.localdate())
        read = [(row, linje) for row in raekker if (linje := reader.read(row)) is not None]
        known = areas_of(linje for _, linje in read)
        told = 0
        for row, linje in read:
            omraade = known.get(linje.sted)
            if linje.navn and omraade is None and not linje.opret:
                names = [item.navn for item in known.values() if item.kommune.casefold() == linje.sted[0]]
                row.mark(
                    "omraade",
                    unknown_omraade(linje.navn, linje.kommune, names if told < MOST_NEAREST else ()),
                )
                told += 1
            elif omraade is not None and linje.region and omraade.region not in ("", linje.region):
                row.mark("region", f"Området er registreret i regionen {omraade.region}.")
        sound = [(row, linje) for row, linje in read if not row.fejl]
        latest = latest_of([linje for _, linje in sound], known)
        for row, linje in sound:
            omraade = known.get(linje.sted) if linje.navn else None
            found = [(item, latest.get(item.noegle)) for item in items_of(linje, omraade)]
            row.noegle = linje.noegle
            row.virkning = effect_of(linje, found, new_area=bool(linje.navn) and omraade is None)
            row.felter = {**to_felter(linje), "foer": [before.pk if before else None for _, before in found]}

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "omraade", "Samme område og liste")
        yield from _conflicts(hentet)

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of, readings = 0, hentet.antal_nye + hentet.antal_aendrede, 0
        touched: set[int] = set()
        lister: set[dt.date] = set()
        fixed = import_fields(hentet, bruger, timezone.now())
        written: set[Noegle] = set()
        with whole_act(), system_journal(bruger) as journal:
            created = _createareas_of(hentet, bruger)
            for lines in stream_lines(hentet):
                read = [from_felter(line.felter) for line in lines]
                known = areas_of(read)
                latest = latest_of(read, known)
                new: list[dict[str, Any]] = []
                new_lists: list[dict[str, Any]] = []
                for line, linje in zip(lines, read, strict=True):
                    omraade = known[linje.sted] if linje.navn else None
                    for item, expected in zip(items_of(linje, omraade), line.felter["foer"], strict=True):
                        if item.noegle in written:
                            continue
                        before = latest.get(item.noegle)
                        if (before.pk if before else None) != expected:
                            raise OrganisationFejl(
                                f"Linje {line.linje}: {item.navn} er ændret, siden filen blev kontrolleret. Intet er gemt. "
                                "Kontrollér filen igen."
                            )
                        if before is None or before.tilbagekaldt or not before.says(item.siger, linje):
                            (new if item.noegle[3] else new_lists).append(
                                _reading(item, linje, before, fixed)
                            )
                        if item.noegle[0] is None:
                            # Each line of a list tells its references again; the first one is saved.
                            written.add(item.noegle)
                            lister.add(linje.liste)
                    if omraade is not None:
                        touched.add(omraade.pk)
                insert_many(Noegletal, new)
                insert_many(Listeudpegning, new_lists)
                readings += len(new) + len(new_lists)
                done += len(lines)
                fremdrift(done, of)
            _refresh(touched, lister)
            journal.append(
                "noegletal_importeret",
                f"Nøgletal for områder importeret fra fil: {readings} aflæsninger, {created} nye områder ({hentet.filnavn}).",
                {
                    **import_facts(hentet),
                    "aflaesninger": readings,
                    "omraader": sorted(touched),
                    "nye_omraader": created,
                },
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        touched: set[int] = set()
        lister: set[dt.date] = set()
        done, of = 0, sum(kind.objects.filter(hentet=hentet).count() for kind in KINDS)
        with whole_act(), system_journal(bruger) as journal:
            for kind in KINDS:
                for rows in undo_readings(kind, hentet, bruger):
                    touched |= {row.omraade_id for row in rows if row.omraade_id is not None}
                    lister |= {row.liste for row in rows if row.omraade_id is None}
                    done += len(rows)
                    fremdrift(done, of)
            _refresh(touched, lister)
            journal.append(
                "noegletalimport_fortrudt",
                f"Import af nøgletal for områder fortrudt: {done} aflæsninger ({hentet.filnavn}).",
                {**import_facts(hentet), "aflaesninger": done},
            )


def _conflicts(hentet: Import) -> Iterator[Linjefejl]:
    """A reference is one for a whole list: lines that give it different values are told, with both values."""
    first: dict[Noegle, tuple[int, str | None]] = {}
    lines = hentet.linjer.exclude(noegle="").order_by("linje").values_list("linje", "felter")
    for number, felter in lines.iterator(chunk_size=PORTION):
        if not felter or not felter["referencer"]:
            continue
        linje = from_felter(felter)
        for id_, region, tekst in linje.reference_keys():
            line, value = first.setdefault((None, region, linje.liste, id_), (number, tekst))
            if value != tekst:
                yield Linjefejl(
                    number,
                    id_,
                    _danish(tekst),
                    f"Tallet er ét for hele listen{f' i {region}' if region else ''}, men her står {_danish(tekst)} og i "
                    f"linje {line} {_danish(value)}.",
                )


def _danish(tekst: str | None) -> str:
    return MANGLER if tekst is None else tekst.replace(".", ",")


def _createareas_of(hentet: Import, bruger: Bruger) -> int:
    """Creates the areas that lines ask for and that are not there; returns how many. The first line's words count."""
    wanted: dict[Sted, Tallinje] = {}
    for lines in stream_lines(hentet):
        for line in lines:
            linje = from_felter(line.felter)
            if linje.navn and linje.opret:
                wanted.setdefault(linje.sted, linje)
    there = areas_of(wanted.values())
    rows = [
        Omraade(
            navn=linje.navn, kommune=linje.kommune, region=linje.region, kilde=linje.kilde, oprettet_af=bruger
        )
        for sted, linje in wanted.items()
        if sted not in there
    ]
    return len(Omraade.objects.bulk_create(rows, batch_size=500))


def _reading(
    item: Oplysning, linje: Tallinje, before: Staaende | None, fixed: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of the reading's row; `fixed` are those that all of the file's have."""
    omraade, region, liste, indikator = item.noegle
    row = {
        **fixed,
        **linje.kildefelter,
        "omraade_id": omraade,
        "liste": liste,
        "erstatter_id": before.pk if before else None,
        "begrundelse": fixed["begrundelse"] if before else "",
    }
    if not indikator:
        return {**row, "klasser": linje.klasser}
    vaerdi = None if item.siger is None else Decimal(item.siger)
    return {
        **row,
        "region": region,
        "indikator": indikator,
        "vaerdi": vaerdi,
        "decimaler": count_decimals(vaerdi),
    }


def _refresh(omraader: set[int], lister: set[dt.date]) -> None:
    refresh_stande(omraader)
    if lister:
        refresh_lister(lister, besides=omraader)
    # A worker's job: what was projected from the figures before is told to be outdated until it is done.
    transaction.on_commit(lambda: project_all.enqueue())
