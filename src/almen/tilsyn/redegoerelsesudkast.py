"""A first draft of the public statement, put together from the minutes. Pure: it says only what has been written in the dialogue."""

from __future__ import annotations

from collections.abc import Iterable

from almen.regler.dansk import format_dato
from almen.tilsyn.models import Aftalepart, Aftalestatus, Dialogaftale, Dialogpunkt, Styringsdialog

HVEM = {
    Aftalepart.BOLIGORGANISATION: "Boligorganisationen",
    Aftalepart.KOMMUNE: "Kommunen",
    Aftalepart.BEGGE: "Boligorganisationen og kommunen",
}


def draft_redegoerelse(
    dialog: Styringsdialog, punkter: Iterable[Dialogpunkt], aftaler: Iterable[Dialogaftale]
) -> str:
    """The statement as text: the meeting, each item with its conclusion, and what was agreed. Remarks and notes are left out."""
    day = f" den {format_dato(dialog.moede_dato)}" if dialog.moede_dato else ""
    parts = [
        f"Kommunen og {dialog.boligorganisation} har{day} holdt dialogmøde efter almenboligloven § 164. "
        f"Mødet tog udgangspunkt i regnskabet for {dialog.regnskabsaar}."
    ]
    parts += [f"{row.titel}: {row.konklusion.strip()}" for row in punkter if row.konklusion.strip()]
    agreed = [
        f"- {HVEM[Aftalepart(row.part)]}, senest {format_dato(row.frist)}: {' '.join(row.tekst.split())}"
        for row in aftaler
        # What was agreed in an earlier year and has been settled since, or has lapsed, is not what this meeting agreed.
        if row.status == Aftalestatus.AABEN
        or (row.viderefoert_fra_id is None and row.status != Aftalestatus.BORTFALDET)
    ]
    parts.append("\n".join(["Det er aftalt:", *agreed]) if agreed else "Der er ikke indgået nye aftaler.")
    return "\n\n".join(parts)
