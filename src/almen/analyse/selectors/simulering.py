"""Which simulations there are, and what a new one must be told because no case tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from almen.analyse.models import Ophold, Simulering
from almen.analyse.selectors.ophold import SETTLED
from almen.analyse.simulering.rute import build_ruter
from almen.analyse.simulering.scenarie import Scenarie
from almen.sagsgang.definition import Sagsgang, Trin


def listed_simuleringer() -> QuerySet[Simulering]:
    """Every simulation with who made it, without what is large and a list does not show."""
    rows = Simulering.objects.select_related("oprettet_af")
    return rows.defer("scenarie", "forudsaetninger", "resultat")


def steps_of_scenarie(scenarie: Scenarie, routes: Mapping[str, Sagsgang], today: dt.date) -> dict[str, Trin]:
    """Every step of the variants' routes by id, links aside. Raises UgyldigtInput where a route is not there or cannot be so changed."""
    ruter = build_ruter(scenarie, routes, today)
    return {trin.id: trin for rute in ruter for trin in rute.sagsgang.orden if trin.id not in rute.led}


def unobserved_steps(trin: Mapping[str, Trin]) -> list[Trin]:
    """The steps whose duration no case tells: none has settled them. One query."""
    known = set(
        Ophold.objects.filter(trin__in=trin, art__in=SETTLED)
        .order_by()
        .values_list("trin", flat=True)
        .distinct()
    )
    return [item for id_, item in trin.items() if id_ not in known]
