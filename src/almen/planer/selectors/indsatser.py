"""Efforts with their latest status, milestones in their order, and what is late or due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.planer.models import Indsats, Milepael, Plan, Statusmelding
from almen.planer.selectors.samlet import adopted
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT

# The keys of a matrix' sums: over all owners, and over all goals (no goal has the number 0).
SUM_EJER, SUM = "", 0


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


def visible_indsatser(bruger: Bruger) -> QuerySet[Indsats]:
    """The efforts of plans whose cases `bruger` may see, with latest status and how many milestones are late."""
    late = Q(milepaele__naaet__isnull=True, milepaele__frist__lt=timezone.localdate())
    found = Indsats.objects.filter(adgang.scope_of_sag(bruger, "plan__sag__"))
    return (
        with_status(found)
        .annotate(
            antal_milepaele=Count("milepaele", distinct=True),
            antal_naaet=Count("milepaele", filter=Q(milepaele__naaet__isnull=False), distinct=True),
            antal_forsinkede=Count("milepaele", filter=late, distinct=True),
        )
        .select_related("plan__sag", "maal")
    )


@dataclass(frozen=True)
class Meldepligt:
    """An effort that its forvaltning reports on: `frist` is when the next report is due (None: the plan is not decided yet).

    `er_vedtaget`: a body has approved the plan, whether or not its case runs on, as a helhedsplan's does with its supervision.
    """

    indsats: Indsats
    frist: dt.date | None
    er_vedtaget: bool = False

    @property
    def er_forfalden(self) -> bool:
        """True if the report should have come by now."""
        return self.frist is not None and self.frist <= timezone.localdate()


def months_between_reports(dato: dt.date) -> int | None:
    """How often an effort is reported on, by the profile's practice `indsats_status`; None where it has none."""
    praksis = current_profil().praksis_on("indsats_status", dato)
    return int(praksis.vaerdier[0]) if praksis is not None and praksis.vaerdier else None


def meldepligter_of(bruger: Bruger, forvaltninger: Collection[str]) -> list[Meldepligt]:
    """The running efforts of these forvaltninger in plans the user may see, by plan, with when each is due: three queries.

    A plan that came to nothing or has ended needs no reports; one that is not decided yet may have them.
    """
    today = timezone.localdate()
    months = months_between_reports(today)
    rows = (
        visible_indsatser(bruger)
        .filter(ansvarlig__in=forvaltninger, udgaaet__isnull=True)
        .filter(Q(plan__til__isnull=True) | Q(plan__til__gte=today))
        .exclude(plan__sag__overblik__afslutning__in=UDEN_RESULTAT)
        .select_related("plan__sag__overblik")
        .prefetch_related("omraader")
        .order_by("plan__fra", "plan_id", "maal__nummer", "id")
    )
    decided = set(
        adopted(Plan.objects.filter(pk__in={row.plan_id for row in rows})).values_list("pk", flat=True)
    )
    return [
        Meldepligt(row, _due(row, months) if row.plan_id in decided else None, row.plan_id in decided)
        for row in rows
    ]


def _due(row: Indsats, months: int | None) -> dt.date | None:
    """Some months after the latest report, else after the effort or the plan began; asked of decided plans only."""
    if months is None:
        return None
    start = row.status_dato or row.fra or row.plan.fra  # type: ignore[attr-defined]
    return None if start is None else start + relativedelta(months=months)


@dataclass
class Matrixcelle:
    """A forvaltning's efforts under a goal: how many, their money (None: none settled), and the latest lights."""

    antal: int = 0
    beloeb: int | None = None
    lys: dict[str, int] = field(default_factory=dict)

    def add(self, row: Indsats) -> None:
        """Counts an effort in."""
        self.antal += 1
        if row.budget is not None:
            self.beloeb = (self.beloeb or 0) + row.budget
        light = row.lys or ""  # type: ignore[attr-defined]
        self.lys[light] = self.lys.get(light, 0) + 1


def matrix_of(indsatser: Iterable[Indsats]) -> dict[tuple[str, int | None], Matrixcelle]:
    """The running efforts by (forvaltning, the goal's number), with sums under ("", …) and (…, 0) as `SUM` says.

    Owners that are no forvaltning stand under "andre". The efforts must have their latest status (`with_status`).
    """
    found: dict[tuple[str, int | None], Matrixcelle] = {}
    for row in indsatser:
        if row.udgaaet is not None:
            continue
        owner = row.ansvarlig or "andre"
        goal = row.maal.nummer if row.maal is not None else None
        for key in ((owner, goal), (owner, SUM), (SUM_EJER, goal), (SUM_EJER, SUM)):
            found.setdefault(key, Matrixcelle()).add(row)
    return found
