"""The kinds of what can be sent in: one object each, found by its `Art` or by what a route's step is about."""

from __future__ import annotations

from almen.ansoegninger.arter.nybyggeri import NybyggeriSkema, SkemaC
from almen.ansoegninger.arter.renovering import Helhedsplan, RenoveringsSkema
from almen.ansoegninger.arter.slags import Slags
from almen.ansoegninger.arter.svar import Svar
from almen.ansoegninger.models import Art

__all__ = ["SLAGS", "Slags", "find_slags", "opening_slags", "openings", "slags_of"]

SLAGS: dict[str, Slags] = {
    str(item.art): item
    for item in (
        NybyggeriSkema(Art.SKEMA_A, "A", ("skema_a",), aabner=True),
        NybyggeriSkema(Art.SKEMA_B, "B", ("skema_b",)),
        SkemaC(Art.SKEMA_C, "C", ("skema_c", "skaeringsdag")),
        Helhedsplan(Art.RENOVERING, ("prejekt",), aabner=True),
        Helhedsplan(Art.PRAEKVALIFIKATION, ("helhedsplan",)),
        RenoveringsSkema(Art.RENOVERING_A, "A", ("skema_a",)),
        RenoveringsSkema(Art.RENOVERING_B, "B", ("skema_b",)),
        RenoveringsSkema(Art.RENOVERING_C, "C", ("skema_c",)),
        Svar(Art.SVAR),
    )
}


def slags_of(art: str) -> Slags:
    """The kind with this id. Raises KeyError."""
    return SLAGS[str(art)]


def find_slags(sagstype: str, genstand: str) -> Slags | None:
    """The kind that is sent in for a step about `genstand` in a case of this type; None if nothing is."""
    return next(
        (item for item in SLAGS.values() if item.sagstype == sagstype and genstand in item.genstande), None
    )


def opening_slags() -> list[Slags]:
    """The kinds that can be sent in without a case, and open one."""
    return [item for item in SLAGS.values() if item.aabner]


def openings() -> str:
    """What can be sent in without a case, in words."""
    return " og ".join(item.art.label for item in opening_slags())
