"""The flow of cases through the steps of one version: how many came to each step, from where, and how long they stood there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from almen.analyse.models import Art, Ophold
from almen.analyse.selectors.ophold import Celle, cells_by
from almen.sagsgang.definition import Sagsgang, Trin

WAITS = (Art.AABEN.value, Art.STANDSET.value)


@dataclass(frozen=True)
class Pil:
    """The stays at `til` that the decision on `fra` began; None: the case's opening. `tilbage`: it sent the case back.

    `ophold` counts stays and `sager` the cases that have them: a case can come the same way twice. `svar` is the statistics'
    answer to `celler`, None where there are fewer cases than a figure is told of, or it was not asked.
    """

    fra: Trin | None
    til: Trin
    tilbage: bool
    ophold: int
    sager: int
    celler: Sequence[Celle] = field(repr=False)
    svar: Mapping[str, Any] | None = None

    @property
    def median(self) -> int | None:
        """Median days at the step by this way; None: not told, or not reached."""
        return self.svar["median"] if self.svar else None


@dataclass(frozen=True)
class Trinstand:
    """A step as it stands: its number in the route, the cases that were last done with it, and those that wait at it."""

    trin: Trin
    nummer: int
    udfoert: int
    venter: int


@dataclass(frozen=True)
class Flow:
    """The flow through one version's steps. `ubesoegte`: steps that none of the cases has come to."""

    version: str
    sager: int
    trin: tuple[Trinstand, ...]
    pile: tuple[Pil, ...]
    ubesoegte: tuple[Trin, ...]


def find_flow(rows: QuerySet[Ophold], route: Sagsgang, today: dt.date) -> Flow:
    """The flow of the stays `rows`, which are of this version: five queries, whose answers do not grow with the number of cases."""
    order = {trin.id: number for number, trin in enumerate(route.orden, start=1)}
    steps, rows = route.efter_id, rows.filter(version=route.version).order_by()
    way = ("trin", "udloest_af", "tilbage")
    cells = cells_by(rows, *way, today=today)
    cases = {tuple(key): n for *key, n in rows.values_list(*way).annotate(n=Count("sag", distinct=True))}
    arrows = [
        Pil(
            fra=steps.get(fra),
            til=steps[til],
            tilbage=back,
            ophold=sum(cell[2] for cell in cells[til, fra, back]),
            sager=cases[til, fra, back],
            celler=cells[til, fra, back],
        )
        for til, fra, back in sorted(cases, key=lambda key: (order[key[0]], key[2], order.get(key[1], 0)))
    ]
    done, waiting = _latest(rows)
    visited = {arrow.til.id for arrow in arrows}
    return Flow(
        version=route.version,
        sager=rows.aggregate(n=Count("sag", distinct=True))["n"],
        trin=tuple(
            Trinstand(trin, order[trin.id], done[trin.id], waiting[trin.id])
            for trin in route.orden
            if trin.id in visited
        ),
        pile=tuple(arrows),
        ubesoegte=tuple(trin for trin in route.orden if trin.id not in visited),
    )


def _latest(rows: QuerySet[Ophold]) -> tuple[Counter[str], Counter[str]]:
    """By step: the cases whose last stay there is done, and those whose last stay runs. One query."""
    later = Ophold.objects.filter(sag=OuterRef("sag"), trin=OuterRef("trin"), runde__gt=OuterRef("runde"))
    done: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for trin, art, count in rows.filter(~Exists(later)).values_list("trin", "art").annotate(n=Count("pk")):
        if art == Art.UDFOERT:
            done[trin] += count
        elif art in WAITS:
            waiting[trin] += count
    return done, waiting


def with_answers(flow: Flow, answers: Sequence[Mapping[str, Any]], mindst: int) -> Flow:
    """The flow with the statistics' answers to `jobs_of`; none of them is told of fewer than `mindst` cases."""
    pile = [
        replace(arrow, svar=svar if arrow.sager >= mindst else None)
        for arrow, svar in zip(flow.pile, answers, strict=True)
    ]
    return replace(flow, pile=tuple(pile))


def jobs_of(flow: Flow) -> list[dict[str, Any]]:
    """What the statistics are asked: the times at each arrow's step, those that have not run out as such."""
    return [{"art": "overlevelse", "tider": arrow.celler} for arrow in flow.pile]
