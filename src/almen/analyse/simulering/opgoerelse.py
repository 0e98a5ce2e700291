"""What one repetition comes to: times, queues and dwellings as figures that can be put together with those of the others."""

from __future__ import annotations

from typing import Any

import numpy

from almen.analyse.simulering.loeb import ALDRIG, Loeb
from almen.analyse.simulering.overlevelse import estimate
from almen.analyse.simulering.plan import Forloebsplan, Plan, Tidsmaal

FRAKTILER = {"p10": 0.10, "q1": 0.25, "median": 0.50, "q3": 0.75, "p90": 0.90}
UGE = 7
NET = numpy.arange(0, 365 * 32, UGE)  # days at which curves are kept
HELE = 1_000_000  # shares are kept as whole numbers, so that their sum does not depend on the order of the repetitions


def sum_up(plan: Plan, forloeb: Forloebsplan, loeb: Loeb) -> dict[str, Any]:
    """The figures of one repetition; cases count from the first day that is counted, dwellings and queues then too."""
    sager = [sag for sag in loeb.sager if loeb.traekning.sager.start[sag.nummer] >= plan.begynd]
    start = numpy.array([loeb.traekning.sager.start[sag.nummer] for sag in sager], dtype=int)
    dage = numpy.array([sag.dag for sag in sager], dtype=int).reshape(len(sager), len(forloeb.trin))
    rejected = numpy.array([sag.forkastet for sag in sager], dtype=int)
    ended = dage.max(axis=1, initial=0)
    done, broken = ended < plan.slut, rejected < plan.slut
    klar = numpy.array([sag.klar for sag in sager], dtype=int).reshape(dage.shape)
    seen_to = numpy.minimum(rejected, plan.slut)

    def times(maal: Tidsmaal) -> dict[str, Any]:
        first = klar[:, maal.fra].min(axis=1) if maal.fra else start
        last = dage[:, maal.til].max(axis=1) if maal.til else ended
        return _time(first, last, seen_to, (last <= seen_to) & (last < plan.slut))

    return {
        "begyndt": len(sager),
        "afsluttede": int((done & ~broken).sum()),
        "forkastede": int(broken.sum()),
        "ufaerdige": int((~done & ~broken).sum()),
        "maal": [times(item) for item in forloeb.maal],
        "koeer": {aktoer: _queue(plan, waits) for aktoer, waits in sorted(loeb.ventetider.items())},
        "boliger": _dwellings(plan, forloeb, loeb),
    }


def _time(
    first: numpy.ndarray, last: numpy.ndarray, seen_to: numpy.ndarray, settled: numpy.ndarray
) -> dict[str, Any]:
    counted = first < seen_to
    days = numpy.maximum(0, numpy.where(settled, last, seen_to) - first)[counted]
    if not len(days) or not settled[counted].any():
        return {"antal": len(days), "fraktiler": dict.fromkeys(FRAKTILER), "kurve": None}
    kurve = estimate(days, settled[counted])
    return {
        "antal": len(days),
        "fraktiler": {key: kurve.quantile(andel) for key, andel in FRAKTILER.items()},
        "kurve": (kurve.rest_after(NET - 1) * HELE).astype(int),
    }


def _queue(plan: Plan, waits: list[tuple[int, int]]) -> dict[str, float | None]:
    """How many waited on the average day, at most, and half of them how long (None where nobody came)."""
    days = numpy.array(waits, dtype=int).reshape(-1, 2)
    known = (days[:, 0] >= plan.begynd) & (days[:, 1] < ALDRIG)
    begun, over = numpy.clip(days, plan.begynd, plan.slut).T
    present = over > begun
    moments = numpy.concatenate((begun[present], over[present]))
    change = numpy.concatenate((numpy.ones(present.sum()), -numpy.ones(present.sum())))
    order = numpy.lexsort((change, moments))  # on the same day, those who leave do so first
    return {
        "gennemsnit": float((over - begun).sum() / (plan.slut - plan.begynd)),
        "stoerste": float(change[order].cumsum().max(initial=0)),
        "ventedage_median": float(numpy.median(days[known, 1] - days[known, 0])) if known.any() else None,
    }


def _dwellings(plan: Plan, forloeb: Forloebsplan, loeb: Loeb) -> list[int]:
    """Dwellings that were finished in each of the years that are counted."""
    years = [0] * plan.aar
    boliger = loeb.traekning.sager.boliger
    for sag in loeb.sager:
        day = max(sag.dag) if forloeb.faerdig is None else sag.dag[forloeb.faerdig]
        if plan.begynd <= day < plan.slut:
            years[min(plan.aar - 1, int((day - plan.begynd) / 365.25))] += boliger[sag.nummer]
    return years
