"""Where the demo's synthetic cases lie: the same place each time, inside a district of the profile."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from almen.organisationer.selectors import current_bydelskort

DISTRICTS = ("Demoby Nord", "Demoby Syd", "Demoby Vest")


def synthetic_place(sted: str) -> dict[str, Any]:
    """District and coordinates for an invented address; a municipality without a map gets an invented district alone."""
    chance = random.Random(sted)  # noqa: S311 - invented places, the same in every demo
    kort = current_bydelskort()
    if kort is None:
        return {"bydel": chance.choice(DISTRICTS)}
    omrids = chance.choice(kort.omrids)
    syd, nord, vest, oest = omrids.graenser
    while True:
        breddegrad, laengdegrad = _between(chance, syd, nord), _between(chance, vest, oest)
        if omrids.holds(breddegrad, laengdegrad):
            return {"bydel": omrids.navn, "breddegrad": breddegrad, "laengdegrad": laengdegrad}


def _between(chance: random.Random, low: Decimal, high: Decimal) -> Decimal:
    return low + (high - low) * chance.randint(0, 10_000) / 10_000
