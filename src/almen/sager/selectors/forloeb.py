"""A case's course: its route, facts and decisions, and the state that follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almen.grundlag.selectors import sagsgang_of
from almen.sager.faste import FixedRows
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.register import REGISTER, Sagstype
from almen.sagsgang.tilstand import Beslutning as Routebeslutning
from almen.sagsgang.tilstand import Tilstand, annulled, tilstand
from almen.sagsgang.udfald import Handling, Trinstatus

# What settles a case, as opposed to what prepares it.
DECIDES = frozenset({Handling.GODKENDER, Handling.GIVER_TILSAGN})
_beslutninger = FixedRows(Beslutning, "sag_id", "nummer")


@dataclass(frozen=True)
class Forloeb:
    """Everything needed to say where a case stands and what may happen next."""

    sag: Sag
    sagstype: Sagstype
    sagsgang: Sagsgang
    fakta: Mapping[str, Any]
    beslutninger: tuple[Beslutning, ...]
    tilstand: Tilstand


def as_route(beslutninger: Sequence[Beslutning]) -> tuple[Routebeslutning, ...]:
    """Recorded decisions as the engine reads them."""
    return tuple(
        Routebeslutning(
            nummer=item.nummer,
            trin=item.trin,
            udfald=item.udfald,
            dato=item.dato,
            tilbage_til=item.tilbage_til or None,
        )
        for item in beslutninger
    )


def load_forloeb(sag: Sag, beslutninger: Sequence[Beslutning] | None = None) -> Forloeb:
    """Reads route, facts and decisions of `sag` and computes its state.

    `beslutninger` may be given when the caller has them; else they are read.
    """
    sagstype = REGISTER.sagstype(sag.sagstype)
    sagsgang = sagsgang_of(sag.sagsgangsversion_id)
    fakta = sagstype.fakta(sag)
    recorded = tuple(_known(sag) if beslutninger is None else beslutninger)
    state = tilstand(sagsgang, fakta, as_route(recorded))
    return Forloeb(sag, sagstype, sagsgang, fakta, recorded, annulled(state) if sag.annulleret else state)


def _known(sag: Sag) -> list[Beslutning]:
    rows = _beslutninger.rows(sag.pk)
    for row in rows:
        row.sag = sag  # who asks a decision for its case asks no database
    return rows


def deciding_step(forloeb: Forloeb, trin: Trin) -> Trin | None:
    """The step by which what this one prepares is decided: itself, or the next that follows and decides."""
    if trin.handling in DECIDES:
        return trin
    return next((item for item in steps_after(forloeb, trin) if item.handling in DECIDES), None)


def steps_after(forloeb: Forloeb, trin: Trin) -> tuple[Trin, ...]:
    """The steps that follow, apply and are not done, in the route's order."""
    following = forloeb.sagsgang.efterfoelgere[trin.id] - {trin.id}
    over = (Trinstatus.IKKE_RELEVANT, Trinstatus.UDFOERT)
    return tuple(
        item
        for item in forloeb.sagsgang.orden
        if item.id in following and forloeb.tilstand.trin[item.id].status not in over
    )
