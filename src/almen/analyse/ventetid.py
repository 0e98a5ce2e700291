"""What the days of a stay went with: each of them to exactly one cause. Pure.

At a body, at the boligorganisation and at other authorities the case waits, all the time. At the administration it waits while material
is missing or the matter is postponed; of the other days it is not known whether anybody worked on the case or it lay.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise


class Aarsag(StrEnum):
    """What a day went with. `TILBAGE` lies between two stays, and is no part of one."""

    KALENDER = "kalender"
    DAGSORDEN = "dagsorden"
    MOEDE_UKENDT = "moede_ukendt"
    UDSAT = "udsat"
    MATERIALE = "materiale"
    ORGANISATION = "organisation"
    ANDRE = "andre"
    ARBEJDE = "arbejde"
    TILBAGE = "tilbage"


NAVNE = {
    Aarsag.KALENDER: "Mødekalenderen: til første mulige møde",
    Aarsag.DAGSORDEN: "Fra første mulige møde til afgørelsen",
    Aarsag.MOEDE_UKENDT: "Ved et organ, hvis møder ikke er kendt",
    Aarsag.UDSAT: "Udsat",
    Aarsag.MATERIALE: "Manglende materiale fra boligorganisationen",
    Aarsag.ORGANISATION: "Hos boligorganisationen",
    Aarsag.ANDRE: "Hos andre myndigheder",
    Aarsag.ARBEJDE: "Arbejde eller liggetid hos forvaltningen",
    Aarsag.TILBAGE: "Sendt tilbage: fra afgørelsen, til trinnet igen kan tages op",
}
# Everything but what may be work, and what is no part of a stay.
VENTER = frozenset(Aarsag) - {Aarsag.ARBEJDE, Aarsag.TILBAGE}


class Sted(StrEnum):
    """Where a case stands: what its days can have gone with hangs on that."""

    ORGAN = "organ"
    ORGANISATION = "organisation"
    ANDRE = "andre"
    FORVALTNING = "forvaltning"


Spand = tuple[dt.date, dt.date]  # from a day up to, and without, another
Krav = tuple[Aarsag, dt.date, dt.date]


@dataclass(frozen=True)
class Tid:
    """A stay's days: from `klar` up to `slut` (today where it runs); `afgjort` says whether it was settled or broken off then."""

    klar: dt.date
    slut: dt.date
    afgjort: bool
    udsat_fra: dt.date | None = None


@dataclass(frozen=True)
class Moedekalender:
    """A body's meetings that were not called off: (last day for papers, day of the meeting), in any order.

    A year's meetings count as known if one of them is recorded. Nothing is known of other years: never that there was no wait.
    """

    moeder: Sequence[Spand] = ()
    _frister: list[dt.date] = field(init=False, repr=False, compare=False)
    _foerste: list[dt.date] = field(init=False, repr=False, compare=False)
    _dage: frozenset[dt.date] = field(init=False, repr=False, compare=False)
    _aar: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = sorted(self.moeder)
        earliest: list[dt.date] = []
        for _, day in reversed(rows):
            earliest.append(min(day, earliest[-1]) if earliest else day)
        object.__setattr__(self, "_frister", [papers for papers, _ in rows])
        object.__setattr__(self, "_foerste", earliest[::-1])
        object.__setattr__(self, "_dage", frozenset(day for _, day in rows))
        object.__setattr__(self, "_aar", frozenset(day.year for _, day in rows))

    def waits_until(self, tid: Tid) -> dt.date | None:
        """The day up to which the calendar made the case wait: the first meeting whose papers it could reach; None if not known.

        A case that was decided at an earlier meeting, after its day for papers, waited until that one.
        """
        if tid.klar.year not in self._aar:
            return None
        place = bisect_left(self._frister, tid.klar)
        first = self._foerste[place] if place < len(self._frister) else None
        if first is not None and (first <= tid.slut or not tid.afgjort):
            found: dt.date | None = first
        else:
            found = tid.slut if tid.afgjort and tid.slut in self._dage else None
        # Years without meetings in between are years that nobody has recorded.
        return found if found is not None and found.year <= tid.klar.year + 1 else None


def find_parts(
    sted: Sted, tid: Tid, kalender: Moedekalender | None = None, mangler: Iterable[Spand] = ()
) -> dict[Aarsag, int]:
    """The stay's days by cause; they add up to the stay. `mangler`: when something was asked of the boligorganisation and not there.

    `kalender` is asked at a body only, `mangler` at administrations only. Postponed days are counted before the calendar's.
    """
    postponed: list[Krav] = [] if tid.udsat_fra is None else [(Aarsag.UDSAT, tid.udsat_fra, tid.slut)]
    if sted is Sted.ORGAN:
        until = kalender.waits_until(tid) if kalender is not None else None
        if until is None:
            return divide(tid.klar, tid.slut, postponed, Aarsag.MOEDE_UKENDT)
        return divide(tid.klar, tid.slut, [*postponed, (Aarsag.KALENDER, tid.klar, until)], Aarsag.DAGSORDEN)
    if sted is Sted.ORGANISATION:
        return divide(tid.klar, tid.slut, postponed, Aarsag.ORGANISATION)
    lacking = [(Aarsag.MATERIALE, first, last) for first, last in mangler]
    rest = Aarsag.ANDRE if sted is Sted.ANDRE else Aarsag.ARBEJDE
    return divide(tid.klar, tid.slut, [*lacking, *postponed], rest)


def divide(first: dt.date, last: dt.date, krav: Collection[Krav], rest: Aarsag) -> dict[Aarsag, int]:
    """The days from `first` up to `last` by cause: a day goes to the earliest of `krav` that covers it, else to `rest`.

    Causes without days are left out; nothing is left where `last` is not after `first`.
    """
    inside = [(cause, max(a, first), min(b, last)) for cause, a, b in krav]
    claims = [item for item in inside if item[1] < item[2]]
    if first < last and len(claims) < 2:
        return _divide_in_two((last - first).days, claims, rest)
    edges = sorted({first, last, *(day for _, a, b in claims for day in (a, b))}) if first < last else []
    found: dict[Aarsag, int] = {}
    for start, end in pairwise(edges):
        cause = next((cause for cause, a, b in claims if a <= start and end <= b), rest)
        found[cause] = found.get(cause, 0) + (end - start).days
    return found


def _divide_in_two(days: int, claims: Sequence[Krav], rest: Aarsag) -> dict[Aarsag, int]:
    """What `divide` answers of most stays: one cause, or two."""
    found = {cause: (last - first).days for cause, first, last in claims}
    if left := days - sum(found.values()):
        found[rest] = found.get(rest, 0) + left
    return found
