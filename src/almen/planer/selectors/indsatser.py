"""Efforts with their latest status, milestones in their order, and what is late."""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from almen.planer.models import Indsats, Milepael, Plan, Statusmelding


def with_status(queryset: QuerySet[Indsats]) -> QuerySet[Indsats]:
    """The efforts with `lys`, `status_dato` and `status_tekst` of their latest report; None where nothing is reported."""
    latest = Statusmelding.objects.filter(indsats=OuterRef("pk")).order_by("-dato", "-id")
    return queryset.annotate(
        lys=Subquery(latest.values("lys")[:1]),
        status_dato=Subquery(latest.values("dato")[:1]),
        status_tekst=Subquery(latest.values("tekst")[:1]),
    )


def indsatser_of(plan: Plan) -> list[Indsats]:
    """The plan's efforts with goal, areas and latest status, those that were dropped last: two queries."""
    found = with_status(plan.indsatser.all()).select_related("maal", "sag").prefetch_related("omraader")
    rows = list(found.order_by("maal__nummer", "id"))
    for row in rows:
        row.plan = plan  # its address asks for the plan's case
    return sorted(rows, key=lambda row: row.udgaaet is not None)


def milepaele_of(plan: Plan) -> list[Milepael]:
    """The plan's milestones and those of its efforts, in the order of their days: one query."""
    rows = list(plan.milepaele.select_related("indsats").order_by("frist", "id"))
    for row in rows:
        row.plan = plan
    return rows


def is_late(milepael: Milepael, dato: dt.date) -> bool:
    """True if the milestone was not reached by its day."""
    return milepael.naaet is None and milepael.frist < dato
