"""How the benchmarks measure and print: medians, p95, and ratios between sizes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def timings(act: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` runs of `act`, after one run that does not count."""
    act()
    result = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        result.append((time.perf_counter() - start) * 1000)
    return result


def per_second(act: Callable[[], object], seconds: float = 2.0) -> float:
    """How often `act` can be done in a second, over about `seconds`."""
    act()
    count, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        act()
        count += 1
    return count / elapsed


def median_p95(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[max(0, int(len(ordered) * 0.95) - 1)]


def line(name: str, value: str, aim: str = "") -> None:
    """One line of the result, with the aim beside it."""
    print(f"{name:<58}{value:>24}   {aim}")
