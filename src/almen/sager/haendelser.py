"""Decisions as they are recorded, for rooms above that keep something beside them; they subscribe."""

from __future__ import annotations

from collections.abc import Callable

from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Sag

OnBeslutning = Callable[[Sag, Beslutning, Bruger], None]
on_beslutning: list[OnBeslutning] = []


def announce_beslutning(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Tells every subscriber, inside the decision's transaction: what they raise undoes the decision."""
    for subscriber in on_beslutning:
        subscriber(sag, beslutning, bruger)
