"""Filters of the case pages."""

from __future__ import annotations

from django import template

from almen.sager.models import Beslutning
from almen.sager.visning import source_link
from almen.sagsgang.register import Kontrolsvar
from almen.sagsgang.udfald import Udfald, udfald_navn

register = template.Library()


@register.filter
def udfaldsnavn(beslutning: Beslutning) -> str:
    """The outcome as it is said of this kind of act, e.g. *Tilsagn givet*."""
    return udfald_navn(beslutning.handling, Udfald(beslutning.udfald))


@register.filter
def papirnoter(noter: str) -> list[str]:
    """The numbers of a paper's notes, one by one."""
    return noter.split(", ") if noter else []


@register.filter
def er_link(kilde: str) -> bool:
    """True if a source is a whole address; one shortened with … is shown as text."""
    return (
        str(kilde).startswith(("http://", "https://")) and "..." not in str(kilde) and " " not in str(kilde)
    )


@register.filter
def kilde_link(svar: Kontrolsvar) -> str:
    """Where the first source of a check's answer can be seen; empty if it has none."""
    return source_link(svar.kilder[0]) if svar.kilder else ""
