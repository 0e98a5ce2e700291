"""Supervision: the yearly dialogue and what comes of it, key figures and what they point to, auditors' remarks, vacancy."""

from almen.tilsyn.models.dialog import (
    Aftalepart,
    Aftalestatus,
    Dialogaftale,
    Dialogmateriale,
    Dialogpunkt,
    Materialeart,
    Redegoerelse,
    Styringsdialog,
)
from almen.tilsyn.models.ledighed import Ledighed, Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.models.noegletal import Tilsynsbillede, Tilsynstal
from almen.tilsyn.models.revision import Bemaerkningsart, Revisionsbemaerkning

__all__ = [
    "Aftalepart",
    "Aftalestatus",
    "Bemaerkningsart",
    "Dialogaftale",
    "Dialogmateriale",
    "Dialogpunkt",
    "Ledighed",
    "Ledighedsaarsag",
    "Ledighedsopgoerelse",
    "Materialeart",
    "Redegoerelse",
    "Revisionsbemaerkning",
    "Styringsdialog",
    "Tilsynsbillede",
    "Tilsynstal",
]
