"""What the page of lost time shows: whose turn it was, what the days went with, and both by step."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import Celle, cells_by
from almen.analyse.selectors.tabt_tid import Dage, account_for
from almen.analyse.ventetid import VENTER, Aarsag


@dataclass(frozen=True)
class Tur:
    """An actor's stays: their times, and how many of their days were waiting for sure."""

    aktoer: str
    tider: list[Celle]
    ventede: int

    @property
    def ophold(self) -> int:
        """How many stays."""
        return sum(count for *_, count in self.tider)

    @property
    def dage(self) -> int:
        """The days of all of them; of those that run, up to today."""
        return sum(days * count for days, _, count in self.tider)


@dataclass(frozen=True)
class Tabt:
    """What a cause took, at one step or (`trin` empty) at all."""

    aarsag: Aarsag
    trin: str
    dage: Dage


@dataclass(frozen=True)
class Tabtbillede:
    """All of it; `sager` is how many cases the stays belong to."""

    ture: list[Tur]
    aarsager: list[Tabt]
    trin: list[Tabt]
    sager: int


def lost_time(rows: QuerySet[Ophold], steps: Iterable[str], today: dt.date) -> Tabtbillede:
    """Lost time of `rows`, the causes in their order and the steps in that of `steps`. Six queries."""
    went = account_for(rows, "aktoer", "trin", today=today)
    order = {key: number for number, key in enumerate(steps)}
    actors: dict[str, int] = defaultdict(int)
    causes: dict[Aarsag, Dage] = defaultdict(Dage)
    by_step: dict[tuple[Aarsag, str], Dage] = defaultdict(Dage)
    for (cause, (actor, step)), item in went.aarsager.items():
        actors[actor] += item.dage if cause in VENTER else 0
        causes[cause] += item
        by_step[cause, step] += item
    cases: set[int] = set()
    for item in went.ventetid.values():
        cases |= item.sager
    turns = cells_by(rows, "aktoer", today=today)
    return Tabtbillede(
        sorted(
            (Tur(actor, cells, actors[actor]) for (actor,), cells in turns.items()),
            key=lambda item: (-item.dage, item.aktoer),
        ),
        [Tabt(cause, "", causes[cause]) for cause in Aarsag if cause in causes],
        [
            Tabt(cause, step, by_step[cause, step])
            for cause, step in sorted(
                by_step, key=lambda key: (list(Aarsag).index(key[0]), order.get(key[1], len(order)), key[1])
            )
        ],
        len(cases),
    )
