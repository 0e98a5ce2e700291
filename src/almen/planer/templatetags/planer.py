"""How an indicator's development is told on the policy's page."""

from __future__ import annotations

from django import template

from almen.planer.selectors.indikatorudvikling import Indikatorudvikling
from almen.ui.formater import decimal

register = template.Library()
DOMME = {True: ("Går den ønskede vej", "ok"), False: ("Går den forkerte vej", "bad")}


@register.filter
def indikatordom(item: Indikatorudvikling) -> tuple[str, str]:
    """Whether it goes as wanted, and the chip's tone; what cannot be said is said so."""
    if item.gaar_den_rigtige_vej is not None:
        return DOMME[item.gaar_den_rigtige_vej]
    if item.aendring is not None:
        return "Uændret", "neutral"
    return "Kan ikke afgøres", "neutral"


@register.filter
def aendringstekst(item: Indikatorudvikling) -> str:
    """ "fra 2024 til 2026: -2,3 point"."""
    if item.aendring is None:
        return ""
    first, last, change = item.aendring
    known = item.indikator
    unit = "point" if known is None or known.enhed == "procent" else known.enhed_tekst
    sign = "+" if change > 0 else ""
    return f"fra {first} til {last}: {sign}{decimal(change)} {unit}"
