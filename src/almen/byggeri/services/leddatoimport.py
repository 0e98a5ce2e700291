"""Days of the links beside a case from a file: a kind of import. One line is one day of one local plan or one building permit.

Each day is registered by the service that the forms use, in the same journal. The source of a line is kept with the building
permit, and with a local plan that has none; it always stands in the import's line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from almen.byggeri.models import Byggesag, Lokalplan
from almen.byggeri.services import byggesag as byggesager
from almen.byggeri.services import lokalplan as lokalplaner
from almen.organisationer.models import Boligorganisation, Bruger, Import, Importlinje
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    PORTION,
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    portions,
)
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, system_journal, whole_act
from almen.ui.forms import fault_text
from almen.ui.parsere import parse_dato

# What a line calls a day of a building permit, and the field it is.
SAGSHAENDELSER = {
    "byggetilladelse_soegt": "ansoegt",
    "byggetilladelse_givet": "tilladelse",
    "ibrugtaget": "ibrugtaget",
}
HAENDELSER = (*lokalplaner.LOKALPLANDATOER, *SAGSHAENDELSER)
KILDE_HOEJST = 500
SAG, PLAN = "sag", "plan"


class Leddatoimport(Importart):
    """Days of local plans and building permits."""

    id = "leddatoer"
    titel = "Datoer for lokalplaner og byggesager"
    enhed = ("dato", "datoer")
    kolonner = ("sagsnummer", "lokalplan", "haendelse", "dato", "kilde")
    paakraevet = ("haendelse", "dato", "kilde")
    hoejst = 50_000
    fortryd_tekst = "de datoer, der var tomme, bliver tomme igen, og de rettede får deres gamle værdi. Journalen viser det."
    viser_nu = True

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        adgang.require(adgang.may_edit_sag(bruger), byggesager.NO_RIGHT)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("byggeri:leddatoimport")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Lokalplaner", reverse("byggeri:lokalplaner")

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        for row in raekker:
            _read(row)
        sager, planer = _find(raekker, hentet.bruger)
        for row in raekker:
            if not row.fejl:
                _place(row, sager, planer)

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "haendelse", "Samme sag eller lokalplan og samme hændelse")
        today = timezone.localdate()
        for groups in portions(_things(hentet.linjer.exclude(noegle=""))):
            known = _Kendt(groups)
            for lines in groups:
                for line, fejl in _faults(lines, known.values(lines[0]), today):
                    yield Linjefejl(line.linje, "dato", line.celler["dato"], fault_text(fejl.besked))

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act():
            # First of all, and with it the system's lock: two files at once come one after the other.
            _announce(hentet, bruger, "leddatoer_importeret", "importeret fra fil", of)
            for lines in _things(hentet.linjer.exclude(virkning="uaendret")):
                _write(lines, bruger, back=False)
                done += len(lines)
                fremdrift(done, of)

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act():
            _announce(hentet, bruger, "leddatoimport_fortrudt", "fra fil fortrudt", of)
            for lines in _things(hentet.linjer.exclude(virkning="uaendret")):
                _write(lines, bruger, back=True)
                done += len(lines)
                fremdrift(done, of)


def _announce(hentet: Import, bruger: Bruger, art: str, words: str, antal: int) -> None:
    facts = {"import": hentet.pk, "fil": hentet.filnavn, "sha256": hentet.sha256, "datoer": antal}
    with system_journal(bruger) as journal:
        journal.append(
            art, f"Datoer for lokalplaner og byggesager {words}: {antal} ({hentet.filnavn}).", facts
        )


def _read(row: Tabelraekke) -> None:
    """What stands in the line alone: what it is about, which day, and the source."""
    cell = row.celler
    named = [name for name in ("sagsnummer", "lokalplan") if cell.get(name)]
    haendelse = cell["haendelse"].casefold()
    if haendelse not in HAENDELSER:
        row.mark("haendelse", f"Skriv en af: {', '.join(HAENDELSER)}.")
    wanted = "sagsnummer" if haendelse in SAGSHAENDELSER else "lokalplan"
    if len(named) != 1:
        row.mark(wanted, "Skriv enten et sagsnummer eller en lokalplans nummer, og kun det ene.")
    elif haendelse in HAENDELSER and named != [wanted]:
        row.mark("haendelse", f"{haendelse} hører til {_OWNERS[wanted]}; skriv den i kolonnen {wanted}.")
    dato: dt.date | None = read_cell(row, "dato", parse_dato)
    if dato is None:
        row.mark("dato", "Skal udfyldes. En dato tømmes på sagens eller lokalplanens side.")
    if not 0 < len(cell["kilde"]) <= KILDE_HOEJST:
        row.mark("kilde", f"Skal udfyldes med højst {KILDE_HOEJST} tegn.")
    if not row.fejl and dato is not None:
        felt = SAGSHAENDELSER.get(haendelse, haendelse)
        row.felter = {"felt": felt, "dato": dato.isoformat(), "kilde": cell["kilde"]}


_OWNERS = {"sagsnummer": "en sag", "lokalplan": "en lokalplan"}


def _find(
    raekker: Sequence[Tabelraekke], bruger: Bruger
) -> tuple[Mapping[str, Sag], Mapping[str, Lokalplan]]:
    """The cases and plans that the lines name; two queries."""
    numbers = {name: {row.celler.get(name, "") for row in raekker} - {""} for name in _OWNERS}
    sager = adgang.visible_sager(bruger).filter(
        nummer__in=numbers["sagsnummer"], sagstype__in=byggesager.SAGSTYPER, annulleret__isnull=True
    )
    planer = Lokalplan.objects.filter(nummer__in=numbers["lokalplan"])
    return (
        {sag.nummer: sag for sag in sager.select_related("byggesag")},
        {plan.nummer: plan for plan in planer},
    )


def _place(row: Tabelraekke, sager: Mapping[str, Sag], planer: Mapping[str, Lokalplan]) -> None:
    """What the line is about, what stands there now, and what the line would do."""
    cell = row.celler
    thing: Byggesag | Lokalplan | None
    if nummer := cell.get("sagsnummer"):
        sag = sager.get(nummer)
        if sag is None:
            row.mark("sagsnummer", "Der er ingen sag om nybyggeri eller renovering med det nummer.")
            return
        kind, pk, thing = SAG, sag.pk, getattr(sag, "byggesag", None)
    else:
        plan = planer.get(cell["lokalplan"])
        if plan is None:
            row.mark("lokalplan", "Der er ingen lokalplan med det nummer.")
            return
        kind, pk, thing = PLAN, plan.pk, plan
    now: dt.date | None = getattr(thing, row.felter["felt"]) if thing is not None else None
    row.felter |= {
        "slags": kind,
        "pk": pk,
        "foer": now.isoformat() if now else None,
        "nu": format_dato(now) if now else "",
    }
    # Of one length, so that the lines about one thing stand together in every order of letters.
    row.noegle = f"{kind}{pk:012d}{row.felter['felt']}"
    row.virkning = "ny" if now is None else "uaendret" if now.isoformat() == row.felter["dato"] else "aendret"


def _things(rows: QuerySet[Importlinje]) -> Iterator[list[Importlinje]]:
    """The lines about one thing at a time; a portion of lines is read at once."""
    last, group = "", list[Importlinje]()
    while portion := list(rows.filter(noegle__gt=last).order_by("noegle", "linje")[:PORTION]):
        for line in portion:
            if group and _thing(line) != _thing(group[0]):
                yield group
                group = []
            group.append(line)
        last = portion[-1].noegle
    if group:
        yield group


def _thing(line: Importlinje) -> tuple[str, int]:
    return line.felter["slags"], line.felter["pk"]


@dataclass
class _Kendt:
    """The days that are registered of what some groups of lines are about; two queries."""

    byggesager: dict[int, Byggesag]
    planer: dict[int, Lokalplan]

    def __init__(self, groups: Sequence[Sequence[Importlinje]]) -> None:
        keys: dict[str, list[int]] = {SAG: [], PLAN: []}
        for lines in groups:
            kind, pk = _thing(lines[0])
            keys[kind].append(pk)
        self.byggesager = {row.sag_id: row for row in Byggesag.objects.filter(sag__in=keys[SAG])}
        self.planer = Lokalplan.objects.in_bulk(keys[PLAN])

    def values(self, line: Importlinje) -> dict[str, dt.date | None]:
        """The days of what the line is about; none known where nothing is registered."""
        kind, pk = _thing(line)
        if kind == SAG:
            return {navn: getattr(self.byggesager.get(pk), navn, None) for navn in byggesager.BYGGESAGSDATOER}
        return {navn: getattr(self.planer.get(pk), navn, None) for navn in lokalplaner.LOKALPLANDATOER}


def _faults(
    lines: Sequence[Importlinje], known: Mapping[str, dt.date | None], today: dt.date
) -> Iterator[tuple[Importlinje, Fejl]]:
    """Days that do not follow each other, the file's own and those that are registered taken together."""
    by_field = {line.felter["felt"]: line for line in lines}
    days = {**known, **{felt: dt.date.fromisoformat(line.felter["dato"]) for felt, line in by_field.items()}}
    check = byggesager.fejl_i_dage if _thing(lines[0])[0] == SAG else lokalplaner.fejl_i_dage
    for fejl in check(days, today):
        # A registered day that comes to lie wrong is told at the file's line that makes it so.
        yield by_field.get(fejl.felt, lines[0]), fejl


def _write(lines: Sequence[Importlinje], bruger: Bruger, *, back: bool) -> None:
    """Registers the days of one thing, or with `back` gives back what stood before. Raises OrganisationFejl."""
    kind, pk = _thing(lines[0])
    try:
        if kind == SAG:
            sag = Sag.objects.get(pk=pk)
            with locked_journal(sag, bruger):
                found = Byggesag.objects.filter(sag=sag).first() or Byggesag(sag=sag)
                felter = _changes(lines, found, back=back)
                byggesager.save_byggesag(bruger=bruger, sag=sag, **felter)
        else:
            plan = Lokalplan.objects.select_for_update().get(pk=pk)
            felter = _changes(lines, plan, back=back)
            lokalplaner.save_lokalplan(bruger=bruger, lokalplan=plan, **felter)
    except (Sag.DoesNotExist, Lokalplan.DoesNotExist):
        raise OrganisationFejl(_stopped(lines[0], "er væk", back=back)) from None
    except UgyldigtInput as error:
        raise OrganisationFejl(_stopped(lines[0], error.fejl[0].besked, back=back)) from None
    if not back:
        Importlinje.objects.bulk_update(lines, ["foer"])


def _changes(lines: Sequence[Importlinje], thing: Byggesag | Lokalplan, *, back: bool) -> dict[str, Any]:
    """The fields to write; each line's day must stand as the file knew it, or as it was saved."""
    felter: dict[str, Any] = {}
    for line in lines:
        felt, new, old = line.felter["felt"], line.felter["dato"], line.felter["foer"]
        stands: dt.date | None = getattr(thing, felt)
        if (stands.isoformat() if stands else None) != (new if back else old):
            raise OrganisationFejl(_stopped(line, "datoen er ændret siden", back=back))
        value = old if back else new
        felter[felt] = dt.date.fromisoformat(value) if value else None
    return felter | _source(lines, thing, back=back)


def _source(lines: Sequence[Importlinje], thing: Byggesag | Lokalplan, *, back: bool) -> dict[str, str]:
    """The thing's source: the file's, unless a local plan has one of its own; with `back` as it was, if it is still the file's."""
    told = "; ".join(dict.fromkeys(line.felter["kilde"] for line in lines))[:KILDE_HOEJST]
    if back:
        before: str = (lines[0].foer or {}).get("kilde", thing.kilde)
        return {"kilde": before} if thing.kilde == told else {}
    for line in lines:
        line.foer = {"dato": line.felter["foer"], "kilde": thing.kilde}
    return {} if isinstance(thing, Lokalplan) and thing.kilde else {"kilde": told}


def _stopped(line: Importlinje, reason: str, *, back: bool) -> str:
    if back:
        return f"Importen kan ikke fortrydes: linje {line.linje}: {reason}. Intet er ændret."
    return f"Linje {line.linje}: {reason}. Intet er gemt. Kontrollér filen igen."
