"""Kaplan–Meier over whole days, quick enough for thousands of repetitions (the tests hold it against statsmodels)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy


@dataclass(frozen=True, slots=True)
class Kurve:
    """Days on which something was settled, and the share not yet settled after each of them."""

    dage: numpy.ndarray
    rest: numpy.ndarray

    def quantile(self, andel: float) -> int | None:
        """The day on which more than `andel` are settled; None where the curve does not reach so far."""
        reached = numpy.flatnonzero(self.rest < 1 - andel)
        return int(self.dage[reached[0]]) if len(reached) else None

    def rest_after(self, dage: numpy.ndarray) -> numpy.ndarray:
        """The share not settled after each of `dage`."""
        return numpy.concatenate(([1.0], self.rest))[numpy.searchsorted(self.dage, dage, side="right")]


def estimate(dage: numpy.ndarray, afgjort: numpy.ndarray, antal: numpy.ndarray | None = None) -> Kurve:
    """The curve of times that were settled, or had not been when they were last seen; `antal`: how many of each."""
    weight = numpy.ones(len(dage)) if antal is None else numpy.asarray(antal, dtype=float)
    times, place = numpy.unique(dage, return_inverse=True)
    settled = numpy.bincount(place, weights=weight * afgjort, minlength=len(times))
    ended = numpy.bincount(place, weights=weight, minlength=len(times))
    at_risk = ended[::-1].cumsum()[::-1]
    rest = numpy.cumprod(1 - settled / at_risk)
    some = settled > 0
    return Kurve(times[some], rest[some])


def draw_table(celler: list[tuple[int, int, int]], laengde: int) -> tuple[tuple[int, ...], float]:
    """A table of `laengde` days to draw from (`celler`: days, settled, how many), and the share that was never seen settled.

    That share is given the longest observed time: a shorter one is certain not to hold, and a longer one would be a guess.
    """
    dage, afgjort, antal = (numpy.asarray(column) for column in zip(*celler, strict=True))
    kurve = estimate(dage, afgjort, antal)
    chances = (numpy.arange(laengde) + 0.5) / laengde
    place = numpy.searchsorted(1 - kurve.rest, chances, side="left")
    longest = int(dage.max())
    days = numpy.concatenate((kurve.dage, [longest]))[place]
    left = float(kurve.rest[-1]) if len(kurve.rest) else 1.0
    return tuple(int(day) for day in days), left
