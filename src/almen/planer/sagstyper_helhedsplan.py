"""What a boligsocial helhedsplan tells the engine: its case type, checks and effect, and the deadlines of its supervision (M24-M26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from almen.organisationer.selectors import current_profil
from almen.planer import planartsider, sagstyper
from almen.planer.breve import PAPIRER
from almen.planer.forms_helhedsplan import HelhedsplanForm
from almen.planer.helhedsplanbudget import AAR_HOEJST, years_of
from almen.planer.indstilling_helhedsplan import helhedsplan_to_be_decided
from almen.planer.kontroller_helhedsplan import KONTROLLER
from almen.planer.kort_helhedsplan import register_kort
from almen.planer.models import Plan, Planart
from almen.planer.selectors import plan_of
from almen.planer.selectors.helhedsplan import forget_helhedsplan, helhedsplan_of, temaer_on
from almen.planer.services.helhedsplan import (
    edit_helhedsplan,
    open_helhedsplan,
    register_praekvalifikation,
    undo_praekvalifikation,
)
from almen.regler.boligsociale_temaer import theme_name
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Faktum, Sagsfrist, Virkning
from almen.sagsgang.udfald import COMPLETES, Handling
from almen.ui.formater import dato, kroner

ART = Planart.HELHEDSPLAN
SAEDVANLIG = 4  # years shown as coming while the term is not settled
STATUS, REGNSKAB = "boligsocial_status_maaneder", "boligsocial_regnskab_maaneder"
FAKTA = tuple(
    Faktum(
        f"aar_{number}",
        f"Mindst {number} kalenderår",
        (("ja", f"planer over mindst {number} kalenderår"), ("nej", "kortere planer")),
        flere=False,
    )
    for number in range(2, AAR_HOEJST + 1)
)


def fakta(sag: Sag) -> dict[str, Any]:
    """What the route asks for: how many calendar years there is supervision in."""
    plan = plan_of(sag)
    years = len(years_of(plan.fra, plan.til)) or SAEDVANLIG
    return {item.id: "ja" if years >= number else "nej" for number, item in enumerate(FAKTA, start=2)}


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """What the case list shows and searches in."""
    forget_helhedsplan(sag)
    data = helhedsplan_of(sag)
    return {**sagstyper.noegletal(sag), "beloeb": data.egne.budget}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell: as of every plan, and who pays how much of it."""
    data = helhedsplan_of(sag)
    rows = [row for row in sagstyper.oplysninger(sag) if row[0] != "Beløb"]
    rows.append(("Budget", kroner(data.egne.budget) if data.egne.budget is not None else "Ikke fastsat"))
    if data.egne.praekvalificeret is not None:
        rows.append(("Prækvalificeret", dato(data.egne.praekvalificeret)))
    return rows


def frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """When status and accounts of each year are due, once the fund has given tilsagn: the municipality's practice."""
    plan = plan_of(sag)
    given = sag.beslutninger.filter(handling=Handling.GIVER_TILSAGN, udfald__in=COMPLETES)
    if plan.fra is None or plan.til is None or not given.exists():
        return {}
    found: dict[str, Sagsfrist] = {}
    for number, year in enumerate(years_of(plan.fra, plan.til)[:AAR_HOEJST], start=1):
        end = min(dt.date(year, 12, 31), plan.til)
        for step, practice, words in (
            ("status", STATUS, "Status"),
            ("regnskab", REGNSKAB, "Regnskab"),
        ):
            due = _due(end, practice, f"{words} for {year}")
            if due is not None:
                found[f"{step}_{number}"] = due
    closing = _due(plan.til, REGNSKAB, "Afslutning af planen")
    return {**found, **({"afslutning": closing} if closing else {})}


def _due(end: dt.date, practice: str, titel: str) -> Sagsfrist | None:
    praksis = current_profil().praksis_on(practice, end)
    if praksis is None or not praksis.vaerdier:
        return None
    day = end + relativedelta(months=int(praksis.vaerdier[0]))
    return Sagsfrist(day, titel, "kommunens praksis", praksis.sikkerhed)


def temaer(plan: Plan) -> dict[str, str]:
    """The themes that efforts can have: those in force today, and those that the plan's budget already has."""
    used = {tema: theme_name(tema) for tema in helhedsplan_of(plan.sag).oekonomi.temaer if tema}
    return {**temaer_on(timezone.localdate()), **used}


def register() -> None:
    """Puts case type, checks and effect in the engine's register, and the kind's pages and cards in theirs; called once at start."""
    register_kort()
    planartsider.register(
        planartsider.Planartside(
            ART,
            "Ny boligsocial helhedsplan",
            "Sagen åbnes, når boligorganisationen søger om prækvalifikation. Budget, finansiering og indsatser føres ind på planens side.",
            formular=HelhedsplanForm,
            aabn=open_helhedsplan,
            ret=edit_helhedsplan,
            temaer=temaer,
            pengeside="planer:helhedsplan_oekonomi",
            liste="planer:helhedsplaner",
        )
    )
    if ART.value in REGISTER.sagstyper:
        return
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    REGISTER.register_virkning(
        Virkning(
            "registrer_praekvalifikation",
            "Dagen for prækvalifikationen registreres",
            register_praekvalifikation,
            undo_praekvalifikation,
        )
    )
    REGISTER.register_sagstype(
        sagstyper.plan_sagstype(
            ART,
            "Boligsocial helhedsplan",
            "Boligsociale helhedsplaner",
            fakta=fakta,
            faktadefinitioner=FAKTA,
            noegletal=noegletal,
            oplysninger=oplysninger,
            ansoegt=True,
            frister=frister,
            indstilling=helhedsplan_to_be_decided,
            papirer=PAPIRER,
        )
    )
