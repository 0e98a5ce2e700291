"""Policies and strategies that a user may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from almen.organisationer.models import Bruger
from almen.planer.models import Politik, Strategi
from almen.sager import adgang


def visible_politikker(bruger: Bruger) -> QuerySet[Politik]:
    """The policies: those who read areas read them; one with a case as far as they see the case."""
    if not adgang.may_see_omraader(bruger):
        return Politik.objects.none()
    found = Politik.objects.filter(Q(sag__isnull=True) | adgang.scope_of_sag(bruger, "sag__"))
    return found.select_related("sag__overblik")


def visible_strategier(bruger: Bruger) -> QuerySet[Strategi]:
    """The strategies, for those who read areas."""
    return Strategi.objects.all() if adgang.may_see_omraader(bruger) else Strategi.objects.none()
