"""Cards that other parts of supervision put on a dialogue's page: key figures, signs. Shown only inside the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Bruger
from almen.tilsyn.indikatorer import load_indikatorer
from almen.tilsyn.models import Styringsdialog
from almen.tilsyn.selectors.noegletal import tal_of


@dataclass(frozen=True)
class Dialogkort:
    """A card: `kontekst(dialog, user)` gives what its template reads, or None where there is nothing to show."""

    id: str
    titel: str
    skabelon: str
    kontekst: Callable[[Styringsdialog, Bruger], Mapping[str, Any] | None]


_kort: dict[str, Dialogkort] = {}


def register(kort: Dialogkort) -> None:
    """Adds a card, or replaces the one with the same id."""
    _kort[kort.id] = kort


def shown_kort(dialog: Styringsdialog, bruger: Bruger) -> list[tuple[Dialogkort, Mapping[str, Any]]]:
    """The cards that have something to show, with what they show."""
    found = ((item, item.kontekst(dialog, bruger)) for item in _kort.values())
    return [(item, context) for item, context in found if context is not None]


def _noegletal(dialog: Styringsdialog, bruger: Bruger) -> Mapping[str, Any] | None:
    """The organisation's own figures of the dialogue's accounts and of the year before. One query."""
    figures = tal_of(dialog.boligorganisation)
    this, before = figures.get(dialog.regnskabsaar, {}), figures.get(dialog.regnskabsaar - 1, {})
    rows = [
        {
            "navn": item.navn,
            "nu": item.vis(this[id_].tal) if id_ in this else "",
            "foer": item.vis(before[id_].tal) if id_ in before else "",
            "url": this[id_].get_absolute_url() if id_ in this else "",
        }
        for id_, item in load_indikatorer().items()
        if id_ in this or id_ in before
    ]
    return {"raekker": rows, "aar": dialog.regnskabsaar}


def register_shared() -> None:
    """Registers the card of key figures; called once when Django starts."""
    register(Dialogkort("noegletal", "Nøgletal", "tilsyn/dialogkort/noegletal.html", _noegletal))
