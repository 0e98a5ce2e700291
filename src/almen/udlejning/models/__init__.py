"""Letting: the framework agreement with its stairs, shares and criteria, each organisation's own agreement, and what came of them."""

from almen.udlejning.models.organisationsaftale import (
    Afdelingskriterium,
    Afdelingsvilkaar,
    Organisationsaftale,
)
from almen.udlejning.models.placering import Placering, Placeringsforslag
from almen.udlejning.models.rammeaftale import (
    Aftalebilag,
    Bilagsart,
    Binding,
    Kriterium,
    Rammeaftale,
    Trappe,
    Trappetrin,
    Trinandel,
    Trinkriterium,
    Vej,
)
from almen.udlejning.models.tal import Udlejningstal

__all__ = [
    "Afdelingskriterium",
    "Afdelingsvilkaar",
    "Aftalebilag",
    "Bilagsart",
    "Binding",
    "Kriterium",
    "Organisationsaftale",
    "Placering",
    "Placeringsforslag",
    "Rammeaftale",
    "Trappe",
    "Trappetrin",
    "Trinandel",
    "Trinkriterium",
    "Udlejningstal",
    "Vej",
]
