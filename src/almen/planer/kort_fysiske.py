"""The cards that udviklings-, forandrings- and kvarterplaner add to a plan's page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.planer.kort import may_change
from almen.planer.models import Evalueringsart, Indsats, Plan, Planart
from almen.planer.plankort import Plankort, register
from almen.planer.selectors.artsoplysninger import forandringsplan_of, kvarterplan_of, udviklingsplan_of
from almen.planer.selectors.evalueringer import evalueringer_of
from almen.planer.selectors.familieandel import Andelsbillede, andelsbillede_of
from almen.planer.selectors.kvarterplan import flytninger_of, kvarteroekonomi_of
from almen.planer.selectors.projektsager import projekter_of
from almen.planer.services.dispensation import forhold_of
from almen.planer.tegning_andel import alt_of, andelslinjer
from almen.regler.fejl import RegelFejl
from almen.regler.frister import compute_frist
from almen.regler.udviklingsplan_dispensation import assess_dispensation
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort

Handlinger = list[tuple[str, str]]
UDVIKLING, FORANDRING, KVARTER = Planart.UDVIKLINGSPLAN, Planart.FORANDRINGSPLAN, Planart.KVARTERPLAN
BOLIGER = frozenset({UDVIKLING, FORANDRING})
FYSISKE = frozenset({UDVIKLING, FORANDRING, KVARTER})
SHOWN_MOVES = 5
SHOWN_REPORTS = 2


def _address(plan: Plan, name: str, *args: Any) -> str:
    return reverse(f"planer:{name}", args=[plan.sag.nummer, *args])


def _billede(plan: Plan) -> Andelsbillede:
    """The plan's share today, computed once a page."""
    known: Andelsbillede | None = getattr(plan, "_andelsbillede", None)
    if known is None:
        known = andelsbillede_of(plan, timezone.localdate())
        plan._andelsbillede = known  # type: ignore[attr-defined]
    return known


def _andel(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    billede = _billede(plan)
    if not billede.opgoerelser and plan.art == FORANDRING:
        return None  # it is told where it is counted (M27)
    return {
        "billede": billede,
        "linjer": andelslinjer(billede),
        "alt": alt_of(billede),
        "svg": _address(plan, "andel_svg"),
    }


def _virkemidler(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    rows = list(plan.virkemidler.select_related("indsats"))
    edits = may_change(plan, bruger)
    if not rows and (plan.art == FORANDRING or not edits):
        return None
    left_out = {item.pk: grund for item, grund in _billede(plan).udeladt}
    return {
        "raekker": [(row, left_out.get(row.pk, "")) for row in rows],
        "gennemfoert": sum(row.gennemfoert is not None for row in rows),
        "kan_rette": edits,
    }


def _opgoerelser(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    edits = may_change(plan, bruger)
    rows = list(_billede(plan).opgoerelser)
    if not rows and not edits:
        return None
    return {"raekker": rows[::-1], "kan_rette": edits}


def _boligregistrering(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Registrér en opgørelse", _address(plan, "ny_opgoerelse"))] if may_change(plan, bruger) else []


def _middelhandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Tilføj et virkemiddel", _address(plan, "nyt_virkemiddel"))] if may_change(plan, bruger) else []


def _dispensationer(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    rows = []
    for row in plan.dispensationer.all():
        veje: Any = ()
        with suppress(RegelFejl):  # asked for before the rule there is
            veje = assess_dispensation(forhold_of(row.oplysninger), row.ansoegt, current_parametre())
        rows.append((row, next((vej for vej in veje if vej.id == row.grundlag), None)))
    if not rows and not may_change(plan, bruger):
        return None
    return {
        "raekker": rows[::-1],
        "gaeldende": _billede(plan).dispensation,
        "kan_rette": may_change(plan, bruger),
    }


def _dispensationshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    if not may_change(plan, bruger) or any(item.afgjort is None for item in plan.dispensationer.all()):
        return []
    return [("Registrér en ansøgning", _address(plan, "ny_dispensation"))]


def _projektsager(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    rows = projekter_of(plan, bruger)
    if not rows:
        return None
    return {
        "raekker": rows,
        "med_sag": sum(row.overblik is not None for row in rows),
        "kan_rette": may_change(plan, bruger),
    }


def _planmaal(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    goals = forandringsplan_of(plan).maalliste
    return {"maal": goals} if goals or may_change(plan, bruger) else None


def _deltagere(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    return {"kvarterplan": kvarterplan_of(plan)}


def _ramme(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    return {
        "penge": kvarteroekonomi_of(plan, timezone.localdate()),
        "flytninger": flytninger_of(plan, SHOWN_MOVES),
    }


def _rammehandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return (
        [("Flyt midler mellem projekter", _address(plan, "flyt_midler"))] if may_change(plan, bruger) else []
    )


def _evalueringer(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    rows, edits = evalueringer_of(plan), may_change(plan, bruger)
    if not rows and not edits:
        return None
    today = timezone.localdate()
    seen = set()
    if any(row.dokument_id for row in rows):
        ids = [row.dokument_id for row in rows if row.dokument_id]
        seen = set(adgang.visible_dokumenter(bruger).filter(pk__in=ids).values_list("pk", flat=True))
    shown: list[dict[str, Any]] = [
        {
            "evaluering": row,
            "forsinket": row.afgivet is None and row.frist < today,
            "dokument": row.dokument if row.dokument_id in seen else None,
        }
        for row in rows
    ]
    earlier = [item for item in shown if item["evaluering"].afgivet is not None][:-SHOWN_REPORTS]
    return {
        "raekker": [item for item in shown if item not in earlier],
        "tidligere": earlier,
        "aarlig": any(row.art == Evalueringsart.AARLIG for row in rows),
        "kan_rette": edits,
    }


def _evalueringshandlinger(plan: Plan, bruger: Bruger) -> Handlinger:
    return [("Sæt en frist", _address(plan, "ny_evaluering"))] if may_change(plan, bruger) else []


def _lovplan(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    own = udviklingsplan_of(plan)
    frist = None
    if own.udpeget is not None:
        with suppress(RegelFejl):  # designated before there was a rule
            frist = compute_frist("udviklingsplan.frist", own.udpeget, parametre=current_parametre())
    return {"udviklingsplan": own, "frist": frist}


def _plans_of_sag(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    """On a case's page: the plans that it is a project of, as far as this user may see them."""
    rows = Indsats.objects.filter(adgang.scope_of_sag(bruger, "plan__sag__"), sag=sag, udgaaet__isnull=True)
    return [
        (f"{row.navn}", row.plan.navn, row.plan.get_absolute_url())
        for row in rows.select_related("plan__sag").order_by("plan_id", "id")
    ]


def _has_plans() -> Exists:
    return Exists(Indsats.objects.filter(sag=OuterRef("pk"), udgaaet__isnull=True))


def register_fysiske() -> None:
    """Registers the cards; called once when Django starts."""
    if "planprojekt" not in REGISTER.sagskort:
        REGISTER.register_sagskort(
            Sagskort("planprojekt", "Projekt i en plan", _plans_of_sag, lambda sag, bruger: [], _has_plans)
        )
    one = frozenset
    for kort in (
        Plankort("planmaal", one({FORANDRING}), "Mål", 12, "planer/kort/planmaal.html", _planmaal),
        Plankort(
            "deltagere",
            one({KVARTER}),
            "Beboere og lokale aktører",
            14,
            "planer/kort/deltagere.html",
            _deltagere,
        ),
        Plankort("andel", BOLIGER, "Almene familieboliger", 20, "planer/kort/andel.html", _andel),
        Plankort(
            "virkemidler",
            BOLIGER,
            "Virkemidler",
            22,
            "planer/kort/virkemidler.html",
            _virkemidler,
            _middelhandlinger,
        ),
        Plankort(
            "opgoerelser",
            BOLIGER,
            "Opgørelser af boligerne",
            24,
            "planer/kort/opgoerelser.html",
            _opgoerelser,
            _boligregistrering,
        ),
        Plankort(
            "dispensationer",
            one({UDVIKLING}),
            "Dispensation fra andelen",
            26,
            "planer/kort/dispensationer.html",
            _dispensationer,
            _dispensationshandlinger,
        ),
        Plankort(
            "projektsager",
            FYSISKE,
            "Projekter og deres sager",
            32,
            "planer/kort/projektsager.html",
            _projektsager,
        ),
        Plankort("ramme", one({KVARTER}), "Rammen", 45, "planer/kort/ramme.html", _ramme, _rammehandlinger),
        Plankort(
            "evalueringer",
            FYSISKE,
            "Status og evalueringer",
            62,
            "planer/kort/evalueringer.html",
            _evalueringer,
            _evalueringshandlinger,
        ),
        Plankort(
            "lovplan", one({UDVIKLING}), "Efter loven", 12, "planer/kort/lovplan.html", _lovplan, sted="side"
        ),
    ):
        register(kort)
