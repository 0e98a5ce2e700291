"""The dated changes that a case type's time can be held against: the adoption of each version of its route but the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from almen.grundlag.models import Sagsgangsversion
from almen.organisationer.selectors import current_profil
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.paastand import OffentliggjortPaastand
from almen.ui.formater import dato


@dataclass(frozen=True)
class Reform:
    """A day on which something changed, what, and how sure the day is; a day that somebody typed has no version."""

    dag: dt.date
    navn: str
    version: str = ""
    sikkerhed: str = ""
    kilde: str = ""

    @property
    def usikker(self) -> bool:
        """True where the source does not make the day certain."""
        return self.sikkerhed not in ("", "sikker")


def reforms_of(routes: Mapping[str, Sagsgang]) -> dict[str, Reform]:
    """By version, the latest first: the first one has nothing before it to be held against."""
    later = list(routes.values())[1:]
    return {
        route.version: Reform(
            route.gyldig_fra,
            f"{dato(route.gyldig_fra)}, sagsgang {route.version}",
            route.version,
            route.vedtaget.sikkerhed,
            route.vedtaget.kilde,
        )
        for route in reversed(later)
    }


def is_version(version: str) -> bool:
    """True if some case type has a version of its route with this name. One query."""
    return Sagsgangsversion.objects.filter(version=version).exists()


def claims_of(sagstype: str, reform: Reform) -> list[OffentliggjortPaastand]:
    """What the municipality has said in public of this change."""
    return [
        item
        for item in current_profil().offentliggjorte_paastande
        if reform.version and (item.sagstype, item.version) == (sagstype, reform.version)
    ]
