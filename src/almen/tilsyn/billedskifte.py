"""When the pictures of the risk overview must be computed anew: what they follow from has changed. A worker does it after the commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction

from almen.grundlag import haendelser as grundlag_haendelser
from almen.organisationer import haendelser as organisationer_haendelser
from almen.tilsyn import talskifte
from almen.tilsyn.tasks import refresh_pictures

# Acts on the floors below that change limits, groups or dwellings.
ARTER = frozenset(
    {
        "lokalt_tal_tilfoejet",
        "lokalt_tal_tilbagekaldt",
        "afdelinger_importeret",
        "afdelingsimport_fortrudt",
        "boligbestand",
        "afdeling_oprettet",
        "afdeling_rettet",
        "organisation_oprettet",
        "organisation_rettet",
    }
)


def pictures_changed() -> None:
    """Asks a worker to compute anew what no longer holds, once the act is committed; once for each transaction."""
    if not any(item[1] is _enqueue for item in connection.run_on_commit):
        transaction.on_commit(_enqueue)


def register() -> None:
    """Listens to what the pictures follow from; called once when Django starts."""
    talskifte.on_change(_on_figures)
    for haendelser in (grundlag_haendelser, organisationer_haendelser):
        if _on_act not in haendelser.on_act:
            haendelser.on_act.append(_on_act)


def _enqueue() -> None:
    refresh_pictures.enqueue()


def _on_figures(organisationer: Collection[int]) -> None:
    pictures_changed()


def _on_act(bruger: Any, art: str, tekst: str, data: Mapping[str, Any]) -> None:
    if art in ARTER:
        pictures_changed()
