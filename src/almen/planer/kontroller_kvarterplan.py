"""Checks of kvarterplaner that routes name: the programme of byfornyelsesloven § 5, money, length, evaluations."""

from __future__ import annotations

import datetime as dt

from almen.planer.kontroller_udviklingsplan import JA, NEJ, UAFGJORT
from almen.planer.models import Evalueringsart
from almen.planer.selectors.artsoplysninger import kvarterplan_of
from almen.planer.selectors.evalueringer import evalueringer_of
from almen.planer.selectors.kvarterplan import Kvarteroekonomi, kvarteroekonomi_of
from almen.planer.selectors.plan import plan_of
from almen.regler.dansk import format_dato, format_kroner, join_med
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrolsvar


def program(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """What the programme must hold: area, initiatives, plan of action with an end, budget, and cooperation with those concerned."""
    plan = plan_of(sag)
    own = kvarterplan_of(plan)
    id_, titel = "kvarterplan_program", "Programmet indeholder det, loven kræver"
    needed = [
        text
        for text, missing in (
            ("områder", not plan.omraader.exists()),
            ("beskrivelse af området og indsatsen", not plan.formaal.strip()),
            ("budget", own.ramme is None),
            ("slutdag", plan.til is None),
        )
        if missing
    ]
    wanted = [
        text
        for text, missing in (
            ("projekter", not plan.indsatser.filter(udgaaet__isnull=True).exists()),
            ("samarbejdet med beboerne", not own.beboere.strip()),
            ("samarbejdet med lokale aktører", not own.lokale_aktoerer.strip()),
        )
        if missing
    ]
    if needed:
        return Kontrolsvar(id_, NEJ, titel, f"Mangler: {join_med([*needed, *wanted])}.")
    if wanted:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {join_med(wanted)}.")
    return Kontrolsvar(id_, JA, titel, "Område, projekter, budget, slutdag og samarbejde er beskrevet.")


def varighed(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The plan's length. That it is five years is read in the municipality's own description, not in the law: it warns."""
    plan = plan_of(sag)
    id_, titel = "kvarterplan_varighed", "Planens længde"
    if plan.fra is None or plan.til is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Planens periode er ikke oplyst.")
    money = kvarteroekonomi_of(plan, dag)
    if money.svar is None:
        return Kontrolsvar(id_, UAFGJORT, titel, money.fejl)
    period = f"{format_dato(plan.fra)} – {format_dato(plan.til)}"
    if broken := money.brud("laengde"):
        text = f"{broken[0].tekst} Længden står ikke i de dele af loven, der er læst."
        return Kontrolsvar(id_, UAFGJORT, titel, text, _kilder(money))
    return Kontrolsvar(id_, JA, titel, f"Planen løber {period}.", _kilder(money))


def budget(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Projects, years and parties are within the frame."""
    money = kvarteroekonomi_of(plan_of(sag), dag)
    id_, titel = "kvarterplan_budget", "Projekter og år går op i rammen"
    if money.svar is None:
        return Kontrolsvar(id_, UAFGJORT, titel, money.fejl)
    wrong = [item.tekst for item in money.brud("sum", "aar")]
    left = money.ufordelt
    if left is not None and left < 0:
        wrong.append(f"Projekterne koster {format_kroner(-left)} mere end rammen.")
    if wrong:
        return Kontrolsvar(id_, NEJ, titel, " ".join(wrong))
    frame = format_kroner(money.kvarterplan.ramme or 0)
    if left is None or money.oekonomi.uden_beloeb or not money.oekonomi.budget:
        return Kontrolsvar(
            id_, UAFGJORT, titel, f"Rammen er {frame} Den er ikke helt fordelt på projekter og år."
        )
    rest = f" {format_kroner(left)} er ikke fordelt på projekter." if left else ""
    return Kontrolsvar(id_, JA, titel, f"Projekter og år går op i rammen på {frame}{rest}")


def statsandel(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The state's refund is within its share. The ceiling in kroner is not settled, so it leaves the answer open."""
    money = kvarteroekonomi_of(plan_of(sag), dag)
    id_, titel = "kvarterplan_statsandel", "Statens andel"
    if money.svar is None:
        return Kontrolsvar(id_, UAFGJORT, titel, money.fejl)
    kilder = _kilder(money)
    if not money.oekonomi.finansiering:
        return Kontrolsvar(id_, UAFGJORT, titel, "Det er ikke oplyst, hvem der betaler.", kilder)
    if broken := money.brud("stat_andel"):
        return Kontrolsvar(id_, NEJ, titel, broken[0].tekst, kilder)
    if broken := money.brud("stat_hoejst"):
        text = f"{broken[0].tekst} Om beløbet stadig gælder, er ikke afklaret."
        return Kontrolsvar(id_, UAFGJORT, titel, text, kilder)
    stat = sum(item.beloeb for item in money.oekonomi.finansiering if item.part == "stat")
    return Kontrolsvar(
        id_,
        JA,
        titel,
        f"Staten refunderer {format_kroner(stat)}" if stat else "Staten refunderer ikke.",
        kilder,
    )


def midtvejs(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The mid-way evaluation has been given."""
    return _delivered(sag, dag, "kvarterplan_midtvejs", Evalueringsart.MIDTVEJS)


def slut(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The final evaluation has been given."""
    return _delivered(sag, dag, "kvarterplan_slut", Evalueringsart.SLUT)


def _delivered(sag: Sag, dag: dt.date, id_: str, art: Evalueringsart) -> Kontrolsvar:
    row = next((item for item in evalueringer_of(plan_of(sag)) if item.art == art), None)
    titel = f"{art.label} er afgivet"
    if row is not None and row.afgivet is not None and row.afgivet <= dag:
        return Kontrolsvar(id_, JA, titel, f"Afgivet {format_dato(row.afgivet)}.")
    due = f" Fristen er {format_dato(row.frist)}." if row is not None else ""
    return Kontrolsvar(id_, NEJ, titel, f"{art.label} er ikke registreret på planen.{due}")


def _kilder(money: Kvarteroekonomi) -> tuple[dict[str, object], ...]:
    return tuple(kilde_to_dict(kilde) for kilde in (money.svar.kilder if money.svar else ()))
