"""One case's whole way as days, and what a stretch of it took: pure functions of what is recorded.

A day that is not known is not there, and nothing is put in its place.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from almen.analyse.straekninger import Straekning, Vejkort

Celle = tuple[int, int, int]  # days, finished (1) or not (0), how many
FLERE = "flere"


class Stand(StrEnum):
    """How a stretch stands in a case.

    `UAFSLUTTET`: it has begun, and its end has not come. `AFBRUDT`: the case was rejected on the way. `IKKE_BEGYNDT`: the case has not come to its first step. `MANGLER_START` and `MANGLER_SLUT`: that day is not recorded (the end
    has come, or can no longer come). `OMVENDT`: the end lies before the start. `UDEN`: the case's route has no such point.
    """

    AFSLUTTET = "afsluttet"
    UAFSLUTTET = "uafsluttet"
    AFBRUDT = "afbrudt"
    IKKE_BEGYNDT = "ikke_begyndt"
    MANGLER_START = "mangler_start"
    MANGLER_SLUT = "mangler_slut"
    OMVENDT = "omvendt"
    UDEN = "uden"


STANDNAVNE = {
    Stand.AFSLUTTET: "Afsluttet",
    Stand.UAFSLUTTET: "I gang",
    Stand.AFBRUDT: "Afvist undervejs",
    Stand.IKKE_BEGYNDT: "Ikke begyndt",
    Stand.MANGLER_START: "Første dag mangler",
    Stand.MANGLER_SLUT: "Sidste dag mangler",
    Stand.OMVENDT: "Slut før begyndelsen",
    Stand.UDEN: "Indgår ikke i sagen",
}
UAFSLUTTEDE = frozenset(
    {Stand.UAFSLUTTET, Stand.AFBRUDT}
)  # times that had not run out when they were last seen
MAALT = UAFSLUTTEDE | {Stand.AFSLUTTET}
# What the lists can ask of a stretch: which of its standings that is.
STANDE: Mapping[str, tuple[str, frozenset[Stand]]] = {
    "maalt": ("Målt: afsluttet eller ej", MAALT),
    "afsluttet": ("Afsluttet", frozenset({Stand.AFSLUTTET})),
    "uafsluttet": ("Ikke afsluttet", UAFSLUTTEDE),
    "ikke_begyndt": ("Ikke begyndt", frozenset({Stand.IKKE_BEGYNDT})),
    "mangler": ("En dag mangler", frozenset({Stand.MANGLER_START, Stand.MANGLER_SLUT})),
    "omvendt": ("Slut før begyndelsen", frozenset({Stand.OMVENDT})),
    "uden": ("Indgår ikke i sagen", frozenset({Stand.UDEN})),
}


class Laengde(NamedTuple):
    """What a stretch took: calendar days from start to end, or so far; None where it cannot be measured."""

    stand: Stand
    dage: int | None = None
    begyndt: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Vej:
    """A case and the days on its way.

    `dage`: point → its day, where known. `uden`: points that the case's route does not have. `forbi`: points whose day must have
    come without being recorded, or that can no longer come. `venter`: steps that the case has not come to. `erstattet`: points that another one stands in for. `endt`: the day
    on which the case was rejected.
    """

    sag_id: int
    nummer: str
    titel: str
    organisation: str
    lbf_nummer: str
    version: str
    boligtyper: tuple[str, ...]
    aabnet: dt.date
    demo: bool
    dage: Mapping[str, dt.date]
    uden: frozenset[str] = frozenset()
    forbi: frozenset[str] = frozenset()
    venter: frozenset[str] = frozenset()
    erstattet: frozenset[str] = frozenset()
    endt: dt.date | None = None
    laengder: dict[str, Laengde] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        """The row's key."""
        return self.sag_id

    @property
    def boligtype(self) -> str:
        """The one type of dwelling, `FLERE` where there are several, empty where none is known."""
        return self.boligtyper[0] if len(self.boligtyper) == 1 else FLERE if self.boligtyper else ""


def measure(vej: Vej, straekning: Straekning, today: dt.date) -> Laengde:
    """What the stretch took in this case. One that runs has lasted until `today`, or until the case was rejected."""
    if vej.uden & {straekning.fra, straekning.til}:
        return Laengde(Stand.UDEN)
    start, end = vej.dage.get(straekning.fra), vej.dage.get(straekning.til)
    if start is None:
        return Laengde(Stand.IKKE_BEGYNDT if straekning.fra in vej.venter else Stand.MANGLER_START)
    if end is None and straekning.til in vej.forbi:
        return Laengde(Stand.MANGLER_SLUT, None, start)
    last = end or vej.endt or today
    if last < start:
        return Laengde(Stand.OMVENDT, None, start)
    stand = Stand.AFSLUTTET if end else Stand.AFBRUDT if vej.endt else Stand.UAFSLUTTET
    return Laengde(stand, (last - start).days, start)


def find_dage(
    kort: Vejkort,
    steps: Mapping[str, dt.date],
    felter: Mapping[tuple[str, str], dt.date | None],
    today: dt.date,
) -> tuple[dict[str, dt.date], frozenset[str]]:
    """Point → its day, and the points that another one stands in for.

    `steps`: days of points of the support case; `felter`: (link, field) → day. A day after `today` has not come.
    """
    found: dict[str, dt.date] = {}
    for punkt in kort.punkter:
        day = steps.get(punkt.id) if punkt.felt is None else felter.get((punkt.led, punkt.felt))
        if day is not None and day <= today:
            found[punkt.id] = day
    stood_in = {
        punkt.id: found[punkt.ellers]
        for punkt in kort.punkter
        if punkt.ellers is not None and punkt.id not in found and punkt.ellers in found
    }
    return found | stood_in, frozenset(stood_in)


def find_forbi(kort: Vejkort, dage: Mapping[str, dt.date], over: bool) -> frozenset[str]:
    """Points whose day is not known although it must have come: a later day of the same plan or building case is known, or the
    case has been gone through (`over`).
    """
    passed: set[str] = set()
    seen: set[str] = set()
    for punkt in reversed(kort.punkter):
        if punkt.id not in dage and (over or (punkt.felt is not None and punkt.led in seen)):
            passed.add(punkt.id)
        if punkt.id in dage and punkt.felt is not None:
            seen.add(punkt.led)
    return frozenset(passed)


def find_venter(kort: Vejkort, dage: Mapping[str, dt.date], uden: Iterable[str]) -> frozenset[str]:
    """Steps of the support case that it has still to come to: their days are made here, so one that is not there has not come."""
    return frozenset(p.id for p in kort.punkter if p.trin and p.id not in dage).difference(uden)


def count_stande(veje: Iterable[Vej], straekning: str) -> Counter[Stand]:
    """How many cases stand how on the stretch."""
    return Counter(vej.laengder[straekning].stand for vej in veje)


def cells_of(veje: Iterable[Vej], straekning: str) -> list[Celle]:
    """The stretch's times for the statistics: those that can be measured, equal ones counted together."""
    counted = Counter(
        (length.dage, int(length.stand is Stand.AFSLUTTET))
        for vej in veje
        if (length := vej.laengder[straekning]).dage is not None
    )
    return [(days, settled, count) for (days, settled), count in sorted(counted.items())]


def group(veje: Iterable[Vej], key: Callable[[Vej], str], straekning: str, most: int) -> dict[str, list[Vej]]:
    """The cases that are measured on the stretch by `key`, the `most` largest groups, in the order of their keys."""
    groups: dict[str, list[Vej]] = defaultdict(list)
    for vej in veje:
        if vej.laengder[straekning].stand in MAALT:
            groups[key(vej)].append(vej)
    largest = sorted(groups, key=lambda item: (-len(groups[item]), item))[:most]
    return {item: groups[item] for item in sorted(largest)}


def narrow_ways(veje: Iterable[Vej], valg: Mapping[str, Any], straekning: str | None) -> list[Vej]:
    """The cases that fit the filters. Years are those in which `straekning` began, or the case was opened where there is none."""
    asked = [(test, valg[name]) for name, test in _TESTS.items() if valg.get(name)]
    found = [vej for vej in veje if all(test(vej, value) for test, value in asked)]
    if valg.get("aar_fra") or valg.get("aar_til"):
        first, last = int(valg.get("aar_fra") or 0), int(valg.get("aar_til") or 9999)
        found = [vej for vej in found if (year := year_of(vej, straekning)) and first <= year <= last]
    if straekning is not None and (stand := valg.get("stand")):
        found = [vej for vej in found if vej.laengder[straekning].stand in STANDE[stand][1]]
    return found


_TESTS: Mapping[str, Callable[[Vej, str], bool]] = {
    "boligtype": lambda vej, value: vej.boligtype == value,
    "organisation": lambda vej, value: vej.lbf_nummer == value,
    "version": lambda vej, value: vej.version == value,
    "har": lambda vej, value: value in vej.dage,
    "mangler": lambda vej, value: value not in vej.dage and value not in vej.uden,
}


def year_of(vej: Vej, straekning: str | None) -> int | None:
    """The year in which the stretch began, None where its first day is not known; without one, in which the case was opened."""
    if straekning is None:
        return vej.aabnet.year
    begun = vej.laengder[straekning].begyndt
    return begun.year if begun else None
