"""The forvaltninger of the profile, as efforts and reports name them, and which of them a user speaks for."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sagsgang.profil import Forvaltning


def forvaltninger() -> tuple[Forvaltning, ...]:
    """The profile's forvaltninger in its own order."""
    return current_profil().forvaltninger


def find_forvaltning(id_: str) -> Forvaltning | None:
    """The forvaltning with this id; None for "" and for one that the profile no longer has."""
    return next((item for item in forvaltninger() if item.id == id_), None)


def kort_navn(id_: str) -> str:
    """Its short name, e.g. BUF; the id itself where the profile does not know it."""
    found = find_forvaltning(id_)
    return found.kort if found else id_


def may_report(bruger: Bruger, forvaltning: str) -> bool:
    """True if `bruger` may report on efforts of this forvaltning ("": of no forvaltning)."""
    found = find_forvaltning(forvaltning)
    return adgang.may_report_indsats(bruger, found.aktoer if found else "")


def forvaltninger_of(bruger: Bruger) -> tuple[str, ...]:
    """Ids of the forvaltninger that the user belongs to; those who work with cases belong to the one that keeps the system."""
    own = set(bruger.egne_aktoerer)
    for rolle in bruger.roller & adgang.WORKS_WITH_CASES:
        own |= adgang.OWN_AKTOERER[rolle]
    return tuple(item.id for item in forvaltninger() if item.aktoer in own)
