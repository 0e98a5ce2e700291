"""Policies and strategies that a user may see, and what hangs on a policy's goals."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from almen.organisationer.models import Bruger
from almen.planer.models import Politik, Politikmaal, Strategi
from almen.sager import adgang
from almen.sager.models import Sag


def visible_politikker(bruger: Bruger) -> QuerySet[Politik]:
    """The policies: those who read areas read them; one with a case as far as they see the case."""
    if not adgang.may_see_omraader(bruger):
        return Politik.objects.none()
    # The scope of those who see every case is an empty condition, which cannot be one of two.
    found = Politik.objects.filter(Q(sag__isnull=True) | Q(sag__in=adgang.visible_sager(bruger)))
    return found.select_related("sag__overblik")


def require_visible_politik(bruger: Bruger, politik: Politik) -> None:
    """Raises Http404 unless `bruger` may see the policy."""
    if not visible_politikker(bruger).filter(pk=politik.pk).exists():
        raise Http404("Politikken findes ikke.")


def politik_of(sag: Sag) -> Politik:
    """The case's policy, read once and kept on the case object. Raises DoesNotExist."""
    if "politik" not in sag._state.fields_cache:
        found = Politik.objects.get(sag=sag)
        found.sag = sag
        sag.politik = found  # type: ignore[attr-defined]
    return sag.politik  # type: ignore[attr-defined,no-any-return]


def maal_of(politik: Politik, bruger: Bruger) -> list[Politikmaal]:
    """The policy's goals with their indicators and how many efforts the user sees under each (`antal_indsatser`): two queries."""
    seen = adgang.scope_of_sag(bruger, "indsatser__plan__sag__")
    running = Count("indsatser", filter=Q(indsatser__udgaaet__isnull=True) & seen, distinct=True)
    found = politik.maal.annotate(antal_indsatser=running).prefetch_related("indikatorer")
    return list(found.order_by("nummer"))


def visible_strategier(bruger: Bruger) -> QuerySet[Strategi]:
    """The strategies, for those who read areas."""
    return Strategi.objects.all() if adgang.may_see_omraader(bruger) else Strategi.objects.none()
