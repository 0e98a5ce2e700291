"""Projects from a file: a kind of import. One line is one part of a project; lines with the same title and boligorganisation are one project.

A project that is registered already is a fault, so that a file read twice opens nothing twice. A case that has been
opened cannot be deleted: the journal forbids it. Undo annuls the cases, all or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import F, Min, Window
from django.urls import reverse
from django.utils import timezone

from almen.byggeri.models import Projekt
from almen.byggeri.services.inddata import DelInput, check_del
from almen.byggeri.services.placering import KOORDINATER, check_placering
from almen.byggeri.services.projekt import SAGSTYPE, open_nybyggeri
from almen.grundlag.selectors import IngenSagsgang, sagsgangsversion_on
from almen.organisationer.models import Boligorganisation, Boligtype, Bruger, Import, Importlinje
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import Fremdrift, Importart, Linjefejl, portions
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Beslutning, Sag
from almen.sager.services import annul_sag, system_journal, whole_act
from almen.ui.forms import fault_text
from almen.ui.parsere import parse_dato, parse_koordinat, parse_kroner, parse_m2

DELFELTER = ("antal", "bruttoareal_m2", "anskaffelsessum")
TEKSTER = ("adresse", "bydel", "dar_id", "lokalplan", "kilde")
DATOER = ("aabnet_dato", "forventet_tilsagn", "forventet_skema_b", "forventet_ibrugtagning")
FAELLES = (*TEKSTER, *KOORDINATER, *DATOER)
KOLONNER: tuple[str, ...] = ("titel", "lbf_nummer", "boligtype", *DELFELTER, *FAELLES)
NO_RIGHT = "Kun sagsbehandlere og ledere kan åbne sager."
NAMED = 10


class Projektimport(Importart):
    """Cases of new building, with project and Skema A."""

    id = "projekter"
    titel = "Projekter"
    enhed = ("sag", "sager")
    kolonner = KOLONNER
    paakraevet = ("titel", "lbf_nummer", "boligtype")
    hoejst = 20_000
    fortryd_tekst = "sagerne slettes ikke, men annulleres: de står i journalen og tæller ikke med."

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("byggeri:projektimport")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Nybyggeri", reverse("byggeri:liste")

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        for row in raekker:
            _read(row)
        _find_organisationer(raekker)
        _require_routes(raekker)
        for row in raekker:
            row.noegle = _key(row.celler["titel"], row.celler["lbf_nummer"])
            row.virkning = "ny"

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from _registered(hentet)
        yield from _differences(hentet)

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done = 0
        # The system's chain is the lock: two imports of the same file at once must not both open its cases.
        with whole_act(), system_journal(bruger) as journal:
            if known := next(_registered(hentet), None):
                raise OrganisationFejl(f"Linje {known.linje}: {known.besked} Intet er gemt.")
            organisationer = Boligorganisation.objects.in_bulk(
                set(hentet.linjer.order_by().values_list("felter__organisation", flat=True))
            )
            for lines in _projects(hentet):
                sag = _open(bruger, lines, organisationer[lines[0].felter["organisation"]])
                hentet.linjer.filter(pk=lines[0].pk).update(objekt=sag.pk)
                done += 1
                fremdrift(done, hentet.antal_nye)
            journal.append(
                "projekter_importeret",
                f"Projekter importeret fra fil: {done} sager åbnet ({hentet.filnavn}).",
                _facts(hentet, done),
            )

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done = 0
        reason = f"Fortrydelse af importen {hentet.filnavn}"
        with whole_act(), system_journal(bruger) as journal:
            _refuse_decided(hentet)
            for keys in portions(_opened(hentet)):
                for sag in Sag.objects.filter(pk__in=keys, annulleret__isnull=True).order_by("pk"):
                    annul_sag(bruger=bruger, sag=sag, begrundelse=reason)
                    done += 1
                    fremdrift(done, hentet.antal_nye)
            journal.append(
                "projektimport_fortrudt",
                f"Import af projekter fortrudt: {done} sager annulleret ({hentet.filnavn}).",
                _facts(hentet, done),
            )


def opened_sager(hentet: Import) -> list[str]:
    """The numbers of the cases that the import opened, in the file's order."""
    keys = list(_opened(hentet))
    numbers = dict(Sag.objects.filter(pk__in=keys).values_list("pk", "nummer"))
    return [numbers[key] for key in keys]


def _opened(hentet: Import) -> Iterator[int]:
    for key in hentet.linjer.filter(objekt__isnull=False).order_by("linje").values_list("objekt", flat=True):
        yield key or 0


def _facts(hentet: Import, antal: int) -> dict[str, Any]:
    return {"import": hentet.pk, "fil": hentet.filnavn, "sha256": hentet.sha256, "sager": antal}


def _key(titel: str, lbf: str) -> str:
    """What makes lines parts of one project."""
    return f"{titel.lower()}|{lbf}"


def _read(row: Tabelraekke) -> None:
    parsers: dict[str, Any] = {
        "antal": parse_kroner,
        "bruttoareal_m2": parse_m2,
        "anskaffelsessum": parse_kroner,
        **dict.fromkeys(DATOER, parse_dato),
        **dict.fromkeys(KOORDINATER, parse_koordinat),
    }
    values = {name: read_cell(row, name, parse) for name, parse in parsers.items()}
    boligtype = _boligtype(row)
    _check_text(row)
    if boligtype:
        for fejl in check_del("", DelInput(boligtype, **{name: values[name] for name in DELFELTER})):
            row.mark(fejl.felt.rpartition(".")[2], fault_text(fejl.besked))
    for fejl in check_placering(Projekt(**{name: values[name] for name in KOORDINATER})):
        row.mark(fejl.felt, fault_text(fejl.besked))
    opened: dt.date | None = values["aabnet_dato"]
    if opened is not None and opened > timezone.localdate():
        row.mark("aabnet_dato", "Dagen ligger i fremtiden.")
    row.felter = {
        name: str(value) if isinstance(value, dt.date | Decimal) else value for name, value in values.items()
    }
    row.felter |= {name: row.celler[name] for name in ("titel", *TEKSTER) if name in row.celler}
    row.felter["boligtype"] = boligtype


def _boligtype(row: Tabelraekke) -> str:
    """The dwelling type by id or by its Danish name; empty and marked if it is neither."""
    text = row.celler["boligtype"].lower()
    known = {value: value for value in Boligtype.values} | {
        str(navn).lower(): value for value, navn in Boligtype.choices
    }
    if text not in known:
        row.mark("boligtype", f"Skriv en af: {', '.join(Boligtype.values)}.")
    return known.get(text, "")


def _check_text(row: Tabelraekke) -> None:
    if not 1 <= len(row.celler["titel"]) <= 200:
        row.mark("titel", "Skriv en titel på 1 til 200 tegn.")
    for name in TEKSTER:
        hoejst = Projekt._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
        if len(row.celler.get(name, "")) > hoejst:
            row.mark(name, f"Højst {hoejst} tegn.")


def _find_organisationer(rows: Sequence[Tabelraekke]) -> None:
    numbers = {row.celler["lbf_nummer"] for row in rows}
    known = dict(Boligorganisation.objects.filter(lbf_nummer__in=numbers).values_list("lbf_nummer", "pk"))
    for row in rows:
        row.felter["organisation"] = known.get(row.celler["lbf_nummer"])
        if row.felter["organisation"] is None:
            row.mark("lbf_nummer", "Der findes ingen boligorganisation med det LBF-nummer.")


def _require_routes(rows: Sequence[Tabelraekke]) -> None:
    """A case can be opened only on a day when a route was in force; each day is asked for once."""
    verdicts: dict[str, str] = {}
    for row in rows:
        day = row.felter["aabnet_dato"] or timezone.localdate().isoformat()
        if day not in verdicts:
            try:
                sagsgangsversion_on(SAGSTYPE, dt.date.fromisoformat(day))
                verdicts[day] = ""
            except IngenSagsgang as reason:
                verdicts[day] = str(reason)
        if verdicts[day]:
            row.mark("aabnet_dato" if row.felter["aabnet_dato"] else "titel", verdicts[day])


def _registered(hentet: Import) -> Iterator[Linjefejl]:
    """Lines about a project of the same title and organisation as a case that is not annulled."""
    numbers = hentet.linjer.order_by().values("felter__organisation").distinct()
    organisationer = [row["felter__organisation"] for row in numbers if row["felter__organisation"]]
    sager = Sag.objects.filter(
        sagstype=SAGSTYPE, boligorganisation__in=organisationer, annulleret__isnull=True
    ).values_list("titel", "boligorganisation__lbf_nummer", "nummer")
    for portion in portions(sager.iterator(chunk_size=1000)):
        known = {_key(titel, lbf): nummer for titel, lbf, nummer in portion}
        hit = hentet.linjer.filter(noegle__in=known).order_by("linje")
        for linje, noegle, celler in hit.values_list("linje", "noegle", "celler"):
            yield Linjefejl(
                linje, "titel", celler.get("titel", ""), f"Projektet er registreret som sag {known[noegle]}."
            )


def _projects(hentet: Import) -> Iterator[list[Importlinje]]:
    """The lines project by project, in the order of the first line of each; streams."""
    first = Window(Min("linje"), partition_by=F("noegle"))
    rows = hentet.linjer.annotate(foerste=first).order_by("foerste", "linje").iterator(chunk_size=1000)
    for _, lines in groupby(rows, key=lambda line: line.foerste):  # type: ignore[attr-defined]
        yield list(lines)


def _differences(hentet: Import) -> Iterator[Linjefejl]:
    """What belongs to the project must be the same on all its lines, or stand on the first one only."""
    for leader, *others in _projects(hentet):
        for line in others:
            for name in FAELLES:
                text = line.celler.get(name, "")
                if text and text != leader.celler.get(name, ""):
                    yield Linjefejl(
                        line.linje,
                        name,
                        text,
                        f"Er en anden end i linje {leader.linje}, som er samme projekt.",
                    )


def _open(bruger: Bruger, lines: Sequence[Importlinje], organisation: Boligorganisation) -> Sag:
    first = lines[0].felter
    felter: dict[str, Any] = {name: first[name] for name in TEKSTER if first.get(name)}
    felter |= {name: Decimal(first[name]) for name in KOORDINATER if first.get(name)}
    felter |= {name: dt.date.fromisoformat(first[name]) for name in DATOER if first.get(name)}
    try:
        return open_nybyggeri(
            bruger=bruger,
            titel=first["titel"],
            boligorganisation=organisation,
            dele=[_part(line.felter) for line in lines],
            **felter,
        )
    except (UgyldigtInput, IngenSagsgang) as reason:
        raise OrganisationFejl(f"Linje {lines[0].linje}: {reason} Intet er gemt.") from reason


def _part(felter: dict[str, Any]) -> DelInput:
    areal = felter["bruttoareal_m2"]
    return DelInput(
        felter["boligtype"],
        antal=felter["antal"],
        bruttoareal_m2=Decimal(areal) if areal is not None else None,
        anskaffelsessum=felter["anskaffelsessum"],
    )


def _refuse_decided(hentet: Import) -> None:
    opened = hentet.linjer.filter(objekt__isnull=False).values("objekt")
    decided = Beslutning.objects.filter(sag__in=opened).order_by("sag").values_list("sag__nummer", flat=True)
    numbers = list(decided.distinct()[: NAMED + 1])
    if numbers:
        more = " og flere" if len(numbers) > NAMED else ""
        raise OrganisationFejl(
            "Importen kan ikke fortrydes, for der er truffet beslutninger i: "
            f"{', '.join(numbers[:NAMED])}{more}. Intet er ændret."
        )
