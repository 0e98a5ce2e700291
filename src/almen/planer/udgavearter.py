"""What an edition keeps of one kind of plan beside what every plan has: `egne` as (label, text), or another amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from almen.planer.helhedsplanbudget import FAELLES_NAVN
from almen.planer.models import Helhedsplan, Plan, Planart, Virkemiddel
from almen.planer.selectors.artsoplysninger import forandringsplan_of, kvarterplan_of, udviklingsplan_of
from almen.ui.formater import antal, dato, kroner, m2

Indhold = dict[str, Any]


def _helhedsplan(plan: Plan) -> Indhold:
    """Its budget is a sum of its own, which lines and financing are held against."""
    return {"beloeb": Helhedsplan.objects.filter(plan=plan).values_list("budget", flat=True).first()}


def _forandringsplan(plan: Plan) -> Indhold:
    goals = forandringsplan_of(plan).maalliste
    return {"egne": [[f"Mål {number}", goal] for number, goal in enumerate(goals, start=1)]}


def _kvarterplan(plan: Plan) -> Indhold:
    own = kvarterplan_of(plan)
    told = [
        ["Ramme", kroner(own.ramme) if own.ramme is not None else ""],
        ["Beboerne i planen", own.beboere],
        ["Lokale aktører", own.lokale_aktoerer],
    ]
    return {"egne": [item for item in told if item[1]]}


def _udviklingsplan(plan: Plan) -> Indhold:
    """The means are what the plan decides; how far each has come is not."""
    designated = udviklingsplan_of(plan).udpeget
    told = [["Udpeget som omdannelsesområde", dato(designated)]] if designated else []
    return {"egne": told + [_virkemiddel(row) for row in plan.virkemidler.order_by("aar", "id")]}


def _virkemiddel(row: Virkemiddel) -> list[str]:
    parts = [antal(row.antal, "bolig", "boliger")] if row.antal else []
    parts += [m2(row.m2)] if row.m2 else []
    return [f"{row.get_art_display()} {row.aar}", ", ".join(parts)]


ARTER: Mapping[str, Callable[[Plan], Indhold]] = {
    Planart.HELHEDSPLAN: _helhedsplan,
    Planart.FORANDRINGSPLAN: _forandringsplan,
    Planart.KVARTERPLAN: _kvarterplan,
    Planart.UDVIKLINGSPLAN: _udviklingsplan,
}


# What a line of the budget without a theme is called.
UDEN_TEMA: Mapping[str, str] = {Planart.HELHEDSPLAN: FAELLES_NAVN}


def own_indhold(plan: Plan) -> Indhold:
    """The kind's own part of an edition; it counts before the shared one."""
    of = ARTER.get(plan.art)
    return of(plan) if of else {}
