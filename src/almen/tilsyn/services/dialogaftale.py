"""Agreements of a dialogue: made at the meeting, followed up until they are fulfilled, lapsed or carried to the next year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl
from almen.tilsyn.models import Aftalepart, Aftalestatus, Dialogaftale, Dialogpunkt, Styringsdialog
from almen.tilsyn.services.dialogaendring import changed_dialog, check_text, refuse, refuse_stale

# What a person may set; carried forward follows from carrying.
STATUSSER = (Aftalestatus.AABEN, Aftalestatus.OPFYLDT, Aftalestatus.BORTFALDET)


@dataclass(frozen=True)
class Aftaleinput:
    """What was agreed: who does what by when. `ejer` is a function, `punkt` the primary key of an item of the same dialogue."""

    tekst: str
    part: str
    ejer: str
    frist: dt.date
    punkt: int | None = None


def add_aftale(*, bruger: Bruger, dialog: Styringsdialog, aftale: Aftaleinput) -> Dialogaftale:
    """Adds an agreement. Raises UgyldigtInput naming the fields, or AdgangNaegtet."""
    with changed_dialog(dialog, bruger) as aendring:
        punkt = _check(aendring.dialog, aftale)
        row = Dialogaftale.objects.create(
            dialog=aendring.dialog,
            punkt=punkt,
            tekst=aftale.tekst.strip(),
            part=aftale.part,
            ejer=aftale.ejer.strip(),
            frist=aftale.frist,
        )
        aendring.record("aftale", f"Aftale, senest {format_dato(row.frist)}: {row.tekst[:300]}")
    return row


def edit_aftale(
    *, bruger: Bruger, aftale: Dialogaftale, nyt: Aftaleinput, set_: str | None = None
) -> Dialogaftale:
    """Corrects an open agreement. Raises UgyldigtInput (also where it is closed) or AdgangNaegtet."""
    with changed_dialog(aftale.dialog, bruger) as aendring:
        row = aendring.dialog.aftaler.get(pk=aftale.pk)
        refuse_stale(set_, *content_of(row))
        if row.status != Aftalestatus.AABEN:
            refuse([Fejl("", "Aftalen er afsluttet. Genåbn den først")])
        punkt = _check(aendring.dialog, nyt, carried=row.viderefoert_fra_id is not None)
        before = aftale_as_data(row)
        row.tekst, row.part, row.ejer = nyt.tekst.strip(), nyt.part, nyt.ejer.strip()
        row.frist, row.punkt = nyt.frist, punkt
        row.save(update_fields=["tekst", "part", "ejer", "frist", "punkt"])
        aendring.record("aftale_rettet", f"Aftalen er rettet: {row.tekst[:300]}", before, aftale_as_data(row))
    return row


def remove_aftale(*, bruger: Bruger, aftale: Dialogaftale) -> None:
    """Takes away an agreement that was entered by mistake. One that came from an earlier year must be followed up instead.

    Raises UgyldigtInput or AdgangNaegtet.
    """
    with changed_dialog(aftale.dialog, bruger) as aendring:
        row = aendring.dialog.aftaler.get(pk=aftale.pk)
        if row.viderefoert_fra_id is not None or row.status != Aftalestatus.AABEN:
            refuse([Fejl("", "Kun en åben aftale fra dette møde kan slettes; sæt den ellers til bortfaldet")])
        before = aftale_as_data(row)
        row.delete()
        aendring.record("aftale_slettet", f"Aftalen er slettet: {before['tekst'][:300]}", before, {})


def follow_up(
    *,
    bruger: Bruger,
    aftale: Dialogaftale,
    status: str,
    note: str = "",
    dato: dt.date | None = None,
    set_: str | None = None,
) -> Dialogaftale:
    """Says what has become of an agreement, also after the dialogue has ended. `dato` is the day it was settled (default today).

    Lapsing, and opening again, take a note. Raises UgyldigtInput (a carried one is followed up where it stands now) or AdgangNaegtet.
    """
    with changed_dialog(aftale.dialog, bruger, efter_afslutning=True) as aendring:
        row = aendring.dialog.aftaler.get(pk=aftale.pk)
        refuse_stale(set_, *content_of(row))
        day = None if status == Aftalestatus.AABEN else dato or timezone.localdate()
        refuse(_faults_of_follow_up(row, status, note, day))
        before = aftale_as_data(row)
        row.status, row.afsluttet, row.note = status, day, note.strip()
        row.save(update_fields=["status", "afsluttet", "note"])
        words = f"{row.get_status_display()}: {row.tekst[:300]}"
        aendring.record("aftale_opfoelgning", words, before, aftale_as_data(row))
    return row


def aftale_as_data(row: Dialogaftale) -> dict[str, str]:
    """The agreement as the journal keeps it."""
    return {name: str(getattr(row, name) or "") for name in (*FIELDS, "status", "afsluttet", "note")}


def content_of(row: Dialogaftale) -> list[object]:
    """What the mark of an agreement is made of; pass it to `maerke_of`."""
    return [aftale_as_data(row)]


FIELDS = ("tekst", "part", "ejer", "frist", "punkt_id")


def _faults_of_follow_up(row: Dialogaftale, status: str, note: str, day: dt.date | None) -> list[Fejl]:
    faults = check_text("note", note)
    if row.status == Aftalestatus.VIDEREFOERT:
        faults.append(Fejl("", "Aftalen er ført videre; følg op på den i det års dialog, hvor den står nu"))
    if status not in STATUSSER:
        faults.append(Fejl("status", f"skal være en af: {', '.join(STATUSSER)}"))
    opens = status == Aftalestatus.AABEN and row.status != Aftalestatus.AABEN
    if (opens or status == Aftalestatus.BORTFALDET) and not note.strip():
        faults.append(Fejl("note", "skal sige hvorfor"))
    if day is not None and day > timezone.localdate():
        faults.append(Fejl("dato", "ligger i fremtiden; skriv i dag eller en tidligere dag"))
    return faults


def _check(dialog: Styringsdialog, item: Aftaleinput, *, carried: bool = False) -> Dialogpunkt | None:
    faults = [*check_text("tekst", item.tekst, mindst=1), *check_text("ejer", item.ejer, 120, mindst=1)]
    if item.part not in Aftalepart.values:
        faults.append(Fejl("part", f"skal være en af: {', '.join(Aftalepart.values)}"))
    if dialog.moede_dato is not None and item.frist < dialog.moede_dato and not carried:
        faults.append(Fejl("frist", f"ligger før mødet {format_dato(dialog.moede_dato)}"))
    punkt = dialog.punkter.filter(pk=item.punkt).first() if item.punkt else None
    if item.punkt and punkt is None:
        faults.append(Fejl("punkt", "står ikke på dialogens dagsorden; vælg et andet eller ingen"))
    refuse(faults)
    return punkt
