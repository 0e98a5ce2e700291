"""The kinds of papers that may have a template of their own: each room registers what it writes."""

from __future__ import annotations

from collections.abc import Mapping

FAELLES = "brev"
_arter: dict[str, str] = {FAELLES: "Alle papirer, der ikke har deres egen skabelon"}


def register_art(art: str, navn: str) -> None:
    """Adds a kind, or gives it another name. `art` is `Papir.art`: small letters, as it stands in a file's name."""
    if not art.isascii() or not art.replace("_", "").isalnum() or art != art.lower():
        raise ValueError(f"“{art}” kan ikke være navnet på en skabelon: brug små bogstaver, tal og _.")
    _arter[art] = navn


def arter() -> Mapping[str, str]:
    """Every kind with its Danish name; the common one first."""
    return dict(_arter)
