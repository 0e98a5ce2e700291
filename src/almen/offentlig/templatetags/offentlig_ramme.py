"""What the frame of public pages shows of the municipality and of what there is to read."""

from __future__ import annotations

from django import template

from almen.organisationer.selectors import current_profil
from almen.sagsgang.profil import Offentlighed
from almen.ui import offentligt

register = template.Library()


@register.simple_tag
def kontakt() -> Offentlighed | None:
    """Whom to write to, as the profile has it; None where it has nobody."""
    return current_profil().offentlighed


@register.simple_tag
def samlinger() -> list[offentligt.Offentligsamling]:
    """The public collections in the order of the front page."""
    return offentligt.samlinger()
