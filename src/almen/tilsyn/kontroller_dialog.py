"""Checks of the dialogue that its route names. Their words are read by the organisation too: they tell nothing of remarks."""

from __future__ import annotations

import datetime as dt

from almen.regler.dansk import format_dato, join_med
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrol, Kontrolsvar
from almen.tilsyn.dialogfrister import last_day_of
from almen.tilsyn.models import Dialogmateriale, Materialeart
from almen.tilsyn.selectors.dialog import asked_for, dialog_of, left_open

JA, NEJ = "ja", "nej"


def foreloebige_tal(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The preliminary figures have come (5 months after the end of the financial year)."""
    wanted = [item for item in asked_for(dialog_of(sag)) if item.art == Materialeart.FORELOEBIGE_TAL]
    return _received("dialog_foreloebige_tal", "De foreløbige regnskabstal er modtaget", wanted, dag)


def materiale(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every part of the accounts and the documentation package that is asked for has come."""
    wanted = [item for item in asked_for(dialog_of(sag)) if item.art != Materialeart.FORELOEBIGE_TAL]
    return _received("dialog_materiale", "Materialet til dialogen er modtaget", wanted, dag)


def _received(id_: str, titel: str, wanted: list[Dialogmateriale], dag: dt.date) -> Kontrolsvar:
    missing = [item for item in wanted if item.modtaget is None or item.modtaget > dag]
    if missing:
        names = join_med([item.get_art_display().lower() for item in missing])
        return Kontrolsvar(id_, NEJ, titel, f"Mangler: {names}.")
    return Kontrolsvar(id_, JA, titel, f"{len(wanted)} dele er modtaget." if wanted else "Bruges ikke i år.")


def gennemgang(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """What has come has been reviewed."""
    come = [item for item in asked_for(dialog_of(sag)) if item.modtaget is not None]
    left = [item for item in come if item.gennemgaaet is None or item.gennemgaaet > dag]
    id_, titel = "dialog_gennemgang", "Materialet er gennemgået"
    if left:
        names = join_med([item.get_art_display().lower() for item in left])
        return Kontrolsvar(id_, NEJ, titel, f"Ikke gennemgået: {names}.")
    return Kontrolsvar(id_, JA, titel, f"{len(come)} dele er gennemgået.")


def dagsorden(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """There is an agenda and a day, and nothing that the year before left open has been forgotten."""
    dialog = dialog_of(sag)
    id_, titel = "dialog_dagsorden", "Mødet er indkaldt med dagsorden"
    wrong = []
    if not dialog.punkter.exists():
        wrong.append("Dagsordenen har ingen punkter.")
    if dialog.moede_dato is None:
        wrong.append("Mødets dag er ikke fastsat.")
    points, agreements = left_open(dialog)
    if points or agreements:
        wrong.append(
            f"Fra tidligere dialoger mangler {len(points)} punkter og {len(agreements)} aftaler at blive taget med eller afsluttet."
        )
    if wrong:
        return Kontrolsvar(id_, NEJ, titel, " ".join(wrong))
    return Kontrolsvar(id_, JA, titel, f"Indkaldt til {format_dato(dialog.moede_dato or dag)}.")


def moede(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The meeting has been held."""
    held = dialog_of(sag).moede_dato
    id_, titel = "dialog_moede", "Mødet er holdt"
    if held is None:
        return Kontrolsvar(id_, NEJ, titel, "Mødets dag er ikke registreret.")
    if held > dag:
        return Kontrolsvar(id_, NEJ, titel, f"Mødet er indkaldt til {format_dato(held)}.")
    return Kontrolsvar(id_, JA, titel, f"Holdt {format_dato(held)}.")


def moede_i_aaret(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """One meeting is held each year (almenboligloven § 164, stk. 2). Later than that takes a reason."""
    dialog = dialog_of(sag)
    id_, titel = "dialog_moede_i_aaret", f"Mødet er holdt i {dialog.aar}"
    if dialog.moede_dato is not None and dialog.moede_dato.year == dialog.aar:
        return Kontrolsvar(id_, JA, titel, "Loven kræver ét møde om året.")
    last = format_dato(last_day_of(dialog.aar))
    return Kontrolsvar(id_, NEJ, titel, f"Loven kræver ét møde om året, her senest {last}.")


def referat(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every item of the agenda has a conclusion."""
    left = list(dialog_of(sag).punkter.filter(konklusion="").values_list("nummer", flat=True))
    id_, titel = "dialog_referat", "Alle punkter har en konklusion"
    if left:
        return Kontrolsvar(id_, NEJ, titel, f"Uden konklusion: punkt {join_med([str(n) for n in left])}.")
    return Kontrolsvar(id_, JA, titel, "Referatet er skrevet.")


def redegoerelse(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """There is a statement to publish (almenboligloven § 164, stk. 2)."""
    id_, titel = "dialog_redegoerelse", "Redegørelsen er skrevet"
    if not dialog_of(sag).redegoerelse.strip():
        return Kontrolsvar(id_, NEJ, titel, "Der er ingen redegørelse at offentliggøre.")
    return Kontrolsvar(id_, JA, titel, "Teksten bliver offentlig, når trinnet er besluttet.")


def rettelse(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The step after the publication has one use: to withdraw it. Done, it would say nothing."""
    return Kontrolsvar(
        "dialog_rettelse",
        NEJ,
        "Trinnet bruges kun til at trække redegørelsen tilbage",
        "Vælg “Sendt tilbage” til det trin, hvor der skal rettes, og skriv hvorfor.",
    )


KONTROLLER = (
    Kontrol("dialog_foreloebige_tal", "De foreløbige regnskabstal er modtaget", foreloebige_tal),
    Kontrol("dialog_materiale", "Materialet til dialogen er modtaget", materiale),
    Kontrol("dialog_gennemgang", "Materialet er gennemgået", gennemgang, for_ansoeger=False),
    Kontrol("dialog_dagsorden", "Mødet er indkaldt med dagsorden", dagsorden, for_ansoeger=False),
    Kontrol("dialog_moede", "Mødet er holdt", moede, for_ansoeger=False),
    Kontrol("dialog_moede_i_aaret", "Mødet er holdt i årets løb", moede_i_aaret, for_ansoeger=False),
    Kontrol("dialog_referat", "Alle punkter har en konklusion", referat, for_ansoeger=False),
    Kontrol("dialog_redegoerelse", "Redegørelsen er skrevet", redegoerelse, for_ansoeger=False),
    Kontrol("dialog_rettelse", "Redegørelsen trækkes tilbage", rettelse, for_ansoeger=False),
)
