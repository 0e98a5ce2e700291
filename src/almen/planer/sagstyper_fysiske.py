"""What udviklings-, forandrings- and kvarterplaner tell the engine: case types, facts, checks, deadlines, effect and paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.papirer import register_art
from almen.planer import indstilling_fysiske as indstilling
from almen.planer import kontroller_kvarterplan as kvarter
from almen.planer import kontroller_udviklingsplan as udvikling
from almen.planer.breve_fysiske import PLANSTATUS
from almen.planer.models import Evalueringsart, Planart
from almen.planer.sagstyper import oplysninger, plan_sagstype
from almen.planer.selectors.artsoplysninger import forandringsplan_of, kvarterplan_of, udviklingsplan_of
from almen.planer.selectors.evalueringer import evalueringer_of, next_evaluering
from almen.planer.selectors.familieandel import andelsbillede_of
from almen.planer.selectors.plan import plan_of
from almen.planer.services.evaluering import drop_statusfrister, set_statusfrister
from almen.regler.fejl import RegelFejl
from almen.regler.frister import compute_frist
from almen.regler.udviklingsplan import STATUSDAG, list_statusdage
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Sagsfrist, Virkning
from almen.ui.formater import dato, ja_nej, kroner, pct

PLANFRIST = "udviklingsplan.frist"
ENIGHED = Faktum(
    "enighed",
    "Er boligorganisation og kommunalbestyrelse enige om planen",
    (("ja", "Planer, der er enighed om"), ("nej", "Planer uden enighed: kommunens egen plan (§ 168 b)")),
    flere=False,
)
I_BR = Faktum(
    "i_br",
    "Skal planen i Borgerrepræsentationen",
    (("nej", "Planer, som udvalget godkender"), ("ja", "Planer, som Borgerrepræsentationen godkender")),
    flere=False,
)
KONTROLLER = (
    Kontrol(
        "udviklingsplan_oplysninger", "Udviklingsplanen er beskrevet", udvikling.udviklingsplan_oplysninger
    ),
    Kontrol(
        "udviklingsplan_andel", "Andelen af almene familieboliger når målet", udvikling.udviklingsplan_andel
    ),
    Kontrol("planstatus_sendt", "De årlige statusser er sendt til staten", udvikling.planstatus_sendt),
    Kontrol("planprojekter_afsluttet", "Projekternes sager er afsluttet", udvikling.planprojekter_afsluttet),
    Kontrol(
        "forandringsplan_oplysninger", "Forandringsplanen er beskrevet", udvikling.forandringsplan_oplysninger
    ),
    Kontrol("kvarterplan_program", "Programmet indeholder det, loven kræver", kvarter.program),
    Kontrol("kvarterplan_varighed", "Planens længde", kvarter.varighed),
    Kontrol("kvarterplan_budget", "Projekter og år går op i rammen", kvarter.budget),
    Kontrol("kvarterplan_statsandel", "Statens andel", kvarter.statsandel),
    Kontrol("kvarterplan_midtvejs", "Midtvejsevalueringen er afgivet", kvarter.midtvejs),
    Kontrol("kvarterplan_slut", "Slutevalueringen er afgivet", kvarter.slut),
)


def _begin_statuses(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """From the minister's approval on a status is due each year, as long as the parameter says."""
    set_statusfrister(plan_of(sag), list_statusdage(beslutning.dato, current_parametre()), bruger)


def _drop_statuses(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    drop_statusfrister(plan_of(sag))


VIRKNING = Virkning(
    "saet_statusfrister", "Der skal sendes status til staten hvert år", _begin_statuses, _drop_statuses
)


def _next_report(sag: Sag, *arter: Evalueringsart) -> Sagsfrist | None:
    row = next_evaluering(evalueringer_of(plan_of(sag)), *arter)
    if row is None:
        return None
    if row.art != Evalueringsart.AARLIG:
        return Sagsfrist(row.frist, row.get_art_display())
    found = current_parametre().find(STATUSDAG, row.frist)
    return Sagsfrist(
        row.frist,
        f"Årlig status til staten {row.frist.year}",
        "almenboligloven § 168 a",
        found.sikkerhed.value if found else "usikker",
    )


def udviklingsplan_frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """When the plan must be with the state, counted from the designation; then the next yearly status."""
    frister: dict[str, Sagsfrist] = {}
    designated = udviklingsplan_of(plan_of(sag)).udpeget
    if designated is not None:
        try:
            own = compute_frist(PLANFRIST, designated, parametre=current_parametre())
        except RegelFejl:  # designated before there was a rule
            pass
        else:
            frister["indsendelse"] = Sagsfrist(
                own.dato,
                "Udviklingsplanen er sendt til staten",
                "almenboligloven § 168 a",
                own.sikkerhed.value,
            )
    if (following := _next_report(sag)) is not None:
        frister["gennemfoerelse"] = following
    return frister


def forandringsplan_frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """The next evaluation that the plan has set."""
    following = _next_report(sag)
    return {"gennemfoerelse": following} if following else {}


def kvarterplan_frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """The days of the mid-way and the final evaluation."""
    steps = {"midtvejsevaluering": Evalueringsart.MIDTVEJS, "slutevaluering": Evalueringsart.SLUT}
    rows = {item.art: item for item in evalueringer_of(plan_of(sag))}
    return {trin: Sagsfrist(rows[art].frist, art.label) for trin, art in steps.items() if art in rows}


def _udviklingsplan_oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    plan = plan_of(sag)
    own, billede = udviklingsplan_of(plan), andelsbillede_of(plan, timezone.localdate())
    limit = billede.maal.graense_pct if billede.maal else None
    return [
        *oplysninger(sag),
        ("Udpeget som omdannelsesområde", dato(own.udpeget) if own.udpeget else "Ikke oplyst"),
        ("Enighed med boligorganisationen", ja_nej(own.enige)),
        ("Almene familieboliger nu", pct(billede.nu.pct, 1) if billede.nu else billede.fejl),
        *([("På måldagen", f"{pct(billede.maal.pct, 1)}, højst {pct(limit)}")] if billede.maal else []),
    ]


def _forandringsplan_oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    goals = forandringsplan_of(plan_of(sag)).maalliste
    return [*oplysninger(sag), *([("Mål", "; ".join(goals))] if goals else [])]


def _kvarterplan_oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    own = kvarterplan_of(plan_of(sag))
    return [*oplysninger(sag), ("Ramme", kroner(own.ramme) if own.ramme is not None else "Ikke oplyst")]


def register() -> None:
    """Puts case types, checks and effect in the engine's register; called once when Django starts."""
    if Planart.UDVIKLINGSPLAN.value in REGISTER.sagstyper:
        return
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    REGISTER.register_virkning(VIRKNING)
    register_art(PLANSTATUS.id, PLANSTATUS.navn)
    REGISTER.register_sagstype(
        plan_sagstype(
            Planart.UDVIKLINGSPLAN,
            "Udviklingsplan",
            "Udviklingsplaner",
            fakta=lambda sag: {"enighed": "ja" if udviklingsplan_of(plan_of(sag)).enige else "nej"},
            faktadefinitioner=(ENIGHED,),
            oplysninger=_udviklingsplan_oplysninger,
            indstilling=indstilling.udviklingsplan,
            papirer=(PLANSTATUS,),
            frister=udviklingsplan_frister,
        )
    )
    REGISTER.register_sagstype(
        plan_sagstype(
            Planart.FORANDRINGSPLAN,
            "Forandringsplan",
            "Forandringsplaner",
            oplysninger=_forandringsplan_oplysninger,
            indstilling=indstilling.forandringsplan,
            frister=forandringsplan_frister,
        )
    )
    REGISTER.register_sagstype(
        plan_sagstype(
            Planart.KVARTERPLAN,
            "Kvarterplan",
            "Kvarterplaner",
            fakta=lambda sag: {"i_br": "ja" if kvarterplan_of(plan_of(sag)).i_br else "nej"},
            faktadefinitioner=(I_BR,),
            oplysninger=_kvarterplan_oplysninger,
            indstilling=indstilling.kvarterplan,
            frister=kvarterplan_frister,
        )
    )
