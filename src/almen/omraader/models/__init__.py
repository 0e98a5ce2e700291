"""Housing areas: boundaries, afdelinger, yearly figures, published and own designations, and what is computed from them."""

from almen.omraader.models.beregnet import (
    Fremskrivning,
    Klassefremskrivning,
    Omraadestand,
    Tilbageproevning,
)
from almen.omraader.models.justering import Udlejningsjustering
from almen.omraader.models.omraade import Kommuneudpegning, Omraade, Omraadeafdeling, Omraadegraense
from almen.omraader.models.tal import Listeudpegning, Noegletal

__all__ = [
    "Fremskrivning",
    "Klassefremskrivning",
    "Kommuneudpegning",
    "Listeudpegning",
    "Noegletal",
    "Omraade",
    "Omraadeafdeling",
    "Omraadegraense",
    "Omraadestand",
    "Tilbageproevning",
    "Udlejningsjustering",
]
