"""The cards of a plan's page: the shared ones, and those that each kind of plan adds by registering them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from almen.organisationer.models import Bruger
from almen.planer.models import Plan, Planart

ALLE = frozenset(Planart)
Handling = tuple[str, str]


def _nothing(plan: Plan, bruger: Bruger) -> list[Handling]:
    return []


@dataclass(frozen=True)
class Plankort:
    """A card on the page of plans of these kinds.

    `kontekst` gives what `skabelon` shows under the name `kort` (beside `plan`, `sag`, `kan_rette`), or None: the card is left out.
    `handlinger` are what the user may do there, (words, address). `orden` places it among the others: purpose 10, efforts 30,
    milestones 40, money 50, status 60, history 80; in the side column (`sted`) case 10, areas 20, relations 30.
    """

    id: str
    arter: frozenset[Planart]
    titel: str
    orden: int
    skabelon: str
    kontekst: Callable[[Plan, Bruger], Mapping[str, Any] | None]
    handlinger: Callable[[Plan, Bruger], list[Handling]] = _nothing
    sted: Literal["hoved", "side"] = "hoved"


@dataclass(frozen=True)
class VistKort:
    """A card with what it shows for one plan and user."""

    id: str
    titel: str
    skabelon: str
    kontekst: Mapping[str, Any]
    handlinger: list[Handling]


_kort: dict[str, Plankort] = {}


def register(kort: Plankort) -> None:
    """Adds a card, or replaces the one with the same id."""
    _kort[kort.id] = kort


def shown_kort(plan: Plan, bruger: Bruger, sted: str = "hoved") -> list[VistKort]:
    """The cards of this plan for this user, in their order."""
    chosen = (item for item in _kort.values() if plan.art in item.arter and item.sted == sted)
    found = []
    for item in sorted(chosen, key=lambda item: (item.orden, item.id)):
        context = item.kontekst(plan, bruger)
        if context is not None:
            found.append(VistKort(item.id, item.titel, item.skabelon, context, item.handlinger(plan, bruger)))
    return found
