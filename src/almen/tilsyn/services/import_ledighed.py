"""Vacant dwellings from a file: a kind of import, one line for an afdeling and a type of dwelling in a year's count.

A line that is there already is replaced, and undo gives it back as it was; a new one is taken out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype, Bruger, Import, Importlinje
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import (
    Fremdrift,
    Importart,
    Linjefejl,
    find_doubles,
    stream_lines,
)
from almen.organisationer.services.tabelimport import Tabelraekke, read_cell
from almen.regler.fejl import UgyldigtInput
from almen.sager.services import locked_journal, whole_act
from almen.tilsyn.billedskifte import pictures_changed
from almen.tilsyn.models import Ledighed, Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import TAELLES
from almen.tilsyn.services.ledighed import (
    Ledighedsinput,
    check_linje,
    facts_of,
    require_edit,
    require_running,
)
from almen.ui.forms import fault_text
from almen.ui.parsere import parse_kroner

PAAKRAEVET = ("aar", "lbf_nummer", "afdelingsnummer", "boligtype", "boliger", "ledige")
KOLONNER = (*PAAKRAEVET, "lejetab", "aarsag", "bemaerkning", "kilde")
VAERDIER = ("boliger", "ledige", "lejetab", "aarsag", "bemaerkning", "kilde")
Noegle = tuple[int, int, str]


class Ledighedsimport(Importart):
    """What boligorganisationer have told of their vacant dwellings."""

    id = "ledighed"
    titel = "Ledige boliger"
    enhed = ("linje om ledige boliger", "linjer om ledige boliger")
    kolonner = KOLONNER
    paakraevet = PAAKRAEVET
    hoejst = 50_000
    fortryd_tekst = "nye linjer slettes, og de ændrede bliver, som de var. Sagens journal viser det."

    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        require_edit(bruger)

    def start_url(self, organisation: Boligorganisation | None) -> str:
        return reverse("tilsyn:ledighed_importer")

    def tilbage(self, hentet: Import) -> tuple[str, str]:
        return "Ledige boliger", reverse("tilsyn:ledighedsliste")

    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        counts = _counts({row.celler["aar"] for row in raekker})
        afdelinger = _afdelinger(raekker)
        read: list[tuple[Tabelraekke, Noegle]] = []
        for row in raekker:
            found = counts.get(row.celler["aar"])
            if found is None:
                row.mark("aar", "Der er ingen opgørelse for det år. Start den fra årshjulet.")
            elif found.sag.overblik.afslutning:
                row.mark("aar", "Årets opgørelse er afsluttet.")
            afdeling = afdelinger.get((row.celler["lbf_nummer"], row.celler["afdelingsnummer"]))
            if afdeling is None:
                row.mark("afdelingsnummer", "Der er ingen afdeling med det nummer i den boligorganisation.")
            linje = _read(row)
            for fejl in check_linje(linje) if not row.fejl else ():
                row.mark(fejl.felt, fault_text(fejl.besked))
            row.noegle = "/".join(
                row.celler[name] for name in ("aar", "lbf_nummer", "afdelingsnummer", "boligtype")
            )
            if not row.fejl and found is not None and afdeling is not None:
                row.felter = {**asdict(linje), "opgoerelse": found.pk, "afdeling": afdeling}
                read.append((row, (found.pk, afdeling, linje.boligtype)))
        there = _standing([key for _, key in read])
        for row, key in read:
            before = there.get(key)
            if before is None:
                row.virkning = "ny"
            else:
                same = all(getattr(before, name) == row.felter[name] for name in VAERDIER)
                row.virkning = "uaendret" if same else "aendret"

    def check_whole(self, hentet: Import) -> Iterator[Linjefejl]:
        yield from find_doubles(hentet, "afdelingsnummer", "Samme afdeling og boligtype")

    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        self._write(hentet, bruger, fremdrift, _save, "importeret fra fil")

    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        self._write(hentet, bruger, fremdrift, _undo, "bragt tilbage: importen er fortrudt")

    def _write(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift, act: Any, hvad: str) -> None:
        """Does `act` to every line under the locks of the counts it touches, and tells each case's journal."""
        done, of = 0, hentet.antal_nye + hentet.antal_aendrede
        with whole_act():
            for opgoerelse in _touched(hentet):
                with locked_journal(opgoerelse.sag, bruger) as journal:
                    try:
                        require_running(opgoerelse)
                    except UgyldigtInput as error:
                        raise OrganisationFejl(f"{error.fejl[0].besked}. Intet er ændret.") from None
                    count = 0
                    for lines in stream_lines(hentet):
                        own = [line for line in lines if line.felter["opgoerelse"] == opgoerelse.pk]
                        act(own)
                        count += len(own)
                        done += len(own)
                        fremdrift(done, of)
                    journal.append(
                        "ledighed_import",
                        f"{count} linjer om ledige boliger er {hvad} ({hentet.filnavn}).",
                        {
                            "import": hentet.pk,
                            "fil": hentet.filnavn,
                            "sha256": hentet.sha256,
                            "linjer": count,
                        },
                    )


def _counts(years: set[str]) -> dict[str, Ledighedsopgoerelse]:
    wanted = [int(text) for text in years if text.isascii() and text.isdigit() and len(text) == 4]
    rows = Ledighedsopgoerelse.objects.filter(aar__in=wanted).select_related("sag__overblik")
    return {str(row.aar): row for row in rows}


def _afdelinger(raekker: Sequence[Tabelraekke]) -> Mapping[tuple[str, str], int]:
    rows = Afdeling.objects.filter(
        boligorganisation__lbf_nummer__in={row.celler["lbf_nummer"] for row in raekker},
        nummer__in={row.celler["afdelingsnummer"] for row in raekker},
    )
    return {
        (lbf, number): pk
        for lbf, number, pk in rows.values_list("boligorganisation__lbf_nummer", "nummer", "pk")
    }


def _read(row: Tabelraekke) -> Ledighedsinput:
    """The line's values, with the faults of cells that cannot be read."""
    boligtype, aarsag = row.celler["boligtype"].lower(), row.celler.get("aarsag", "").lower()
    if boligtype not in TAELLES:
        row.mark("boligtype", f"Skriv en af: {', '.join(kind.value for kind in TAELLES)}.")
    if aarsag and aarsag not in Ledighedsaarsag.values:
        row.mark("aarsag", f"Skriv en af: {', '.join(Ledighedsaarsag.values)}.")
    counted = {name: read_cell(row, name, parse_kroner) for name in ("boliger", "ledige", "lejetab")}
    for name in ("boliger", "ledige"):
        if counted[name] is None:
            row.mark(name, "Skriv et helt tal, for eksempel 0.")
    return Ledighedsinput(
        boligtype if boligtype in TAELLES else Boligtype.FAMILIE.value,
        counted["boliger"] or 0,
        counted["ledige"] or 0,
        counted["lejetab"],
        aarsag or Ledighedsaarsag.UKENDT.value,
        row.celler.get("bemaerkning", ""),
        row.celler.get("kilde", ""),
    )


def _standing(keys: Sequence[Noegle]) -> dict[Noegle, Ledighed]:
    rows = Ledighed.objects.filter(
        opgoerelse__in={key[0] for key in keys}, afdeling__in={key[1] for key in keys}
    )
    return {(row.opgoerelse_id, row.afdeling_id, row.boligtype): row for row in rows}


def _touched(hentet: Import) -> list[Ledighedsopgoerelse]:
    keys = {line.felter["opgoerelse"] for lines in stream_lines(hentet) for line in lines}
    return list(Ledighedsopgoerelse.objects.filter(pk__in=keys).select_related("sag").order_by("pk"))


def _key(line: Importlinje) -> Noegle:
    return (line.felter["opgoerelse"], line.felter["afdeling"], line.felter["boligtype"])


def _save(lines: list[Importlinje]) -> None:
    there = _standing([_key(line) for line in lines])
    new, changed = [], []
    for line in lines:
        before = there.get(_key(line))
        if (line.virkning == "ny") != (before is None):
            raise OrganisationFejl(
                f"Linje {line.linje}: afdelingens linje er ændret, siden filen blev kontrolleret. Intet er gemt. "
                "Kontrollér filen igen."
            )
        if before is None:
            new.append(Ledighed(**_columns(line.felter)))
        else:
            line.foer = facts_of(before)
            for name in VAERDIER:
                setattr(before, name, line.felter[name])
            changed.append(before)
    pictures_changed()
    Ledighed.objects.bulk_create(new, batch_size=500)
    Ledighed.objects.bulk_update(changed, VAERDIER, batch_size=500)
    Importlinje.objects.bulk_update([line for line in lines if line.foer], ["foer"], batch_size=500)


def _undo(lines: list[Importlinje]) -> None:
    there = _standing([_key(line) for line in lines])
    gone, back = [], []
    for line in lines:
        row = there.get(_key(line))
        if row is None or any(getattr(row, name) != line.felter[name] for name in VAERDIER):
            raise OrganisationFejl(
                f"Importen kan ikke fortrydes: linje {line.linje} er ændret siden. Intet er ændret."
            )
        if line.foer is None:
            gone.append(row.pk)
        else:
            for name in VAERDIER:
                setattr(row, name, line.foer[name])
            back.append(row)
    pictures_changed()
    Ledighed.objects.filter(pk__in=gone).delete()
    Ledighed.objects.bulk_update(back, VAERDIER, batch_size=500)


def _columns(felter: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "opgoerelse_id": felter["opgoerelse"],
        "afdeling_id": felter["afdeling"],
        "boligtype": felter["boligtype"],
        **{name: felter[name] for name in VAERDIER},
    }
