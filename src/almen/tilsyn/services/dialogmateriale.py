"""The material of a dialogue: received, reviewed with remarks, left out with a reason, and each of it undone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl
from almen.tilsyn.models import Dialogmateriale
from almen.tilsyn.services.dialogaendring import Dialogaendring, changed_dialog, check_text, refuse


def receive_materiale(
    *, bruger: Bruger, materiale: Dialogmateriale, modtaget: dt.date | None = None
) -> Dialogmateriale:
    """Registers that a part has come, on `modtaget` (default today). A part that was left out is asked for again.

    The organisation can read of it in the journal. Raises UgyldigtInput (a day to come, or received already) or AdgangNaegtet.
    """
    day = modtaget or timezone.localdate()
    with changed_dialog(materiale.dialog, bruger) as aendring:
        row = _fresh(aendring, materiale)
        faults = [Fejl("modtaget", "ligger i fremtiden; skriv den dag, det kom")] if _to_come(day) else []
        if row.modtaget is not None:
            faults.append(
                Fejl("modtaget", f"er allerede registreret: {format_dato(row.modtaget)}. Fortryd det først")
            )
        refuse(faults)
        row.modtaget, row.undladt = day, False
        row.save(update_fields=["modtaget", "undladt"])
        aendring.record("materiale_modtaget", f"Modtaget: {row}, {format_dato(day)}.", aaben=True)
    return row


def review_materiale(
    *, bruger: Bruger, materiale: Dialogmateriale, bemaerkning: str = "", gennemgaaet: dt.date | None = None
) -> Dialogmateriale:
    """Registers that a part has been reviewed, with what the review found; again changes the remark.

    The remark stays in the house. Raises UgyldigtInput (not received, or a day before it came or to come) or AdgangNaegtet.
    """
    day = gennemgaaet or timezone.localdate()
    with changed_dialog(materiale.dialog, bruger) as aendring:
        row = _fresh(aendring, materiale)
        faults = check_text("bemaerkning", bemaerkning)
        if row.modtaget is None:
            faults.append(Fejl("gennemgaaet", "kan først registreres, når materialet er modtaget"))
        elif day < row.modtaget or _to_come(day):
            faults.append(
                Fejl("gennemgaaet", f"skal ligge fra {format_dato(row.modtaget)}, da det kom, til i dag")
            )
        refuse(faults)
        before = {"bemaerkning": row.bemaerkning, "gennemgaaet": row.gennemgaaet}
        row.bemaerkning, row.gennemgaaet, row.gennemgaaet_af = bemaerkning.strip(), day, bruger
        row.save(update_fields=["bemaerkning", "gennemgaaet", "gennemgaaet_af"])
        after = {"bemaerkning": row.bemaerkning, "gennemgaaet": day}
        aendring.record("materiale_gennemgaaet", f"Gennemgået: {row}.", before, after)
    return row


def undo_materiale(*, bruger: Bruger, materiale: Dialogmateriale) -> Dialogmateriale:
    """Takes the latest back: the review, else the receipt, else that it is left out. The remark is kept.

    Raises UgyldigtInput where there is nothing to undo, or AdgangNaegtet.
    """
    with changed_dialog(materiale.dialog, bruger) as aendring:
        row = _fresh(aendring, materiale)
        if row.gennemgaaet is not None:
            what = "gennemgangen"
            row.gennemgaaet, row.gennemgaaet_af = None, None
        elif row.modtaget is not None:
            what, row.modtaget = "modtagelsen", None
        elif row.undladt:
            what, row.undladt = "at det ikke bruges i år", False
        else:
            refuse([Fejl("", "Der er intet at fortryde")])
            return row
        row.save(update_fields=["gennemgaaet", "gennemgaaet_af", "modtaget", "undladt"])
        aendring.record("materiale_fortrudt", f"Fortrudt: {what} af {row}.", aaben=what == "modtagelsen")
    return row


def omit_materiale(*, bruger: Bruger, materiale: Dialogmateriale, grund: str) -> Dialogmateriale:
    """Leaves a part out this year, with the reason. Raises UgyldigtInput (no reason, or it has come) or AdgangNaegtet."""
    with changed_dialog(materiale.dialog, bruger) as aendring:
        row = _fresh(aendring, materiale)
        faults = check_text("grund", grund, mindst=1)
        if row.modtaget is not None:
            faults.append(Fejl("grund", "kan ikke bruges: materialet er modtaget"))
        refuse(faults)
        row.undladt, row.bemaerkning = True, grund.strip()
        row.save(update_fields=["undladt", "bemaerkning"])
        aendring.record("materiale_undladt", f"Bruges ikke i år: {row}.", None, {"grund": row.bemaerkning})
    return row


def set_materialefrist(
    *, bruger: Bruger, materiale: Dialogmateriale, frist: dt.date | None
) -> Dialogmateriale:
    """Agrees another day for a part, or none. Raises UgyldigtInput (a day before the dialogue's year) or AdgangNaegtet."""
    with changed_dialog(materiale.dialog, bruger) as aendring:
        row = _fresh(aendring, materiale)
        aar = aendring.dialog.aar
        if frist is not None and not aar - 1 <= frist.year <= aar + 1:
            refuse([Fejl("frist", f"skal ligge i {aar - 1} til {aar + 1}")])
        before, row.frist = row.frist, frist
        row.save(update_fields=["frist"])
        until = format_dato(frist) if frist else "ingen dag"
        aendring.record(
            "materiale_frist", f"Frist for {row}: {until}.", {"frist": before}, {"frist": frist}, aaben=True
        )
    return row


def _fresh(aendring: Dialogaendring, materiale: Dialogmateriale) -> Dialogmateriale:
    return aendring.dialog.materialer.get(pk=materiale.pk)


def _to_come(day: dt.date) -> bool:
    return day > timezone.localdate()
