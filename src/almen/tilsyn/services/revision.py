"""Auditors' remarks: registered, answered by the organisation, followed up by the municipality, closed with what was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.sager.services.journal import Journal
from almen.tilsyn.billedskifte import pictures_changed
from almen.tilsyn.models import Bemaerkningsart, Revisionsbemaerkning

NO_RIGHT = "Kun sagsbehandlere og ledere registrerer og følger op på revisionens bemærkninger."
FOERSTE_AAR = 1990
MAX_TEKST = 10_000
CLOSED = "Bemærkningen er afsluttet. Genåbn den først."


@dataclass(frozen=True)
class Bemaerkningsinput:
    """A remark as it stands in its source. `boligorganisation` and `afdeling` are primary keys; `frist` is when to follow up."""

    boligorganisation: int
    regnskabsaar: int
    art: str
    tekst: str
    kilde: str
    afdeling: int | None = None
    frist: dt.date | None = None


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` may keep auditors' remarks."""
    adgang.require(adgang.may_edit_tilsyn(bruger), NO_RIGHT)


def register_bemaerkning(
    *, bruger: Bruger, bemaerkning: Bemaerkningsinput, demo: bool = False
) -> Revisionsbemaerkning:
    """Registers a remark. Raises UgyldigtInput naming the fields, AdgangNaegtet."""
    require_edit(bruger)
    values = _clean(bemaerkning)
    with system_journal(bruger) as journal:
        saved = Revisionsbemaerkning.objects.create(**values, demo=demo, oprettet_af=bruger)
        _note(journal, saved, "registreret", values)
    return saved


def edit_bemaerkning(
    *, bruger: Bruger, bemaerkning: Revisionsbemaerkning, nyt: Bemaerkningsinput
) -> Revisionsbemaerkning:
    """Corrects what was registered; nothing happens if nothing changed. Raises UgyldigtInput (also if closed), AdgangNaegtet."""
    require_edit(bruger)
    values = _clean(nyt)
    with system_journal(bruger) as journal:
        row = _locked(bemaerkning)
        before = {name: getattr(row, name) for name in values}
        changed = {name for name in values if before[name] != values[name]}
        if changed:
            _require_open(row)
            _write(row, **{name: values[name] for name in changed})
            _note(
                journal,
                row,
                "rettet",
                {name: values[name] for name in changed},
                {name: before[name] for name in changed},
            )
    return row


def register_svar(*, bruger: Bruger, bemaerkning: Revisionsbemaerkning, svar: str) -> Revisionsbemaerkning:
    """Writes what the organisation answers; an earlier answer stays in the journal. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    svar = _text("svar", svar)
    with system_journal(bruger) as journal:
        row = _locked(bemaerkning)
        _require_open(row)
        if row.svar != svar:
            before = row.svar
            _write(row, svar=svar)
            _note(journal, row, "besvaret", {"svar": svar}, {"svar": before})
    return row


def register_opfoelgning(
    *, bruger: Bruger, bemaerkning: Revisionsbemaerkning, opfoelgning: str, frist: dt.date | None
) -> Revisionsbemaerkning:
    """Writes the municipality's follow-up and when it looks again. Raises UgyldigtInput (also if closed), AdgangNaegtet."""
    require_edit(bruger)
    opfoelgning = _text("opfoelgning", opfoelgning)
    with system_journal(bruger) as journal:
        row = _locked(bemaerkning)
        _require_open(row)
        before = {"opfoelgning": row.opfoelgning, "frist": row.frist}
        after = {"opfoelgning": opfoelgning, "frist": frist}
        if before != after:
            _write(row, **after)
            _note(journal, row, "fulgt op", after, before)
    return row


def close_bemaerkning(
    *, bruger: Bruger, bemaerkning: Revisionsbemaerkning, opfoelgning: str, afsluttet: dt.date
) -> Revisionsbemaerkning:
    """Closes a remark with what was done. Raises UgyldigtInput (also if closed already), AdgangNaegtet."""
    require_edit(bruger)
    opfoelgning = _text("opfoelgning", opfoelgning)
    if afsluttet > timezone.localdate():
        raise UgyldigtInput([Fejl("afsluttet", "ligger i fremtiden; skriv i dag eller en tidligere dag")])
    with system_journal(bruger) as journal:
        row = _locked(bemaerkning)
        _require_open(row)
        before = {"opfoelgning": row.opfoelgning}
        _write(row, opfoelgning=opfoelgning, afsluttet=afsluttet)
        _note(journal, row, "afsluttet", {"opfoelgning": opfoelgning, "afsluttet": afsluttet}, before)
    return row


def reopen_bemaerkning(
    *, bruger: Bruger, bemaerkning: Revisionsbemaerkning, begrundelse: str, frist: dt.date | None = None
) -> Revisionsbemaerkning:
    """Opens a closed remark again, with the reason. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    begrundelse = _text("begrundelse", begrundelse)
    with system_journal(bruger) as journal:
        row = _locked(bemaerkning)
        if row.afsluttet is None:
            raise UgyldigtInput([Fejl("", "Bemærkningen er åben.")])
        before = {"afsluttet": row.afsluttet, "frist": row.frist}
        _write(row, afsluttet=None, frist=frist)
        _note(journal, row, "genåbnet", {"begrundelse": begrundelse, "frist": frist}, before)
    return row


def _locked(bemaerkning: Revisionsbemaerkning) -> Revisionsbemaerkning:
    """The row as it is now, held until the act is done."""
    rows = Revisionsbemaerkning.objects.select_for_update(of=("self",)).select_related(
        "boligorganisation", "afdeling"
    )
    return rows.get(pk=bemaerkning.pk)


def _write(row: Revisionsbemaerkning, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _note(
    journal: Journal,
    row: Revisionsbemaerkning,
    hvad: str,
    efter: dict[str, Any],
    foer: dict[str, Any] | None = None,
) -> None:
    art = hvad.replace(" ", "_").replace("å", "aa")
    pictures_changed()
    journal.append(
        f"revisionsbemaerkning_{art}",
        f"Revisionsbemærkning {hvad}: {row.boligorganisation}, {row.get_art_display().lower()} {row.regnskabsaar}.",
        {"bemaerkning": row.pk, "efter": efter, "foer": foer or {}},
    )


def _require_open(row: Revisionsbemaerkning) -> None:
    if row.afsluttet is not None:
        raise UgyldigtInput([Fejl("", CLOSED)])


def _text(felt: str, tekst: str) -> str:
    tekst = tekst.strip()
    if not tekst or len(tekst) > MAX_TEKST:
        raise UgyldigtInput([Fejl(felt, f"skal udfyldes med højst {MAX_TEKST} tegn")])
    return tekst


def _clean(item: Bemaerkningsinput) -> dict[str, Any]:
    """The values to store. Raises UgyldigtInput with every fault."""
    latest = timezone.localdate().year
    organisation = Boligorganisation.objects.filter(pk=item.boligorganisation).exists()
    own = (
        item.afdeling is None
        or Afdeling.objects.filter(pk=item.afdeling, boligorganisation__pk=item.boligorganisation).exists()
    )
    checks = (
        ("boligorganisation", organisation, "findes ikke; vælg en fra listen"),
        ("afdeling", own, "hører ikke til boligorganisationen; vælg en af dens egne eller ingen"),
        (
            "regnskabsaar",
            FOERSTE_AAR <= item.regnskabsaar <= latest,
            f"skal være et årstal fra {FOERSTE_AAR} til {latest}",
        ),
        ("art", item.art in Bemaerkningsart.values, f"skal være en af: {', '.join(Bemaerkningsart.values)}"),
        ("tekst", 0 < len(item.tekst.strip()) <= MAX_TEKST, f"skal udfyldes med højst {MAX_TEKST} tegn"),
        ("kilde", 0 < len(item.kilde.strip()) <= 400, "skal udfyldes med højst 400 tegn"),
    )
    if faults := [Fejl(felt, besked) for felt, holds, besked in checks if not holds]:
        raise UgyldigtInput(faults)
    return {
        "boligorganisation_id": item.boligorganisation,
        "afdeling_id": item.afdeling,
        "regnskabsaar": item.regnskabsaar,
        "art": item.art,
        "tekst": item.tekst.strip(),
        "kilde": item.kilde.strip(),
        "frist": item.frist,
    }
