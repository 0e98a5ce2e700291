"""Reports on plans: which are due, which are late, and the next deadline that a case has of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from almen.planer.models import Evaluering, Evalueringsart, Plan


def evalueringer_of(plan: Plan) -> list[Evaluering]:
    """The plan's reports in the order of their days."""
    rows = sorted(plan.evalueringer.all(), key=lambda item: (item.frist, item.pk))
    for row in rows:
        row.plan = plan
    return rows


def next_evaluering(rows: Iterable[Evaluering], *arter: Evalueringsart) -> Evaluering | None:
    """The first report that has not been given, of these kinds (any, if none is named)."""
    waiting = [item for item in rows if item.afgivet is None and (not arter or item.art in arter)]
    return min(waiting, key=lambda item: (item.frist, item.pk), default=None)


def late_evalueringer(rows: Sequence[Evaluering], dag: dt.date) -> list[Evaluering]:
    """The reports that should have been given before `dag` and were not."""
    return [item for item in rows if item.afgivet is None and item.frist < dag]
