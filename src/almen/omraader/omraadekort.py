"""The cards of an area's page. Whoever has something to tell of an area registers a card in its AppConfig.ready().

    register(
        Omraadekort(
            "fremskrivning",
            "Fremskrivning",
            orden=45,
            skabelon="omraader/fremskrivningskort.html",
            kontekst=lambda omraade, bruger: {"rows": forecast_of(omraade)},
        )
    )

The template is the card's content (the page makes the heading). It sees what `kontekst` gave as `kort`, and the page's `omraade`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from almen.omraader.models import Omraade
from almen.organisationer.models import Bruger

Handlinger = list[tuple[str, str]]
Spalte = Literal["bred", "smal", "hel"]


def _no_acts(omraade: Omraade, bruger: Bruger) -> Handlinger:
    return []


@dataclass(frozen=True)
class Omraadekort:
    """A card: id, heading, place (`orden` within its column), template, and what it shows to this user.

    `kontekst` None: the card is not shown. `handlinger`: (words, address) of what this user can do, as buttons in the page's
    head. `spalte`: the broad or the narrow column, or the whole page below them (charts, wide tables). The page's own cards
    stand at 10, 20, 30 …; those about plans belong at 15, those about what is to come at 45.
    """

    id: str
    titel: str
    orden: int
    skabelon: str
    kontekst: Callable[[Omraade, Bruger], dict[str, Any] | None]
    handlinger: Callable[[Omraade, Bruger], Handlinger] = _no_acts
    spalte: Spalte = "bred"


@dataclass(frozen=True)
class VistKort:
    """A card with what it shows."""

    kort: Omraadekort
    data: dict[str, Any]


_kort: dict[str, Omraadekort] = {}


def register(kort: Omraadekort) -> None:
    """Adds a card, or replaces the one with the same id."""
    _kort[kort.id] = kort


def unregister(id_: str) -> None:
    """Forgets a card; for tests."""
    _kort.pop(id_, None)


def _in_order() -> Sequence[Omraadekort]:
    return sorted(_kort.values(), key=lambda item: (item.orden, item.titel))


def cards_of(omraade: Omraade, bruger: Bruger) -> list[VistKort]:
    """The cards that have something to show this user."""
    asked = [(item, item.kontekst(omraade, bruger)) for item in _in_order()]
    return [VistKort(item, data) for item, data in asked if data is not None]


def acts_of(omraade: Omraade, bruger: Bruger) -> Handlinger:
    """What this user can do from an area's page."""
    return [act for item in _in_order() for act in item.handlinger(omraade, bruger)]
