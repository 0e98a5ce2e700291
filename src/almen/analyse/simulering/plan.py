"""What a run needs, as numbers: steps in an order that respects what they wait for, tables to draw from, meetings, hands.

Built by `opstilling`. Days are counted from the first day of the run. A table is drawn from with equal chances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

AFSLUT = -1  # a target: the case ends


@dataclass(frozen=True, slots=True)
class Trinplan:
    """One step. Indexes are places among the variant's steps.

    `gaelder`: for each kind of case, whether the step applies; `brug`: the chance that it is taken (below 1 where it is optional).
    `tider`: days, or with `kalender` (a body's id) how many possible meetings it passes by (below 0: it comes on one whose deadline is
    over, never before the day it is ready). `udfald`: (chance, target) of
    what does not settle it: the case goes back to the target, or ends (AFSLUT); `kraever` tells which of them the target must
    then be taken for, also where it is optional.
    """

    id: str
    navn: str
    aktoer: str
    efter: tuple[int, ...]
    efterfoelgere: tuple[int, ...]
    tider: tuple[int, ...]
    gaelder: tuple[bool, ...] = (True,)
    brug: float = 1.0
    kalender: str = ""
    udfald: tuple[tuple[float, int], ...] = ()
    kraever: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Tidsmaal:
    """A time that is told, from the day the first of `fra` could be taken up to the day the last of `til` was taken.

    Without `fra` it begins with the case, without `til` it ends with it.
    """

    id: str
    navn: str
    fra: tuple[int, ...] = ()
    til: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Forloebsplan:
    """One variant. `kalendere`: for each body the days of (papers in, meeting); `haender` and `pladser`: cases at a time, items at a meeting."""

    navn: str
    version: str
    trin: tuple[Trinplan, ...]
    maal: tuple[Tidsmaal, ...]
    kalendere: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    haender: Mapping[str, int] = field(default_factory=dict)
    pladser: Mapping[str, int] = field(default_factory=dict)
    aktoerer: Mapping[str, str] = field(default_factory=dict)  # id -> name
    faerdig: int | None = None  # the step that finishes the dwellings; None: the last


@dataclass(frozen=True, slots=True)
class Sagsart:
    """A kind of case: its share, and the numbers of dwellings to draw from."""

    andel: float
    boliger: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole run. `indkoering` and `aar` in years; `foerste_aar` is the calendar year in which counting begins."""

    aar: int
    indkoering: int
    sager_pr_aar: float
    gentagelser: int
    foerste_aar: int
    arter: tuple[Sagsart, ...]
    forloeb: tuple[Forloebsplan, ...]

    @property
    def begynd(self) -> int:
        """The first day that is counted."""
        return round(self.indkoering * 365.25)

    @property
    def slut(self) -> int:
        """The day after the last."""
        return round((self.indkoering + self.aar) * 365.25)
