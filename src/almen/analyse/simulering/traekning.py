"""What is left to chance, drawn by (seed, repetition, step, round): a step's draws are the same in every variant that has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


class Traekning:
    """The draws of one repetition."""

    def __init__(self, plan: Plan, froe: int, gentagelse: int) -> None:
        self._seed = (froe, gentagelse)
        self.sager = self._draw_cases(plan)
        self._art = numpy.asarray(self.sager.art, dtype=int)

    def tider(self, trin: Trinplan, runde: int) -> list[int]:
        """For each case: the step's days, or the meetings it passes by."""
        return _pick(trin.tider, self._uniform(trin, runde)[0])

    def bruges(self, trin: Trinplan, runde: int) -> list[bool] | None:
        """For each case: whether the step is taken; None where all take it."""
        if trin.brug >= 1 and all(trin.gaelder):
            return None
        applies = numpy.asarray(trin.gaelder)[self._art]
        return (applies & (self._uniform(trin, runde)[1] < trin.brug)).tolist()  # type: ignore[no-any-return]

    def udfald(self, trin: Trinplan, runde: int) -> list[int] | None:
        """For each case: AFGJORT, or the place in `trin.udfald` of what came instead; None where all are settled."""
        if not trin.udfald or runde > HOEJST_RUNDER:
            return None
        limits = numpy.cumsum([chance for chance, _ in trin.udfald])
        place = numpy.searchsorted(limits, self._uniform(trin, runde)[2], side="right")
        return numpy.where(place < len(limits), place, AFGJORT).tolist()  # type: ignore[no-any-return]

    def _uniform(self, trin: Trinplan, runde: int) -> numpy.ndarray:
        seed = (*self._seed, crc32(trin.id.encode()), runde)
        return numpy.random.default_rng(seed).random((3, len(self.sager.start)))

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


def _pick(table: Sequence[int], chance: numpy.ndarray) -> list[int]:
    if len(table) == 1:
        return [table[0]] * len(chance)
    return numpy.asarray(table)[(chance * len(table)).astype(int)].tolist()  # type: ignore[no-any-return]
