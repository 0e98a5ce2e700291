"""How much must be known before the analysis says a figure."""

from __future__ import annotations

from decimal import Decimal

from almen.grundlag.selectors import current_parametre
from almen.regler.samling import Parametre


def mindste_antal(parametre: Parametre | None = None) -> int:
    """The fewest cases that a figure is told of, by the parameter `analyse.mindste_antal`; below it a page says so in words.

    `parametre` where the caller has them: asking for them is a query.
    """
    known = parametre or current_parametre()
    return int(str(known.vaerdi("analyse.mindste_antal").vaerdi))


def sent_registreret_dage() -> int:
    """Days from a decision until it was recorded, over which that is told as late: the parameter `analyse.sent_registreret_dage`."""
    return int(str(current_parametre().vaerdi("analyse.sent_registreret_dage").vaerdi))


def kendt_moedeaar(parametre: Parametre) -> Decimal:
    """Percent of a usual year's meetings that a body must have here before the year's meetings count as known."""
    return Decimal(str(parametre.vaerdi("analyse.kendt_moedeaar").vaerdi))


def why_no_median(antal: int, mindst: int, median: int | None) -> str:
    """In Danish, why a group of `antal` has no median; empty where it has one."""
    if antal < mindst:
        return f"For få (under {mindst})"
    return "" if median is not None else "Medianen er ikke nået"
