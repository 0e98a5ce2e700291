"""What can be asked about cases."""

from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.selectors.papirer import (
    Papirer,
    Papirvalg,
    all_papirer,
    edited_papirer,
    find_papir,
    papir_choices,
)

__all__ = [
    "Forloeb",
    "Papirer",
    "Papirvalg",
    "all_papirer",
    "edited_papirer",
    "find_papir",
    "load_forloeb",
    "papir_choices",
]
