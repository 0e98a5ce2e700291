"""The papers of a dialogue: agenda with its annexes, minutes with agreements, and the statement. Remarks and notes are in none of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.breve import compose_letter, to_fill
from almen.sager.indstilling import sag_kilde
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype
from almen.tilsyn.models import Dialogaftale, Dialogpunkt, Styringsdialog
from almen.tilsyn.selectors.dialog import asked_for, dialog_of
from almen.tilsyn.selectors.dialogside import aftaler_of

DAGSORDEN, REFERAT, REDEGOERELSE = "dialogdagsorden", "dialogreferat", "dialogredegoerelse"
NAVNE = {
    DAGSORDEN: "Dagsorden for dialogmøde",
    REFERAT: "Referat af dialogmøde",
    REDEGOERELSE: "Redegørelse for styringsdialog",
}


def _source(dialog: Styringsdialog) -> Kilde:
    return Kilde(f"Styringsdialog {dialog.aar}, sag {dialog.sag.nummer}", "", dialog.get_absolute_url())


def _meeting(dialog: Styringsdialog) -> Afsnit:
    source = (_source(dialog),)
    day = format_dato(dialog.moede_dato) if dialog.moede_dato else to_fill("mødets dag")
    told = [Tekst(f"Mødet holdes {day}. Sted: {dialog.moede_sted or to_fill('sted')}.", source)]
    told += split_lines(f"Deltagere: {dialog.deltagere}" if dialog.deltagere else "", source)
    return Afsnit("Mødet", tuple(told))


def agenda(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The agenda that the meeting is called with, and the material it rests on as a list of annexes."""
    dialog = dialog_of(sag)
    source = (_source(dialog),)
    points = [
        Afsnit(
            str(row), tuple(split_lines(row.oplaeg, source)) or (Tekst("Punktet drøftes på mødet.", source),)
        )
        for row in dialog.punkter.all()
    ]
    annexes = [item for item in asked_for(dialog) if item.modtaget]
    rows = tuple(
        Raekke((f"Bilag {number}", str(item), format_dato(item.modtaget)), source)
        for number, item in enumerate(annexes, start=1)
        if item.modtaget
    )
    tables = (Tabel("Bilag", ("Nr.", "Materiale", "Modtaget"), rows, tal=False),) if rows else ()
    return _letter(
        sag, DAGSORDEN, dato, [_meeting(dialog), *points, Afsnit("Bilag til mødet", tabeller=tables)]
    )


def minutes(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The minutes: each item with its conclusion, and what was agreed with who, by when."""
    dialog = dialog_of(sag)
    source = (_source(dialog),)
    rows = list(dialog.punkter.all())
    general = Afsnit("Referat i øvrigt", tuple(split_lines(dialog.referat, source)))
    return _letter(
        sag,
        REFERAT,
        dato,
        [
            _meeting(dialog),
            *(_concluded(row, source) for row in rows),
            general,
            _agreed(dialog, aftaler_of(dialog)),
        ],
    )


def _concluded(row: Dialogpunkt, source: tuple[Kilde, ...]) -> Afsnit:
    told = split_lines(row.konklusion, source) if row.konklusion else [Tekst(to_fill("konklusion"), source)]
    again = [Tekst("Punktet tages op igen næste år.", source)] if row.aabent else []
    return Afsnit(str(row), (*told, *again))


def _agreed(dialog: Styringsdialog, rows: Iterable[Dialogaftale]) -> Afsnit:
    source = (_source(dialog),)
    lines = tuple(
        Raekke(
            (" ".join(row.tekst.split()), row.get_part_display(), row.ejer, format_dato(row.frist)), source
        )
        for row in sorted(rows, key=lambda row: (row.frist, row.pk))
    )
    if not lines:
        return Afsnit("Aftaler", (Tekst("Der er ikke indgået aftaler.", source),))
    return Afsnit(
        "Aftaler",
        tabeller=(Tabel("Aftaler", ("Aftale", "Hvem", "Ansvarlig funktion", "Senest"), lines, tal=False),),
    )


def statement(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The statement on the dialogue, as it stands in the case."""
    dialog = dialog_of(sag)
    text = split_lines(dialog.redegoerelse or to_fill("redegørelsen"), (_source(dialog), sag_kilde(sag)))
    return _letter(sag, REDEGOERELSE, dato, [Afsnit("Redegørelse", tuple(text))])


def _letter(sag: Sag, art: str, dato: dt.date, afsnit: Iterable[Afsnit]) -> Papir:
    dialog = dialog_of(sag)
    return compose_letter(
        sag,
        art=art,
        titel=f"{NAVNE[art]} {dialog.aar}: {dialog.boligorganisation}",
        dato=dato,
        henvisninger=[("Regnskabsår", str(dialog.regnskabsaar))],
        afsnit=afsnit,
    )


# Each can be written as soon as what it tells of is there: the agenda goes out with the call.
PAPIRER = (
    Papirtype(DAGSORDEN, NAVNE[DAGSORDEN], agenda, trin=frozenset({"gennemgang"})),
    Papirtype(REFERAT, NAVNE[REFERAT], minutes, trin=frozenset({"moede"})),
    Papirtype(REDEGOERELSE, NAVNE[REDEGOERELSE], statement, trin=frozenset({"referat"})),
)
