"""The cards of a boligorganisation's and an afdeling's page. Whoever has something to tell of one registers it in its AppConfig.ready().

    register(
        Stedkort(
            "noegletal",
            "Nøgletal",
            orden=20,
            skabelon="tilsyn/stedkort.html",
            kontekst=lambda sted, bruger: {"tal": ...} if may_see_tilsyn(bruger) else None,
            paa=(Afdeling,),
        )
    )

The template is the card's content (the page makes the heading). It sees what `kontekst` gave as `kort`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Afdeling, Boligorganisation, Bruger

Sted = Boligorganisation | Afdeling


@dataclass(frozen=True)
class Stedkort:
    """A card: id, heading, place (`orden`), template, what it shows to this user, and on which pages it stands.

    `kontekst` gives None where the card is not shown.
    """

    id: str
    titel: str
    orden: int
    skabelon: str
    kontekst: Callable[[Any, Bruger], dict[str, Any] | None]
    paa: tuple[type[Sted], ...] = (Boligorganisation, Afdeling)


@dataclass(frozen=True)
class VistStedkort:
    """A card with what it shows."""

    kort: Stedkort
    data: dict[str, Any]


_kort: dict[str, Stedkort] = {}


def register(kort: Stedkort) -> None:
    """Adds a card, or replaces the one with the same id."""
    _kort[kort.id] = kort


def unregister(id_: str) -> None:
    """Forgets a card; for tests."""
    _kort.pop(id_, None)


def cards_of(sted: Sted, bruger: Bruger) -> list[VistStedkort]:
    """The cards that have something to show this user, in order."""
    fitting = sorted(
        (item for item in _kort.values() if isinstance(sted, item.paa)),
        key=lambda item: (item.orden, item.titel),
    )
    asked = [(item, item.kontekst(sted, bruger)) for item in fitting]
    return [VistStedkort(item, data) for item, data in asked if data is not None]
