"""One thing at a time: each stay lasts until the day before the next begins. Pure; knows no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
ONE_DAY = dt.timedelta(days=1)


class SammeDag(ValueError):
    """Two stays begin on the same day; the text names it."""


def last_days(starts: Iterable[tuple[Key, dt.date]]) -> dict[Key, dt.date | None]:
    """The last day of each stay, given the first days: the day before the next one begins; None for the latest, which is open.

    The order in which they are given does not matter. Raises SammeDag if two begin on the same day.
    """
    ordered = sorted(starts, key=lambda item: item[1])
    result: dict[Key, dt.date | None] = {}
    for (key, first), (_, following) in pairwise(ordered):
        if first == following:
            raise SammeDag(first.isoformat())
        result[key] = following - ONE_DAY
    if ordered:
        result[ordered[-1][0]] = None
    return result


def find_on(starts: Iterable[tuple[Key, dt.date]], dag: dt.date) -> Key | None:
    """The stay that holds the day: the latest that has begun. None before the first."""
    begun = [item for item in starts if item[1] <= dag]
    return max(begun, key=lambda item: item[1])[0] if begun else None
