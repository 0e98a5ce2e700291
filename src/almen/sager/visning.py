"""Names that pages show for ids: phases, case types, outcomes, states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from almen.sagsgang.register import REGISTER
from almen.sagsgang.udfald import Trinstatus

FASER = {"skema_a": "Skema A", "skema_b": "Skema B", "skema_c": "Skema C"}
AFSLUTNINGER = {"gennemfoert": "Gennemført", "forkastet": "Forkastet", "annulleret": "Annulleret"}
# The component's state for each status of a step.
STATES = {
    Trinstatus.UDFOERT: "done",
    Trinstatus.AABEN: "open",
    Trinstatus.VALGFRI: "optional",
    Trinstatus.VENTER: "wait",
    Trinstatus.STANDSET: "held",
    Trinstatus.FORKASTET: "rejected",
    Trinstatus.IKKE_RELEVANT: "na",
}


def sagstype_navn(sagstype: str) -> str:
    """The case type's name, or its id where the app that knows it is not installed."""
    known = REGISTER.sagstyper.get(sagstype)
    return known.navn if known else sagstype


@lru_cache(maxsize=512)
def fase_navn(sagstype: str, fase: str) -> str:
    """A phase's name as the routes of the case type give it."""
    from almen.grundlag.models import Sagsgangsversion
    from almen.grundlag.selectors import sagsgang_of

    if not fase or fase in FASER:
        return FASER.get(fase, "")
    for pk in Sagsgangsversion.objects.filter(sagstype=sagstype).values_list("pk", flat=True):
        for item in sagsgang_of(pk).faser:
            if item.id == fase:
                return item.navn
    return fase


def afslutning_navn(afslutning: str) -> str:
    """How the case ended, or empty while it runs."""
    return AFSLUTNINGER.get(afslutning, "")


def source_link(kilde: Mapping[str, Any]) -> str:
    """Where a check's source can be seen: the page of its parameter or delegation, else the address, else nowhere."""
    if kilde.get("parameter"):
        return f"/parametre/{kilde['parameter']}/"
    if kilde.get("delegation"):
        return f"/delegationer/{kilde['delegation']}/"
    url = str(kilde.get("url") or "")
    return url if url.startswith(("http://", "https://")) and "..." not in url else ""
