"""The statistics program: reads a list of jobs as JSON on standard input, writes their answers on standard output.

Runs as a process of its own (`python -m almen.analyse.regneprogram`), started by `almen.analyse.regning`: statsmodels and scipy
cost about 105 MB, which no web worker should carry. Commands and workers call `compute` itself. Knows no Django.

Times are cells `[days, settled, how many]`; a time that is not settled (0) had not run out when it was last seen.
"""

from __future__ import annotations

import json
import math
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Celle = Sequence[int]
LEVEL = 0.05  # intervals hold in 95 of 100


def compute(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answer to each job (`art` names it), in their order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library divides by nought at the ends of a curve, and says so
        return [JOBS[job["art"]](job) for job in jobs]


def survival(job: Mapping[str, Any]) -> dict[str, Any]:
    """Kaplan–Meier over `tider`: number, settled, median with interval, quartiles, percent over each of `maal`, and with `kurve` the curve.

    A quantile that the curve does not reach is None: so many have not been settled. Percent over a day that lies behind
    everything observed is None too.
    """
    cells = job["tider"]
    answer: dict[str, Any] = {
        "antal": sum(cell[2] for cell in cells),
        "afsluttede": sum(cell[2] for cell in cells if cell[1]),
        "median": None,
        "median_fra": None,
        "median_til": None,
        "q1": None,
        "q3": None,
        "over": {str(maal): _none_settled_over(cells, maal) for maal in job.get("maal", ())},
        "kurve": [],
    }
    if not answer["afsluttede"]:
        return answer
    curve = _curve(cells)
    low, high = curve.quantile_ci(0.5, alpha=LEVEL)
    answer |= {
        "median": _whole(curve.quantile(0.5)),
        "median_fra": _whole(low),
        "median_til": _whole(high),
        "q1": _whole(curve.quantile(0.25)),
        "q3": _whole(curve.quantile(0.75)),
        "over": {str(maal): _percent_over(curve, cells, maal) for maal in job.get("maal", ())},
    }
    if job.get("kurve"):
        answer["kurve"] = _points(curve)
    return answer


def compare(job: Mapping[str, Any]) -> dict[str, Any]:
    """Two groups, `foer` and `efter`: each one's survival, the difference of medians (days) with a bootstrap interval, and log-rank's p.

    The seed `froe` is given, so the answer is the same each time. A difference is None where a median is not reached; the interval
    is None where it is not reached in one of ten draws or more.
    """
    import numpy
    from statsmodels.duration.survfunc import survdiff

    foer, efter = job["foer"], job["efter"]
    answer: dict[str, Any] = {
        "foer": survival({"tider": foer, "kurve": job.get("kurve")}),
        "efter": survival({"tider": efter, "kurve": job.get("kurve")}),
        "forskel": None,
        "forskel_fra": None,
        "forskel_til": None,
        "p": None,
    }
    if not answer["foer"]["afsluttede"] or not answer["efter"]["afsluttede"]:
        return answer
    if None not in (answer["foer"]["median"], answer["efter"]["median"]):
        answer["forskel"] = answer["efter"]["median"] - answer["foer"]["median"]
    generator = numpy.random.default_rng(job["froe"])
    draws = [
        _median_of_draw(efter, generator) - _median_of_draw(foer, generator)
        for _ in range(job.get("gange", 400))
    ]
    reached = sorted(item for item in draws if not math.isnan(item))
    if answer["forskel"] is not None and len(reached) > 0.9 * len(draws):
        low, high = numpy.quantile(reached, [LEVEL / 2, 1 - LEVEL / 2])
        answer["forskel_fra"], answer["forskel_til"] = math.floor(low), math.ceil(high)
    days, settled, group = _rows(foer, efter)
    value = float(survdiff(days, settled, group)[1])
    answer["p"] = None if math.isnan(value) else value
    return answer


def trend(job: Mapping[str, Any]) -> dict[str, Any]:
    """Theil–Sen over `punkter` (`[year, value]`): change a year with its interval; all None with fewer than four points."""
    from scipy.stats import theilslopes

    points = [(x, y) for x, y in job["punkter"] if y is not None]
    if len(points) < 4:
        return {"antal": len(points), "haeldning": None, "fra": None, "til": None}
    found = theilslopes([y for _, y in points], [x for x, _ in points], alpha=1 - LEVEL)
    return {
        "antal": len(points),
        "haeldning": float(found[0]),
        "fra": float(found[2]),
        "til": float(found[3]),
    }


def development(job: Mapping[str, Any]) -> dict[str, Any]:
    """Survival of each of `aar` (`[year, cells]`), and the trend of their medians."""
    years = [(aar, survival({"tider": cells})) for aar, cells in job["aar"]]
    return {"aar": years, "tendens": trend({"punkter": [[aar, found["median"]] for aar, found in years]})}


def _curve(cells: Sequence[Celle]) -> Any:
    import numpy
    from statsmodels.duration.survfunc import SurvfuncRight

    table = numpy.asarray(cells)
    # One row each: with weights the library gives the error of another estimator, which is far too large.
    days, settled = numpy.repeat(table[:, 0], table[:, 2]), numpy.repeat(table[:, 1], table[:, 2])
    return SurvfuncRight(days, settled)


def _percent_over(curve: Any, cells: Sequence[Celle], maal: int) -> float | None:
    if maal > max(cell[0] for cell in cells) and curve.surv_prob[-1] > 0:
        return None
    before = [share for day, share in zip(curve.surv_times, curve.surv_prob, strict=True) if day <= maal]
    return round(100 * float(before[-1]), 1) if before else 100.0


def _none_settled_over(cells: Sequence[Celle], maal: int) -> float | None:
    return 100.0 if cells and maal <= max(cell[0] for cell in cells) else None


def _points(curve: Any) -> list[list[float]]:
    """Day, percent not yet settled, and its interval (log-log would be unknown at the ends; plain Greenwood is cut to 0–100)."""
    rows = zip(curve.surv_times, curve.surv_prob, curve.surv_prob_se, strict=True)
    points = []
    for day, share, error in rows:
        width = 0.0 if math.isnan(error) else 1.959964 * float(error)
        low, high = max(0.0, float(share) - width), min(1.0, float(share) + width)
        points.append([int(day), *(round(100 * value, 1) for value in (float(share), low, high))])
    return points


def _median_of_draw(cells: Sequence[Celle], generator: Any) -> float:
    import numpy

    table = numpy.asarray(cells, dtype=float)
    total = int(table[:, 2].sum())
    table[:, 2] = generator.multinomial(total, table[:, 2] / table[:, 2].sum())
    drawn = table[table[:, 2] > 0]
    if not drawn[:, 1].any():
        return math.nan
    from statsmodels.duration.survfunc import SurvfuncRight

    return float(SurvfuncRight(drawn[:, 0], drawn[:, 1], freq_weights=drawn[:, 2]).quantile(0.5))


def _rows(foer: Sequence[Celle], efter: Sequence[Celle]) -> tuple[Any, Any, Any]:
    """Both groups as single times, as the log-rank test wants them."""
    import numpy

    table = numpy.asarray([[*cell, 0] for cell in foer] + [[*cell, 1] for cell in efter])
    rows = numpy.repeat(table, table[:, 2], axis=0)
    return rows[:, 0], rows[:, 1], rows[:, 3]


def _whole(value: Any) -> int | None:
    return int(value) if value is not None and math.isfinite(float(value)) else None


JOBS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "overlevelse": survival,
    "sammenligning": compare,
    "tendens": trend,
    "udvikling": development,
}

if __name__ == "__main__":
    json.dump(compute(json.load(sys.stdin)), sys.stdout)
