"""The simulation itself. Knows no Django: children of a run import this and what stands beside it, nothing else.

What comes out (`resultat`), each `[v, fra, til]` the mean over the repetitions and the range of 90 in 100 of them, None where it was
not reached (a quantile: fewer cases than that were settled within the years):

    {"froe", "gentagelser", "aar", "indkoering_aar", "sager_pr_aar",
     "forloeb": [{"navn", "version", "begyndt": [v, fra, til], "afsluttede": [..], "forkastede": [..], "ufaerdige": [..],
       "maal": [{"id", "navn", "antal", "p10": [v, fra, til], "q1", "median", "q3", "p90",
                 "fordeling": [[fra_dag, til_dag, pct], ...]}],     the last one's til_dag is None: longer, or not settled
       "koeer": [{"aktoer", "navn", "gennemsnit": [..], "stoerste": [..], "ventedage_median": [..]}],
       "boliger_pr_aar": [[aar, middel, fra, til], ...]}],
     "forskelle": [{"forloeb", "mod", "maal", "median": [v, fra, til]}]}     days, `forloeb` less `mod` (the first variant)
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy

from almen.analyse.simulering.loeb import Loeb
from almen.analyse.simulering.opgoerelse import FRAKTILER, HELE, NET, UGE, sum_up
from almen.analyse.simulering.plan import Forloebsplan, Plan
from almen.analyse.simulering.traekning import Traekning

Fremdrift = Callable[[int], bool]
Tal = list[float | None]
INGEN: Tal = [None, None, None]
REACHED = 0.9  # a quantile that was not reached in one of ten repetitions is not told
BREDDER = tuple(UGE * item for item in (1, 2, 4, 8, 13, 26, 52, 104))  # of a distribution's columns, in days
SOEJLER = 16


class Afbrudt(Exception):
    """Whoever asked for the run stopped it."""


def simulate(
    plan: Plan, froe: int, fremdrift: Fremdrift | None = None, processer: int | None = None
) -> dict[str, Any]:
    """Every repetition of every variant, in as many processes as there are cores (or `processer`); the answer is the same for any number.

    `fremdrift` is told percent; where it answers False, the run stops with Afbrudt.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    for number, answer in _repeat(plan, froe, processer or min(plan.gentagelser, os.cpu_count() or 1)):
        found[number] = answer
        if fremdrift is not None and not fremdrift(int(100 * len(found) / plan.gentagelser)):
            raise Afbrudt("Simuleringen blev stoppet.")
    return _answer(plan, froe, [found[number] for number in sorted(found)])


def repeat_once(job: tuple[Plan, int, int]) -> tuple[int, list[dict[str, Any]]]:
    """One repetition of every variant: its number and their figures."""
    plan, froe, number = job
    gc.disable()  # thousands of cases live until the end: looking for cycles among them took a fifth of the time
    try:
        draws = Traekning(plan, froe, number)
        return number, [sum_up(plan, item, Loeb(item, draws, plan.slut).run()) for item in plan.forloeb]
    finally:
        gc.enable()


def _repeat(plan: Plan, froe: int, processer: int) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    jobs = [(plan, froe, number) for number in range(plan.gentagelser)]
    with contextlib.ExitStack() as stack:
        pool = None
        if processer > 1:
            # Where no process can be started (a worker that may have no children, no memory), this one does the work.
            with contextlib.suppress(AssertionError, OSError, ValueError):
                pool = stack.enter_context(multiprocessing.get_context("spawn").Pool(processer))
        yield from pool.imap_unordered(repeat_once, jobs) if pool else map(repeat_once, jobs)


def _answer(plan: Plan, froe: int, gentagelser: Sequence[Sequence[dict[str, Any]]]) -> dict[str, Any]:
    by_variant = list(zip(*gentagelser, strict=True))
    width = _column_widths(plan, by_variant)
    return {
        "froe": froe,
        "gentagelser": plan.gentagelser,
        "aar": plan.aar,
        "indkoering_aar": plan.indkoering,
        "sager_pr_aar": plan.sager_pr_aar,
        "forloeb": [
            _variant(plan, item, rows, width) for item, rows in zip(plan.forloeb, by_variant, strict=True)
        ],
        "forskelle": [
            item
            for number in range(1, len(plan.forloeb))
            for item in _differences(plan, number, by_variant[0], by_variant[number])
        ],
    }


def _variant(
    plan: Plan, forloeb: Forloebsplan, rows: Sequence[dict[str, Any]], width: dict[str, int]
) -> dict[str, Any]:
    counts = {
        key: _spread([row[key] for row in rows])
        for key in ("begyndt", "afsluttede", "forkastede", "ufaerdige")
    }
    actors = sorted({aktoer for row in rows for aktoer in row["koeer"]})
    return {
        "navn": forloeb.navn,
        "version": forloeb.version,
        **counts,
        "maal": [
            _time(maal.id, maal.navn, [row["maal"][place] for row in rows], width[maal.id])
            for place, maal in enumerate(forloeb.maal)
        ],
        "koeer": [_queue(forloeb, aktoer, rows) for aktoer in actors],
        "boliger_pr_aar": [
            [plan.foerste_aar + year, *_spread([row["boliger"][year] for row in rows])]
            for year in range(plan.aar)
        ],
    }


def _time(id_: str, navn: str, rows: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    return {
        "id": id_,
        "navn": navn,
        "antal": round(sum(row["antal"] for row in rows) / len(rows)),
        **{key: _spread([row["fraktiler"][key] for row in rows]) for key in FRAKTILER},
        "fordeling": _distribution(rows, width),
    }


def _queue(forloeb: Forloebsplan, aktoer: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found = [row["koeer"][aktoer] for row in rows if aktoer in row["koeer"]]
    keys = ("gennemsnit", "stoerste", "ventedage_median")
    return {
        "aktoer": aktoer,
        "navn": forloeb.aktoerer.get(aktoer, aktoer),
        **{key: _spread([row[key] for row in found if row[key] is not None]) for key in keys},
    }


def _differences(
    plan: Plan, number: int, first: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The same cases were drawn in both: each repetition's difference is of the variants alone."""
    there = {maal.id: place for place, maal in enumerate(plan.forloeb[0].maal)}
    for place, maal in enumerate(plan.forloeb[number].maal):
        if maal.id not in there:
            continue
        pairs = [
            (row["maal"][place]["fraktiler"]["median"], base["maal"][there[maal.id]]["fraktiler"]["median"])
            for row, base in zip(other, first, strict=True)
        ]
        yield {
            "forloeb": plan.forloeb[number].navn,
            "mod": plan.forloeb[0].navn,
            "maal": maal.id,
            "median": _spread([None if None in pair else pair[0] - pair[1] for pair in pairs]),
        }


def _spread(values: Sequence[float | None]) -> Tal:
    """Mean, 5 and 95 percent of what was reached; none of it where too seldom."""
    reached = [value for value in values if value is not None]
    if not reached or len(reached) < REACHED * len(values):
        return list(INGEN)
    low, high = numpy.quantile(reached, [0.05, 0.95])
    return [round(float(value), 1) for value in (numpy.mean(reached), low, high)]


def _rest(rows: Sequence[dict[str, Any]]) -> numpy.ndarray | None:
    """Percent that were not settled before each day of the net, over all repetitions."""
    curves = [row["kurve"] for row in rows if row["kurve"] is not None]
    return numpy.sum(curves, axis=0) * (100 / HELE / len(curves)) if curves else None


def _column_widths(plan: Plan, by_variant: Sequence[Sequence[dict[str, Any]]]) -> dict[str, int]:
    """For each time the same columns in every variant: as wide as it takes to show all but the last twentieth of the longest."""
    longest: dict[str, int] = {}
    for forloeb, rows in zip(plan.forloeb, by_variant, strict=True):
        for place, maal in enumerate(forloeb.maal):
            rest = _rest([row["maal"][place] for row in rows])
            last = 0 if rest is None else int(NET[numpy.argmax(rest <= max(5.0, rest[-1] + 0.5))])
            longest[maal.id] = max(longest.get(maal.id, 0), last)
    return {
        key: next((item for item in BREDDER if item * SOEJLER >= day), BREDDER[-1])
        for key, day in longest.items()
    }


def _distribution(rows: Sequence[dict[str, Any]], width: int) -> list[list[float | None]]:
    rest = _rest(rows)
    if rest is None:
        return []
    edges = [float(rest[place * width // UGE]) for place in range(SOEJLER + 1)]
    columns: list[list[float | None]] = [
        [place * width, (place + 1) * width, round(edges[place] - edges[place + 1], 2)]
        for place in range(SOEJLER)
    ]
    return [*columns, [SOEJLER * width, None, round(edges[-1], 2)]]
