"""Lead times: how long steps, phases and whole cases took, as cells and as rows of figures.

The time in a phase is not the sum of its stays, which may lie side by side or apart: it runs from the first stay's first day to the
last one's last, and goes on for as long as the case has something left to do in it. The whole case runs from its opening.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Min, QuerySet

from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import Celle, narrow
from almen.analyse.selectors.spand import GENNEMFOERT
from almen.sagsgang.definition import Sagsgang

# Filters that say something of a case. The others would cut pieces out of a phase or a case.
OF_CASE = ("sagstype", "version", "boligtype", "organisation")
FIGURES = ("antal", "afsluttede", "median", "median_fra", "median_til", "q1", "q3")
AAR = "klar_aar"  # of a span: the year in which it began
CHUNK = 5000


@dataclass(frozen=True)
class Ledetid:
    """A group's lead time in days. None where so few are settled that the curve does not get so far.

    `over`: percent that take longer than the target, None without one or where nothing observed lies so far out.
    """

    noegle: str
    navn: str
    antal: int
    afsluttede: int
    median: int | None
    median_fra: int | None
    median_til: int | None
    q1: int | None
    q3: int | None
    over: float | None

    @property
    def uafsluttede(self) -> int:
        """How many had not been settled when they were last seen."""
        return self.antal - self.afsluttede


def jobs_of(cells: Iterable[Sequence[Celle]], maal: int | None) -> list[dict[str, Any]]:
    """What the statistics are asked, one job a group, with the target in days."""
    targets = [] if maal is None else [maal]
    return [{"art": "overlevelse", "tider": item, "maal": targets} for item in cells]


def ledetid_of(noegle: str, navn: str, answer: Mapping[str, Any], maal: int | None) -> Ledetid:
    """The group's row from the answer to its job."""
    over = None if maal is None else answer["over"][str(maal)]
    return Ledetid(noegle, navn, over=over, **{name: answer[name] for name in FIGURES})


def counted(cells: Sequence[Celle], maal: int | None) -> dict[str, Any]:
    """The answer where the statistics cannot be had: how many there are, and no figure of their time."""
    settled = sum(count for _, done, count in cells if done)
    known = {"antal": sum(count for *_, count in cells), "afsluttede": settled}
    return {**dict.fromkeys(FIGURES), **known, "over": {str(maal): None}}


def cells_of_phases(
    rows: QuerySet[Ophold],
    valg: Mapping[str, Any],
    routes: Mapping[str, Sagsgang],
    *by: str,
    today: dt.date,
) -> dict[tuple[Any, ...], list[Celle]]:
    """Times in phases by `fase` and the fields `by` (of the case, or `AAR`). One query, read as a stream.

    A phase is passed when nothing before the case's present phase, or in it, is left to do: in every route the last steps of a phase
    rest on all that is in the earlier ones. One in which the case was rejected is unfinished on its last day.
    """
    order = {
        (version, fase.id): number
        for version, route in routes.items()
        for number, fase in enumerate(route.faser)
    }
    case = ("sag_id", "version", "fase", "sag__overblik__fase", "sag__overblik__afslutning")
    found = _of_cases(rows, valg).values_list(*case, *(name for name in by if name != AAR))
    spans = found.annotate(fra=Min("klar"), til=Max("slut"))
    cells = _Celler(valg, by)
    for _, version, fase, now, ending, *key, first, last in spans.iterator(chunk_size=CHUNK):
        place, reached = order.get((version, fase), -1), order.get((version, now), -1)
        passed = place < reached or ending == GENNEMFOERT
        cells.add((fase,), key, first, last if ending or passed else today, passed)
    return cells.sorted()


def cells_of_cases(
    rows: QuerySet[Ophold], valg: Mapping[str, Any], *by: str, today: dt.date
) -> dict[tuple[Any, ...], list[Celle]]:
    """Times of whole cases by the fields `by`: from the opening until it was carried through; rejected ones are unfinished on their last day. One query."""
    found = _of_cases(rows, valg).values_list(
        "sag_id", "sag__overblik__afslutning", *(name for name in by if name != AAR)
    )
    spans = found.annotate(fra=F("sag__overblik__aabnet_dato"), til=Max("slut"))
    cells = _Celler(valg, by)
    for _, ending, *key, first, last in spans.iterator(chunk_size=CHUNK):
        cells.add((), key, first, last if ending else today, ending == GENNEMFOERT)
    return cells.sorted()


def _of_cases(rows: QuerySet[Ophold], valg: Mapping[str, Any]) -> QuerySet[Ophold]:
    return narrow(rows, {key: valg.get(key) for key in OF_CASE}).order_by()


class _Celler:
    """Counts spans of the chosen years (those in which they began) into cells by the fields `by`."""

    def __init__(self, valg: Mapping[str, Any], by: Sequence[str]) -> None:
        self.first = int(valg.get("aar_fra") or dt.MINYEAR)
        self.last = int(valg.get("aar_til") or dt.MAXYEAR)
        self.year = by.index(AAR) if AAR in by else None
        self.counts: dict[tuple[Any, ...], dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))

    def add(
        self, phase: tuple[str, ...], key: list[Any], first: dt.date, last: dt.date, settled: bool
    ) -> None:
        """One span more, if it began in one of the years; `key` are its fields without the year."""
        if self.first <= first.year <= self.last:
            if self.year is not None:
                key.insert(self.year, first.year)
            self.counts[(*phase, *key)][max(0, (last - first).days), int(settled)] += 1

    def sorted(self) -> dict[tuple[Any, ...], list[Celle]]:
        """The cells of each group, the shortest first."""
        return {
            key: [(days, settled, count) for (days, settled), count in sorted(found.items())]
            for key, found in self.counts.items()
        }
