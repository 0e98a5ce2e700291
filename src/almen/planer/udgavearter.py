"""What an edition keeps of one kind of plan beside what every plan has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from almen.planer.models import Helhedsplan, Plan, Planart

Indhold = dict[str, Any]


def _helhedsplan(plan: Plan) -> Indhold:
    """Its budget is a sum of its own, which lines and financing are held against."""
    return {"beloeb": Helhedsplan.objects.filter(plan=plan).values_list("budget", flat=True).first()}


ARTER: Mapping[str, Callable[[Plan], Indhold]] = {Planart.HELHEDSPLAN: _helhedsplan}


def own_indhold(plan: Plan) -> Indhold:
    """The kind's own part of an edition; it counts before the shared one."""
    of = ARTER.get(plan.art)
    return of(plan) if of else {}
