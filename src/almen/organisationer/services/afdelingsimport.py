"""Afdelinger from a file, with their dwellings: those of one boligorganisation, or of the whole municipality."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F, Min, Window
from django.urls import reverse
from django.utils import timezone

from almen.organisationer import haendelser
from almen.organisationer.models import (
    Afdeling,
    Boligbestand,
    Boligorganisation,
    Boligtype,
    Bruger,
    Bygningstype,
    Import,
    Importlinje,
)
from almen.organisationer.services.importart import Fremdrift, Importart, Linjefejl, stream_lines
from almen.organisationer.services.organisationer import Optaelling, count_fault, day_fault
from almen.organisationer.services.rettigheder import OrganisationFejl, require_edit_stamdata
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.ui.parsere import parse_dato, parse_kroner

TEKSTER = ("nummer", "navn", "adresse", "bydel")
RETTES = ("navn", "adresse", "bydel", "ibrugtaget", "bygningstype")
AREAL = "_m2"
KOLONNER: tuple[str, ...] = (
    *TEKSTER,
    "ibrugtaget",
    "bygningstype",
    "opgjort",
    *(name for kind in Boligtype.values for name in (kind, f"{kind}{AREAL}")),
)
NAMED = 10
Antal = list[int | None]
Sted = tuple[int, str]
Optalt = tuple[Afdeling, Importlinje, Mapping[str, Antal | None]]


class Afdelingsimport(Importart):
    """The afdelinger of one boligorganisation; with `hele_kommunen` each line names its own by LBF number."""

    enhed = ("afdeling", "afdelinger")
    hoejst = 100_000
    fortryd_tekst = "nye afdelinger slettes, og de ændrede får deres gamle oplysninger tilbage."

    def __init__(self, *, hele_kommunen: bool) -> None:
        self.hele_kommunen = hele_kommunen
        self.id = "afdelinger_alle" if hele_kommunen else "afdelinger"
        self.titel = "Afdelinger i hele kommunen" if hele_kommunen else "Afdelinger"
        own = ("lbf_nummer",) if hele_kommunen else ()
        self.kolonner = (*own, *KOLONNER)
        self.paakraevet = (*own, "nummer", "navn")

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit_stamdata(bruger, organisation)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        if organisation is None:
            return reverse("organisationer:import_alle")
        return reverse("organisationer:import", args=[organisation.lbf_nummer])

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        parent = hentet.boligorganisation
        if parent is None:
            return "Afdelinger", reverse("organisationer:afdelinger")
        return parent.navn, reverse("organisationer:organisation", args=[parent.lbf_nummer])

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        parents = self._parents(hentet, raekker)
        for row in raekker:
            lbf = row.celler["lbf_nummer"] if self.hele_kommunen else ""
            _read(row, parents.get(lbf))
            row.noegle = f"{lbf}/{row.celler['nummer']}" if row.celler["nummer"] else ""
        known = _Kendt([row.felter for row in raekker if not row.fejl])
        for row in raekker:
            if not row.fejl:
                row.virkning = known.effect(row.felter)

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        first = Window(Min("linje"), partition_by=F("noegle"))
        rows = hentet.linjer.exclude(noegle="").annotate(foerste=first).filter(foerste__lt=F("linje"))
        for linje, celler, foerste in rows.order_by("linje").values_list("linje", "celler", "foerste"):
            yield Linjefejl(linje, "nummer", celler["nummer"], f"Nummeret står også i linje {foerste}.")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        _lock(hentet)
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        for lines in stream_lines(hentet):
            try:
                _save(lines)
            except IntegrityError:
                raise OrganisationFejl(_changed_since(lines[0])) from None
            done += len(lines)
            fremdrift(done, of)
        _announce(hentet, bruger, "afdelinger_importeret", "importeret")

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        _lock(hentet)
        blocked: list[str] = []
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        for lines in stream_lines(hentet):
            blocked += _undo(lines)
            done += len(lines)
            fremdrift(done, of)
        if blocked:
            more = f" og {len(blocked) - NAMED} andre" if len(blocked) > NAMED else ""
            raise OrganisationFejl(
                f"Importen kan ikke fortrydes: {'; '.join(blocked[:NAMED])}{more}. Intet er ændret."
            )
        _announce(hentet, bruger, "afdelingsimport_fortrudt", "fortrudt")

    def _parents(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> Mapping[str, int]:
        """The boligorganisation of each line, by what its line says of it."""
        if not self.hele_kommunen:
            return {"": hentet.boligorganisation_id or 0}
        numbers = {row.celler["lbf_nummer"] for row in raekker}
        return dict(Boligorganisation.objects.filter(lbf_nummer__in=numbers).values_list("lbf_nummer", "pk"))


class _Kendt:
    """What is registered of the afdelinger that some lines are about: three queries, however many they are."""

    def __init__(self, felter: Iterable[Mapping[str, Any]]) -> None:
        wanted: dict[int, set[str]] = defaultdict(set)
        for item in felter:
            wanted[item["organisation"]].add(item["nummer"])
        numbers = set().union(*wanted.values()) if wanted else set()
        rows = Afdeling.objects.filter(boligorganisation__in=wanted, nummer__in=numbers)
        self.afdelinger: dict[Sted, Afdeling] = {
            (item.boligorganisation_id, item.nummer): item
            for item in rows
            if item.nummer in wanted[item.boligorganisation_id]
        }
        self.bestand: dict[int, dict[tuple[str, str], Boligbestand]] = defaultdict(dict)
        keys = [item.pk for item in self.afdelinger.values()]
        for row in Boligbestand.objects.filter(afdeling__in=keys) if keys else ():
            self.bestand[row.afdeling_id][row.boligtype, row.opgjort.isoformat()] = row

    def get(self, felter: Mapping[str, Any]) -> Afdeling | None:
        """The afdeling that a line is about."""
        return self.afdelinger.get((felter["organisation"], felter["nummer"]))

    def count(self, afdeling: Afdeling, boligtype: str, opgjort: str) -> Antal | None:
        """Number and area as counted on the day."""
        row = self.bestand[afdeling.pk].get((boligtype, opgjort))
        return [row.antal, row.bruttoareal_m2] if row is not None else None

    def effect(self, felter: Mapping[str, Any]) -> str:
        """What the line would do as things stand."""
        afdeling = self.get(felter)
        if afdeling is None:
            return "ny"
        return "uaendret" if self.agrees(afdeling, felter) else "aendret"

    def agrees(self, afdeling: Afdeling, felter: Mapping[str, Any]) -> bool:
        """True if all that the line says is so."""
        return all(_plain(afdeling, name) == felter[name] for name in RETTES if name in felter) and all(
            self.count(afdeling, boligtype, felter["opgjort"]) == count
            for boligtype, count in felter["bestand"].items()
        )


def _read(row: Tabelraekke, parent: int | None) -> None:
    """Values and faults of one line; the model's own validation, so that import and form refuse the same."""
    if parent is None:
        row.mark("lbf_nummer", "Der findes ingen boligorganisation med det LBF-nummer.")
    values: dict[str, Any] = {name: row.celler[name] for name in TEKSTER if name in row.celler}
    if "ibrugtaget" in row.celler:
        values["ibrugtaget"] = read_cell(row, "ibrugtaget", parse_dato)
    if "bygningstype" in row.celler:
        values["bygningstype"] = read_cell(row, "bygningstype", _bygningstype) or ""
    afdeling = Afdeling(boligorganisation_id=parent or 0, **values)
    try:
        afdeling.full_clean(exclude=["boligorganisation"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            row.mark(name, " ".join(messages))
    row.felter = {"organisation": parent, "nummer": values["nummer"]}
    row.felter |= {name: _plain(afdeling, name) for name in RETTES if name in values}
    row.felter |= _read_counts(row)


def _bygningstype(text: str) -> str:
    """The kind that the cell means, written as id or in Danish. Raises ValueError in Danish."""
    for value, label in Bygningstype.choices:
        if text.casefold() in (value, str(label).casefold()):
            return str(value)
    raise ValueError(f"Skriv en af: {', '.join(Bygningstype.values)}.")


def _read_counts(row: Tabelraekke) -> dict[str, Any]:
    bestand: dict[str, Antal] = {}
    for boligtype in Boligtype.values:
        area = f"{boligtype}{AREAL}"
        antal, areal = read_cell(row, boligtype, parse_kroner), read_cell(row, area, parse_kroner)
        if antal is None:
            if areal is not None:
                row.mark(area, "Skriv også antallet af boliger.")
            continue
        if fault := count_fault(boligtype, Optaelling(antal, areal)):
            row.mark(boligtype if "Antal" in fault else area, fault)
        bestand[boligtype] = [antal, areal]
    opgjort: dt.date | None = read_cell(row, "opgjort", parse_dato)
    if opgjort is not None and (fault := day_fault(opgjort)):
        row.mark("opgjort", fault)
    return {"bestand": bestand, "opgjort": (opgjort or timezone.localdate()).isoformat()}


def _plain(afdeling: Afdeling, name: str) -> Any:
    """A field as JSON can hold it."""
    value = getattr(afdeling, name)
    return value.isoformat() if isinstance(value, dt.date) else value


def _assign(afdeling: Afdeling, values: Mapping[str, Any]) -> None:
    for name in RETTES:
        if name in values:
            value = values[name]
            setattr(afdeling, name, dt.date.fromisoformat(value) if value and name == "ibrugtaget" else value)


def _lock(hentet: Import) -> None:
    """Whoever imports or undoes for an organisation waits for the one who does so already."""
    rows = Boligorganisation.objects.select_for_update().order_by("pk")
    if hentet.boligorganisation_id:
        rows = rows.filter(pk=hentet.boligorganisation_id)
    list(rows.values_list("pk"))


def _changed_since(line: Importlinje) -> str:
    return (
        f"Afdelingen i linje {line.linje} eller en af de næste er ændret, siden filen blev kontrolleret. "
        "Intet er gemt. Kontrollér filen igen."
    )


def _save(lines: Sequence[Importlinje]) -> None:
    known = _Kendt(line.felter for line in lines)
    new: list[tuple[Afdeling, Importlinje]] = []
    changed: list[tuple[Afdeling, Importlinje]] = []
    for line in lines:
        if known.effect(line.felter) != line.virkning:
            raise OrganisationFejl(_changed_since(line))
        afdeling = known.get(line.felter)
        if afdeling is None:
            afdeling = Afdeling(
                boligorganisation_id=line.felter["organisation"], nummer=line.felter["nummer"]
            )
            new.append((afdeling, line))
        else:
            line.foer = {name: _plain(afdeling, name) for name in RETTES if name in line.felter}
            line.foer["bestand"] = {
                boligtype: known.count(afdeling, boligtype, line.felter["opgjort"])
                for boligtype in line.felter["bestand"]
            }
            changed.append((afdeling, line))
        _assign(afdeling, line.felter)
    Afdeling.objects.bulk_create(afdeling for afdeling, _ in new)
    _overwrite([afdeling for afdeling, _ in changed], RETTES)
    _overwrite([line for _, line in changed], ("foer",))
    _write_counts((afdeling, line, line.felter["bestand"]) for afdeling, line in (*new, *changed))


def _undo(lines: Sequence[Importlinje]) -> list[str]:
    """Takes the lines back; gives what stands in the way, in words. Then nothing of it may be kept."""
    known = _Kendt(line.felter for line in lines)
    used = _dependents(
        [item.pk for line in lines if line.virkning == "ny" and (item := known.get(line.felter))]
    )
    blocked: list[str] = []
    gone: list[Afdeling] = []
    back: list[Optalt] = []
    for line in lines:
        afdeling = known.get(line.felter)
        if reason := _hindrance(known, used, afdeling, line):
            blocked.append(f"linje {line.linje}, {line.felter['navn']}: {reason}")
        elif afdeling is not None and line.virkning == "ny":
            gone.append(afdeling)
        elif afdeling is not None and line.foer is not None:
            _assign(afdeling, line.foer)
            back.append((afdeling, line, line.foer["bestand"]))
    if blocked:
        return blocked
    Boligbestand.objects.filter(afdeling__in=gone).delete()
    Afdeling.objects.filter(pk__in=[item.pk for item in gone]).delete()
    _overwrite([afdeling for afdeling, _, _ in back], RETTES)
    absent = [
        known.bestand[afdeling.pk][boligtype, line.felter["opgjort"]].pk
        for afdeling, line, counts in back
        for boligtype, count in counts.items()
        if count is None
    ]
    Boligbestand.objects.filter(pk__in=absent).delete()
    _write_counts(back)
    return []


def _hindrance(known: _Kendt, used: Mapping[int, str], afdeling: Afdeling | None, line: Importlinje) -> str:
    """Why the line cannot be taken back, or nothing."""
    if afdeling is None:
        return "afdelingen har fået et andet nummer eller er væk"
    if not known.agrees(afdeling, line.felter):
        return "er rettet siden"
    if line.virkning == "ny":
        if len(known.bestand[afdeling.pk]) > len(line.felter["bestand"]):
            return "boligerne er opgjort siden"
        return used.get(afdeling.pk, "")
    return ""


def _dependents(keys: Sequence[int]) -> dict[int, str]:
    """Afdelinger that something else points at, with the name of it; asked of every model that can, also above."""
    found: dict[int, str] = {}
    for relation in Afdeling._meta.get_fields(include_hidden=True):
        if not relation.is_relation or relation.concrete or relation.related_model is Boligbestand:
            continue
        model: Any = relation.related_model
        name = relation.remote_field.name  # type: ignore[union-attr]
        rows = model._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True)
        found |= dict.fromkeys(rows, f"bruges af {model._meta.verbose_name}")
    return found


def _overwrite(rows: Sequence[Any], names: Sequence[str]) -> None:
    """The named fields of rows that are there, in one statement a portion."""
    if rows:
        type(rows[0]).objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=names
        )


def _write_counts(items: Iterable[Optalt]) -> None:
    """The counts of the day that each line says; one that is there already is corrected."""
    Boligbestand.objects.bulk_create(
        [
            Boligbestand(
                afdeling=afdeling,
                boligtype=boligtype,
                opgjort=dt.date.fromisoformat(line.felter["opgjort"]),
                antal=count[0] or 0,
                bruttoareal_m2=count[1],
            )
            for afdeling, line, counts in items
            for boligtype, count in counts.items()
            if count is not None
        ],
        update_conflicts=True,
        unique_fields=["afdeling", "boligtype", "opgjort"],
        update_fields=["antal", "bruttoareal_m2"],
    )


def _announce(hentet: Import, bruger: Bruger, art: str, act: str) -> None:
    where = f"{hentet.boligorganisation}, " if hentet.boligorganisation else ""
    text = (
        f"Afdelinger {act}: {where}{hentet.antal_nye} nye, {hentet.antal_aendrede} ændrede ({hentet.filnavn})"
    )
    data = {
        "import": hentet.pk,
        "fil": hentet.filnavn,
        "sha256": hentet.sha256,
        "organisation": hentet.boligorganisation.lbf_nummer if hentet.boligorganisation else None,
        "nye": hentet.antal_nye,
        "aendrede": hentet.antal_aendrede,
    }
    haendelser.announce(bruger, art, text, data)
