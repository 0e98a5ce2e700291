"""Which simulations there are, and what a new one must be told because no case tells it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from almen.analyse.models import Ophold, Simulering
from almen.analyse.selectors.ophold import SETTLED
from almen.sagsgang.definition import Trin


def listed_simuleringer() -> QuerySet[Simulering]:
    """Every simulation with who made it, without what is large and a list does not show."""
    rows = Simulering.objects.select_related("oprettet_af")
    return rows.defer("scenarie", "forudsaetninger", "resultat")


def unobserved_steps(trin: Mapping[str, Trin]) -> list[Trin]:
    """The steps whose duration no case tells: none has settled them. One query."""
    known = set(
        Ophold.objects.filter(trin__in=trin, art__in=SETTLED)
        .order_by()
        .values_list("trin", flat=True)
        .distinct()
    )
    return [item for id_, item in trin.items() if id_ not in known]
