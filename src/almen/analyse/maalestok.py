"""How much must be known before the analysis says a figure."""

from __future__ import annotations

from almen.grundlag.selectors import current_parametre


def mindste_antal() -> int:
    """The fewest cases that a figure is told of, by the parameter `analyse.mindste_antal`; below it a page says so in words."""
    return int(str(current_parametre().vaerdi("analyse.mindste_antal").vaerdi))


def sent_registreret_dage() -> int:
    """Days from a decision until it was recorded, over which that is told as late: the parameter `analyse.sent_registreret_dage`."""
    return int(str(current_parametre().vaerdi("analyse.sent_registreret_dage").vaerdi))
