"""Names of areas as people and lists write them: the same name in other letters, and the names nearest to one that is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_MELLEM = re.compile(r"[\s/\-–,.]+")


def fold_navn(navn: str) -> str:
    """What two ways of writing one name have in common: no capitals, one kind of space between the words."""
    return _MELLEM.sub(" ", navn).strip().casefold()


def find_navn(navn: str, kendte: Iterable[str]) -> str | None:
    """The known name that `navn` is, whatever its capitals, blanks and strokes; None if there is none."""
    wanted = fold_navn(navn)
    return next((item for item in kendte if fold_navn(item) == wanted), None)


def nearest_navne(navn: str, kendte: Iterable[str], antal: int = 3) -> list[str]:
    """The known names that look most like `navn`, the nearest first."""
    folded = {fold_navn(item): item for item in kendte}
    wanted = fold_navn(navn)
    near = get_close_matches(wanted, folded, antal, cutoff=0.6)
    within = [key for key in folded if wanted and (key.startswith(wanted) or wanted in key.split())]
    return [folded[key] for key in dict.fromkeys([*near, *within])][:antal]
