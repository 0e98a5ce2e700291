"""The meeting of a dialogue: its agenda, day and place, and the minutes with a conclusion for each item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Max

from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl
from almen.tilsyn.models import Dialogpunkt, Styringsdialog
from almen.tilsyn.services.dialogaendring import (
    TITEL,
    Dialogaendring,
    changed_dialog,
    check_text,
    refuse,
    refuse_stale,
)


@dataclass(frozen=True)
class Konklusion:
    """What the minutes say of one item; `aabent`: it is to be taken up again next year."""

    tekst: str
    aabent: bool = False


@dataclass(frozen=True)
class Punktinput:
    """An item of the agenda."""

    titel: str
    oplaeg: str = ""
    tema: str = ""


def add_punkter(
    *, bruger: Bruger, dialog: Styringsdialog, punkter: Collection[Punktinput]
) -> list[Dialogpunkt]:
    """Puts items last on the agenda; one whose words stand there already is left out, so that twice is once.

    Raises UgyldigtInput or AdgangNaegtet; then none is added.
    """
    refuse(fault for item in punkter for fault in _faults(item))
    with changed_dialog(dialog, bruger) as aendring:
        known = set(aendring.dialog.punkter.values_list("titel", flat=True))
        made = []
        for item in punkter:
            if item.titel.strip() not in known:
                known.add(item.titel.strip())
                made.append(append_punkt(aendring, item))
        if made:
            names = "; ".join(row.titel for row in made)
            aendring.record("punkter_tilfoejet", f"Sat på dagsordenen: {names}.")
    return made


def append_punkt(
    aendring: Dialogaendring, item: Punktinput, genoptaget_fra: Dialogpunkt | None = None
) -> Dialogpunkt:
    """Puts one item last on the agenda, inside a change that is under way."""
    last = aendring.dialog.punkter.aggregate(sidste=Max("nummer"))["sidste"] or 0
    return Dialogpunkt.objects.create(
        dialog=aendring.dialog,
        nummer=last + 1,
        tema=item.tema.strip(),
        titel=item.titel.strip(),
        oplaeg=item.oplaeg.strip(),
        genoptaget_fra=genoptaget_fra,
    )


def edit_punkt(
    *, bruger: Bruger, punkt: Dialogpunkt, nyt: Punktinput, set_: str | None = None
) -> Dialogpunkt:
    """Changes an item's words. `set_` is the mark of what the page showed. Raises UgyldigtInput or AdgangNaegtet."""
    refuse(_faults(nyt))
    with changed_dialog(punkt.dialog, bruger) as aendring:
        row = aendring.dialog.punkter.get(pk=punkt.pk)
        refuse_stale(set_, row.titel, row.oplaeg)
        before = {"titel": row.titel, "oplaeg": row.oplaeg}
        row.titel, row.oplaeg = nyt.titel.strip(), nyt.oplaeg.strip()
        row.save(update_fields=["titel", "oplaeg"])
        after = {"titel": row.titel, "oplaeg": row.oplaeg}
        aendring.record("punkt_rettet", f"Punkt {row.nummer} er rettet: {row.titel}.", before, after)
    return row


def remove_punkt(*, bruger: Bruger, punkt: Dialogpunkt) -> None:
    """Takes an item off the agenda; the rest close up. What it took up again is open again.

    Raises UgyldigtInput (it has a conclusion or agreements) or AdgangNaegtet.
    """
    with changed_dialog(punkt.dialog, bruger) as aendring:
        row = aendring.dialog.punkter.get(pk=punkt.pk)
        if row.konklusion or row.aftaler.exists():
            refuse([Fejl("", "Punktet har en konklusion eller aftaler og kan ikke fjernes")])
        before = {"titel": row.titel, "oplaeg": row.oplaeg}
        row.delete()
        _renumber(list(aendring.dialog.punkter.all()))
        aendring.record("punkt_fjernet", f"Taget af dagsordenen: {before['titel']}.", before, {})


def move_punkt(*, bruger: Bruger, punkt: Dialogpunkt, op: bool) -> None:
    """Moves an item one place up or down; at the end of the list nothing happens."""
    with changed_dialog(punkt.dialog, bruger) as aendring:
        rows = list(aendring.dialog.punkter.all())
        at = next(index for index, row in enumerate(rows) if row.pk == punkt.pk)
        to = at - 1 if op else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            _renumber(rows)
            aendring.record("punkt_flyttet", f"Punktet “{rows[to].titel}” er nu nr. {to + 1}.")


def save_moede(
    *, bruger: Bruger, dialog: Styringsdialog, dato: dt.date, sted: str = "", deltagere: str = ""
) -> Styringsdialog:
    """Day, place and participants (functions and organisations, never names). Raises UgyldigtInput or AdgangNaegtet."""
    with changed_dialog(dialog, bruger) as aendring:
        row = aendring.dialog
        faults = [*check_text("sted", sted, 200), *check_text("deltagere", deltagere)]
        if not row.aar <= dato.year <= row.aar + 1:
            faults.append(Fejl("dato", f"skal ligge i {row.aar} eller året efter"))
        refuse(faults)
        before = {"dato": row.moede_dato, "sted": row.moede_sted, "deltagere": row.deltagere}
        row.moede_dato, row.moede_sted, row.deltagere = dato, sted.strip(), deltagere.strip()
        row.save(update_fields=["moede_dato", "moede_sted", "deltagere"])
        after = {"dato": dato, "sted": row.moede_sted, "deltagere": row.deltagere}
        aendring.record(
            "moede", f"Mødet: {format_dato(dato)}, {row.moede_sted or 'sted ikke fastsat'}.", before, after
        )
    return row


def save_referat(
    *,
    bruger: Bruger,
    dialog: Styringsdialog,
    referat: str,
    konklusioner: Mapping[int, Konklusion],
    set_: str | None = None,
) -> Styringsdialog:
    """The minutes in one act: the general text, and a conclusion for each item (primary key → `Konklusion`).

    `set_` is the mark (`referat_maerke`) of what the page showed: where somebody else has written since, nothing is saved. An item that
    next year has taken up stays open. Raises UgyldigtInput or AdgangNaegtet.
    """
    with changed_dialog(dialog, bruger) as aendring:
        row = aendring.dialog
        rows = {item.pk: item for item in row.punkter.all()}
        refuse_stale(set_, *_minutes(row, list(rows.values())))
        faults = check_text("referat", referat)
        for pk, item in konklusioner.items():
            if pk not in rows:
                faults.append(Fejl("", "Et punkt er taget af dagsordenen, siden siden blev hentet"))
            else:
                faults += check_text(f"konklusion_{pk}", item.tekst)
        refuse(faults)
        before = _as_data(row, rows)
        row.referat = referat.strip()
        row.save(update_fields=["referat"])
        for pk, item in konklusioner.items():
            rows[pk].konklusion, rows[pk].aabent = item.tekst.strip(), item.aabent
            rows[pk].save(update_fields=["konklusion", "aabent"])
        aendring.record("referat", "Referatet er skrevet.", before, _as_data(row, rows))
    return row


def close_punkt(*, bruger: Bruger, punkt: Dialogpunkt, grund: str) -> Dialogpunkt:
    """An open item of an earlier dialogue is not taken up again, with the reason. Raises UgyldigtInput or AdgangNaegtet."""
    refuse(check_text("grund", grund, mindst=1))
    with changed_dialog(punkt.dialog, bruger, efter_afslutning=True) as aendring:
        row = aendring.dialog.punkter.get(pk=punkt.pk)
        if not row.aabent or hasattr(row, "genoptaget_som"):
            refuse([Fejl("", "Punktet er lukket eller taget op igen i forvejen")])
        row.aabent = False
        row.save(update_fields=["aabent"])
        aendring.record(
            "punkt_lukket",
            f"Tages ikke op igen: {row.titel}. {grund.strip()}",
            {"aabent": True},
            {"aabent": False},
        )
    return row


def referat_maerke(dialog: Styringsdialog, punkter: Collection[Dialogpunkt]) -> list[object]:
    """What the mark of the minutes is made of; pass it to `maerke_of`."""
    return _minutes(dialog, list(punkter))


def _minutes(dialog: Styringsdialog, rows: list[Dialogpunkt]) -> list[object]:
    return [dialog.referat, sorted((row.pk, row.konklusion, row.aabent) for row in rows)]


def _as_data(dialog: Styringsdialog, rows: Mapping[int, Dialogpunkt]) -> dict[str, object]:
    return {
        "referat": dialog.referat,
        "punkter": {str(pk): [row.konklusion, row.aabent] for pk, row in rows.items()},
    }


def _faults(item: Punktinput) -> list[Fejl]:
    return [
        *check_text("titel", item.titel, TITEL, mindst=1),
        *check_text("oplaeg", item.oplaeg),
        *check_text("tema", item.tema, 100),
    ]


def _renumber(rows: list[Dialogpunkt]) -> None:
    for number, row in enumerate(rows, start=1):
        row.nummer = number
    Dialogpunkt.objects.bulk_update(rows, ["nummer"])
