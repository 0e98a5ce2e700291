"""Checks of udviklings- and forandringsplaner that routes name: is the plan described, does the share come down, is status sent."""

from __future__ import annotations

import datetime as dt

from almen.planer.models import Evalueringsart, Plan
from almen.planer.selectors.artsoplysninger import forandringsplan_of, udviklingsplan_of
from almen.planer.selectors.evalueringer import evalueringer_of, late_evalueringer
from almen.planer.selectors.familieandel import andelsbillede_of
from almen.planer.selectors.plan import plan_of
from almen.regler.dansk import format_dato, format_procent, join_med
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrolsvar
from almen.ui.formater import antal, dato

JA, NEJ, UAFGJORT = "ja", "nej", "kan_ikke_afgoeres"


def udviklingsplan_oplysninger(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The plan names its area, those who make it and what it is to achieve; dwellings are counted and means planned."""
    plan = plan_of(sag)
    own = udviklingsplan_of(plan)
    needed = _needed(plan)
    wanted = [
        text
        for text, missing in (
            (
                "boligorganisationer",
                not plan.boligorganisationer.exists() and sag.boligorganisation_id is None,
            ),
            ("opgørelse af boligerne", not plan.opgoerelser.exists()),
            ("virkemidler", not plan.virkemidler.exists()),
            ("dagen for udpegningen", own.udpeget is None),
        )
        if missing
    ]
    return _described("udviklingsplan_oplysninger", "Udviklingsplanen er beskrevet", needed, wanted)


def forandringsplan_oplysninger(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The plan names its area and purpose, and has goals and projects."""
    plan = plan_of(sag)
    wanted = [
        text
        for text, missing in (
            ("mål", not forandringsplan_of(plan).maalliste),
            ("projekter", not plan.indsatser.filter(udgaaet__isnull=True).exists()),
        )
        if missing
    ]
    return _described("forandringsplan_oplysninger", "Forandringsplanen er beskrevet", _needed(plan), wanted)


def udviklingsplan_andel(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The means bring the share of almene familieboliger down to the limit in time (§ 168 a), as far as it can be told."""
    billede = andelsbillede_of(plan_of(sag), dag)
    id_, titel = "udviklingsplan_andel", "Andelen af almene familieboliger når målet"
    maal = billede.maal
    if billede.fejl or maal is None:
        return Kontrolsvar(id_, UAFGJORT, titel, billede.fejl or "Andelen kan ikke regnes ud.")
    now = format_procent(billede.nu.pct) if billede.nu else "ikke kendt"
    limit = format_procent(maal.graense_pct)
    words = [
        f"Andelen er {now} og bliver {format_procent(maal.pct)} den {format_dato(maal.dag)}; kravet er højst {limit}."
    ]
    if billede.dispensation is not None:
        words.append("Kravet følger af en dispensation.")
    if not maal.opfyldt:
        words.append(maal.trin[-1].tekst)
    elif billede.foerste_dag is not None:
        words.append(f"Kravet er opfyldt fra {format_dato(billede.foerste_dag)}.")
    if billede.udeladt:
        words.append(f"{antal(len(billede.udeladt), 'virkemiddel', 'virkemidler')} er ikke regnet med.")
    words += maal.advarsler
    return Kontrolsvar(
        id_,
        UAFGJORT if billede.naar is None else JA if billede.naar else NEJ,
        titel,
        " ".join(words),
        tuple(kilde_to_dict(kilde) for kilde in maal.kilder),
        {
            "andel_nu": str(billede.nu.pct) if billede.nu else "",
            "andel_maal": str(maal.pct),
            "graense": str(maal.graense_pct),
            "for_mange": str(maal.for_mange),
        },
    )


def planstatus_sendt(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Every yearly status that was due has been sent to the state."""
    id_, titel = "planstatus_sendt", "De årlige statusser er sendt til staten"
    rows = [item for item in evalueringer_of(plan_of(sag)) if item.art == Evalueringsart.AARLIG]
    if not rows:
        return Kontrolsvar(id_, UAFGJORT, titel, "Planen har ingen frister for årlig status endnu.")
    if late := late_evalueringer(rows, dag):
        years = join_med([str(item.frist.year) for item in late])
        return Kontrolsvar(id_, NEJ, titel, f"Status er ikke sendt for {years}.")
    sent = sum(item.afgivet is not None for item in rows)
    return Kontrolsvar(
        id_, JA, titel, f"{antal(sent, 'status', 'statusser')} er sendt; ingen er forsinket {dato(dag)}."
    )


def planprojekter_afsluttet(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """The cases that the plan's projects came back as have come to an end."""
    id_, titel = "planprojekter_afsluttet", "Projekternes sager er afsluttet"
    rows = plan_of(sag).indsatser.filter(udgaaet__isnull=True).select_related("sag__overblik")
    projects = list(rows)
    running = [item for item in projects if item.sag and not item.sag.overblik.afslutning]
    without = [item for item in projects if item.sag is None]
    if running:
        return Kontrolsvar(
            id_, NEJ, titel, f"Der er stadig sag om {join_med([item.navn for item in running])}."
        )
    if without or not projects:
        text = (
            f"{antal(len(without), 'projekt', 'projekter')} har ingen sag."
            if projects
            else "Planen har ingen projekter."
        )
        return Kontrolsvar(id_, UAFGJORT, titel, text)
    return Kontrolsvar(id_, JA, titel, f"{antal(len(projects), 'projekt', 'projekter')} er afgjort.")


def _needed(plan: Plan) -> list[str]:
    """What no plan can be decided without."""
    return [
        text
        for text, missing in (
            ("områder", not plan.omraader.exists()),
            ("formål og indhold", not plan.formaal.strip()),
        )
        if missing
    ]


def _described(id_: str, titel: str, needed: list[str], wanted: list[str]) -> Kontrolsvar:
    if needed:
        return Kontrolsvar(id_, NEJ, titel, f"Mangler: {join_med([*needed, *wanted])}.")
    if wanted:
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {join_med(wanted)}.")
    return Kontrolsvar(id_, JA, titel, "Områder, formål og indhold er beskrevet.")
