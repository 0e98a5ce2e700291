"""The cards of letting's front page. Whoever has something to tell there registers a card in its AppConfig.ready().

    register(Forsidekort("aftaler", "Aftaler med boligorganisationer", "udlejning/kort_aftaler.html", orden=20, kontekst=agreements))

The template is the card's content (the page makes the heading). It sees what `kontekst` gave as `kort`, and the agreement in force
(or the one that ended last) as `aftale`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from almen.organisationer.models import Bruger
from almen.udlejning.models import Rammeaftale

Kontekst = Callable[[Bruger, Rammeaftale | None, dt.date], dict[str, Any] | None]


@dataclass(frozen=True)
class Forsidekort:
    """A card: id, heading, template, place within its column, and what it shows to this user; `kontekst` None: not shown.

    `adresse` and `link`: where more of it is, as a name of an address without arguments, and the words.
    """

    id: str
    titel: str
    skabelon: str
    kontekst: Kontekst
    orden: int = 50
    spalte: Literal["bred", "smal"] = "bred"
    adresse: str = ""
    link: str = "Se alle"


@dataclass(frozen=True)
class VistKort:
    """A card with what it shows."""

    kort: Forsidekort
    data: dict[str, Any]


_kort: dict[str, Forsidekort] = {}


def register(kort: Forsidekort) -> None:
    """Adds a card, or replaces the one with the same id."""
    _kort[kort.id] = kort


def unregister(id_: str) -> None:
    """Forgets a card; for tests."""
    _kort.pop(id_, None)


def cards_for(bruger: Bruger, aftale: Rammeaftale | None, dag: dt.date) -> list[VistKort]:
    """The cards that have something to show this user, in order."""
    ordered = sorted(_kort.values(), key=lambda item: (item.orden, item.titel))
    asked = [(item, item.kontekst(bruger, aftale, dag)) for item in ordered]
    return [VistKort(item, data) for item, data in asked if data is not None]
