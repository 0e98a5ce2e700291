"""How shares are written in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from almen.udlejning.andele import plain
from almen.ui import formater

register = template.Library()


@register.filter
def andel(pct: Decimal | None) -> str:
    """A share in percent as people write it, or that it is not known."""
    return "ukendt" if pct is None else formater.decimal(plain(pct))
