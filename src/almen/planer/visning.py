"""How plans are told in words, on pages and in papers alike."""

from __future__ import annotations

from almen.planer.models import Plan
from almen.ui.formater import dato


def period_text(plan: Plan) -> str:
    """A plan's period in words; what is not settled is said."""
    if plan.fra and plan.til:
        return f"{dato(plan.fra)} – {dato(plan.til)}"
    if plan.fra or plan.til:
        return f"fra {dato(plan.fra)}" if plan.fra else f"til {dato(plan.til)}"
    return "ikke aftalt"
