"""What can be asked of plans: those a user may see, a case's plan, and how far it has come."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.http import Http404

from almen.omraader.models import Omraade
from almen.organisationer.models import Bruger
from almen.planer.models import Plan
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.sager.selectors import Forloeb
from almen.sagsgang.udfald import Handling

# What prepares a plan, as opposed to what puts it before somebody who decides or advises.
PREPARES = frozenset({Handling.FORBEREDER, Handling.HOERES, Handling.FORHANDLER})
# What is put before somebody while the plan itself is still being made.
PRELIMINARY = frozenset({"praekvalifikation", "saerindsatser"})


def visible_planer(bruger: Bruger) -> QuerySet[Plan]:
    """The plans whose cases `bruger` may see, with what lists show of them in the same query."""
    return Plan.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik", "sag__ansvarlig", "politik", "erstatter__sag"
    )


def omraader_of(planer: QuerySet[Plan]) -> QuerySet[Omraade]:
    """The areas that any of the plans is about, by name: what a list of them can be narrowed by."""
    return Omraade.objects.filter(pk__in=planer.order_by().values("omraader")).order_by("navn")


def require_visible(bruger: Bruger, plan: Plan) -> None:
    """Raises Http404 unless `bruger` may see the plan: that it exists must not leak."""
    if not Plan.objects.filter(adgang.scope_of_sag(bruger, "sag__"), pk=plan.pk).exists():
        raise Http404("Planen findes ikke.")


def plan_of(sag: Sag) -> Plan:
    """The case's plan, read once and kept on the case object. Raises DoesNotExist."""
    if "plan" not in sag._state.fields_cache:
        found = Plan.objects.select_related("politik", "erstatter__sag").get(sag=sag)
        found.sag = sag
        sag.plan = found  # type: ignore[attr-defined]
    return sag.plan  # type: ignore[attr-defined,no-any-return]


def is_put_forward(forloeb: Forloeb) -> bool:
    """True once anybody has more than prepared the plan: it has been recommended, discussed or decided."""
    done = (forloeb.sagsgang.efter_id.get(key) for key in forloeb.tilstand.udfoerte)
    return any(
        step.handling not in PREPARES and not (step.genstand and PRELIMINARY.issuperset(step.genstand))
        for step in done
        if step is not None
    )


def running_on(dato: dt.date) -> Q:
    """Plans whose period holds the day and whose case came to something or is under way. An unknown end counts as open."""
    return (
        Q(fra__isnull=False, fra__lte=dato)
        & (Q(til__isnull=True) | Q(til__gte=dato))
        & ~Q(sag__overblik__afslutning__in=UDEN_RESULTAT)
    )
