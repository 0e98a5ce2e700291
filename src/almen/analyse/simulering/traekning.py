"""What is left to chance, drawn by (seed, repetition, step, round): a step's draws are the same in every variant that has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy

from almen.analyse.simulering.plan import Plan, Sagsart, Trinplan

AFGJORT = -2  # an outcome: the step is settled
HOEJST_RUNDER = (
    20  # then a step is settled whatever is drawn; else a case that always comes back would never end
)


@dataclass(frozen=True, slots=True)
class Sager:
    """The cases of one repetition, by the day they begin."""

    start: list[int]
    art: list[int]
    boliger: list[int]


class Traek(NamedTuple):
    """For each case: the step's days (or the meetings it passes by), whether it is taken, and its outcome.

    An outcome is AFGJORT, or the place in `Trinplan.udfald` of what came instead. None: all take it; all are settled.
    """

    tider: list[int]
    bruges: list[bool] | None
    udfald: list[int] | None


class Traekning:
    """The draws of one repetition."""

    def __init__(self, plan: Plan, froe: int, gentagelse: int) -> None:
        self._seed = (froe, gentagelse)
        self.sager = self._draw_cases(plan)
        self._art = numpy.asarray(self.sager.art, dtype=int)

    def draw(self, trin: Trinplan, runde: int) -> Traek:
        """For every case, what is drawn at the step in that round."""
        seed = (*self._seed, crc32(trin.id.encode()), runde)
        time, use, outcome = numpy.random.default_rng(seed).random((3, len(self.sager.start)))
        return Traek(
            _pick(trin.tider, time),
            self._used(trin, use),
            _outcomes(trin, outcome) if runde <= HOEJST_RUNDER else None,
        )

    def _used(self, trin: Trinplan, chance: numpy.ndarray) -> list[bool] | None:
        if trin.brug >= 1 and all(trin.gaelder):
            return None
        applies = numpy.asarray(trin.gaelder)[self._art]
        return (applies & (chance < trin.brug)).tolist()  # type: ignore[no-any-return]

    def _draw_cases(self, plan: Plan) -> Sager:
        generator = numpy.random.default_rng((*self._seed, 0, 0))
        number = int(generator.poisson(plan.sager_pr_aar * (plan.indkoering + plan.aar)))
        start = numpy.sort((generator.random(number) * plan.slut).astype(int))
        shares = numpy.cumsum([art.andel for art in plan.arter])
        art = numpy.searchsorted(shares, generator.random(number) * shares[-1], side="right")
        return Sager(start.tolist(), art.tolist(), _dwellings(plan.arter, art, generator.random(number)))


def _dwellings(arter: Sequence[Sagsart], art: numpy.ndarray, chance: numpy.ndarray) -> list[int]:
    tables = [numpy.asarray(item.boliger) for item in arter]
    return [int(tables[a][int(u * len(tables[a]))]) for a, u in zip(art, chance, strict=True)]


def _outcomes(trin: Trinplan, chance: numpy.ndarray) -> list[int] | None:
    if not trin.udfald:
        return None
    limits = numpy.cumsum([share for share, _ in trin.udfald])
    place = numpy.searchsorted(limits, chance, side="right")
    return numpy.where(place < len(limits), place, AFGJORT).tolist()  # type: ignore[no-any-return]


def _pick(table: Sequence[int], chance: numpy.ndarray) -> list[int]:
    if len(table) == 1:
        return [table[0]] * len(chance)
    return numpy.asarray(table)[(chance * len(table)).astype(int)].tolist()  # type: ignore[no-any-return]
