"""What only one kind of plan has; where nothing has been typed yet, the kind's starting point."""

from __future__ import annotations

from typing import Any

from almen.planer.models import Forandringsplan, Kvarterplan, Plan, Udviklingsplan


def udviklingsplan_of(plan: Plan) -> Udviklingsplan:
    """Agreement and designation of a statutory plan."""
    return _own(plan, Udviklingsplan, "udviklingsplan")  # type: ignore[no-any-return]


def forandringsplan_of(plan: Plan) -> Forandringsplan:
    """The goals of a preventive plan."""
    return _own(plan, Forandringsplan, "forandringsplan")  # type: ignore[no-any-return]


def kvarterplan_of(plan: Plan) -> Kvarterplan:
    """Frame and parties of a kvarterplan."""
    return _own(plan, Kvarterplan, "kvarterplan")  # type: ignore[no-any-return]


def _own(plan: Plan, model: Any, name: str) -> Any:
    """The row, read once and kept on the plan; an unsaved one where there is none."""
    if name not in plan._state.fields_cache:
        found = model.objects.filter(plan=plan).first() or model(plan=plan)
        setattr(plan, name, found)
    return getattr(plan, name)
