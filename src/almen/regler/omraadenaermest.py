"""How far an area is from another main class, as one number: for lists of many areas (almenboligloven §§ 61 a, 61 b).

`omraadeafstand` tells every change with its reason; here only the nearest change of the main class is found, fast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from almen.regler.omraadeafstand import limit_points
from almen.regler.omraadehistorie import RANGORDEN, main_klasse
from almen.regler.omraadeklasse import Afgoerelse, Omraadetal, Regelsaet

_MINDST = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Naermest:
    """The figure `navn` must move `pct` percent of its limit for the main class to become `klasse` (None: none).

    `pct` is below 0 where the new class is graver. It is never 0: on the limit it is 0.01 with its sign.
    """

    navn: str
    pct: Decimal
    klasse: str | None


def rank(klasse: str | None) -> int:
    """The place in the order of gravity, the gravest 0; no class comes last."""
    return len(RANGORDEN) if klasse is None else RANGORDEN.index(klasse)


def settled_main(afgoerelse: Afgoerelse) -> tuple[bool, str | None]:
    """Whether the main class is decided, and which it is: no graver one may be undecided."""
    main = main_klasse(afgoerelse.klasser)
    return all(rank(k) > rank(main) for k in afgoerelse.uafgjorte if k in RANGORDEN), main


def find_naermest(tal: Omraadetal, regelsaet: Regelsaet) -> Naermest | None:
    """The nearest change of main class by one known figure; None where it is undecided or takes two figures."""
    settled, main = settled_main(regelsaet.classify(tal))
    if not settled:
        return None
    # Decimals, and only what lies beyond a limit: thousands of areas are asked at a time.
    points: dict[tuple[str, Decimal], tuple[Decimal, bool]] = {}
    for navn, limit, punkt in limit_points(regelsaet, tal):
        vaerdi = getattr(tal, navn)
        if not (vaerdi < limit > punkt or vaerdi > limit < punkt):
            points[navn, punkt] = (abs(limit - vaerdi) / limit, punkt != limit)
    for (navn, punkt), (share, _) in sorted(points.items(), key=lambda item: item[1]):
        after = regelsaet.classify(replace(tal, **{navn: punkt}))  # type: ignore[arg-type]
        sure, becomes = settled_main(after)
        if sure and becomes != main:
            pct = (share * 100).quantize(_MINDST, ROUND_HALF_UP)
            sign = -1 if rank(becomes) < rank(main) else 1
            return Naermest(navn, sign * max(pct, _MINDST), becomes)
    return None
