"""Plans, efforts, policies and strategies by name, as far as a user may see them; for the house's search page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from almen.organisationer.models import Bruger
from almen.planer.models import Indsats, Plan, Politik, Strategi
from almen.planer.selectors.plan import visible_planer
from almen.planer.selectors.politik import visible_politikker, visible_strategier
from almen.sager import adgang


def _named(words: Sequence[str]) -> Q:
    """Every word occurs in the name."""
    found = Q()
    for word in words:
        found &= Q(navn__icontains=word)
    return found


def search_planer(bruger: Bruger, words: Sequence[str]) -> QuerySet[Plan]:
    """Plans in whose name every word occurs, the newest first."""
    return visible_planer(bruger).filter(_named(words)).order_by(F("fra").desc(nulls_last=True), "navn", "pk")


def search_indsatser(bruger: Bruger, words: Sequence[str]) -> QuerySet[Indsats]:
    """Efforts in whose name every word occurs, those still in their plan first."""
    found = Indsats.objects.filter(adgang.scope_of_sag(bruger, "plan__sag__"))
    order = (F("udgaaet").asc(nulls_first=True), "navn", "pk")
    return found.filter(_named(words)).select_related("plan__sag").order_by(*order)


def search_politikker(bruger: Bruger, words: Sequence[str]) -> QuerySet[Politik]:
    """Policies in whose name every word occurs, the newest first."""
    return visible_politikker(bruger).filter(_named(words)).order_by("-fra", "pk")


def search_strategier(bruger: Bruger, words: Sequence[str]) -> QuerySet[Strategi]:
    """Strategies in whose name every word occurs."""
    return visible_strategier(bruger).filter(_named(words)).order_by("navn")
