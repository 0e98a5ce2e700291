"""The routes that the analysis speaks of: a case type's adopted versions, and its steps under their newest names."""

from __future__ import annotations

from collections.abc import Mapping

from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.selectors import sagsgang_of
from almen.sagsgang.definition import Sagsgang, Trin


def routes_of(sagstype: str) -> dict[str, Sagsgang]:
    """The adopted versions of a case type by their number, the oldest first. One query; none where there is no such type."""
    rows = Sagsgangsversion.objects.filter(sagstype=sagstype, status=Status.VEDTAGET)
    routes = (sagsgang_of(pk) for pk in rows.order_by("gyldig_fra", "pk").values_list("pk", flat=True))
    return {route.version: route for route in routes}


def steps_of(routes: Mapping[str, Sagsgang]) -> dict[str, Trin]:
    """Every step of these versions by id, as the newest version that has it writes it; in the order of the newest routes."""
    found: dict[str, Trin] = {}
    for route in reversed(list(routes.values())):
        found |= {trin.id: trin for trin in route.orden if trin.id not in found}
    return found


def phases_of(routes: Mapping[str, Sagsgang]) -> dict[str, str]:
    """Every phase of these versions: id and its newest name."""
    found: dict[str, str] = {}
    for route in reversed(list(routes.values())):
        found |= {fase.id: fase.navn for fase in route.faser if fase.id not in found}
    return found
