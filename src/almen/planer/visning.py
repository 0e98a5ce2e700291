"""How plans are told in words, on pages and in papers alike."""

from __future__ import annotations

import datetime as dt

from almen.planer.models import Plan
from almen.ui.formater import dato


def period_text(plan: Plan) -> str:
    """A plan's period in words; what is not settled is said."""
    return period_of(plan.fra, plan.til)


def period_of(fra: dt.date | None, til: dt.date | None) -> str:
    """The same of two days."""
    if fra and til:
        return f"{dato(fra)} – {dato(til)}"
    if fra or til:
        return f"fra {dato(fra)}" if fra else f"til {dato(til)}"
    return "ikke aftalt"
