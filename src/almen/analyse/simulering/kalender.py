"""A body's meetings in the years of a run: as a rule says, or as they lay in a year that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almen.analyse.simulering.scenarie import Moederegel
from almen.organisationer.selectors import current_profil
from almen.udvalg.frister import meeting_deadlines

MANDAG = 0


class Aarsmoede(NamedTuple):
    """A meeting as it comes each year: month, day, and how many calendar days before it papers must be in."""

    maaned: int
    dag: int
    papirer_ind: int


def meetings_by_rule(
    organ: str, regel: Moederegel, first: dt.date, last: dt.date
) -> tuple[tuple[int, int], ...]:
    """(papers in, meeting) of every meeting from `first` to `last`, in days from `first`."""
    days = [day for year in range(first.year, last.year + 1) for day in _days(regel, year)]
    return _as_numbers(
        ((_papers_in(organ, day, regel.papirer_ind), day) for day in days if first <= day <= last), first
    )


def meetings_each_year(
    moeder: Sequence[Aarsmoede], first: dt.date, last: dt.date
) -> tuple[tuple[int, int], ...]:
    """The same meetings each year."""
    days = [
        (_day(year, item.maaned, item.dag), item.papirer_ind)
        for year in range(first.year, last.year + 1)
        for item in moeder
    ]
    return _as_numbers(
        ((day - dt.timedelta(days=before), day) for day, before in days if first <= day <= last), first
    )


def knows_deadline(organ: str) -> bool:
    """True if the profile says when papers to the body must be in."""
    return organ in current_profil().moedeorgan_ids


def rule_text(regel: Moederegel) -> str:
    """`hver 2. uge`, `1 gang om måneden` or how many fixed days."""
    if regel.pr_maaned is not None:
        return "1 gang om måneden" if regel.pr_maaned == 1 else f"{regel.pr_maaned} gange om måneden"
    if regel.hver_uge is not None:
        return "hver uge" if regel.hver_uge == 1 else f"hver {regel.hver_uge}. uge"
    return f"{len(regel.datoer or ())} faste dage om året"


def _days(regel: Moederegel, year: int) -> list[dt.date]:
    if regel.datoer:
        return [_day(year, *map(int, item.split("-"))) for item in regel.datoer]
    new_year = dt.date(year, 1, 1)
    mondays = [
        new_year + dt.timedelta(days=number)
        for number in range((dt.date(year + 1, 1, 1) - new_year).days)
        if (new_year + dt.timedelta(days=number)).weekday() == MANDAG
    ]
    if regel.hver_uge:
        # Counted from one Monday of all time, so that a year's end does not shift it.
        return [day for day in mondays if day.toordinal() // 7 % regel.hver_uge == 0]
    return [day for day in mondays if (day.day - 1) // 7 < (regel.pr_maaned or 0)]


def _day(year: int, month: int, day: int) -> dt.date:
    """29 February is the 28th in a year that has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, month, 28)


def _papers_in(organ: str, day: dt.date, dage: int | None) -> dt.date:
    return meeting_deadlines(organ, day).papirer_ind if dage is None else day - dt.timedelta(days=dage)


def _as_numbers(moeder: Iterable[tuple[dt.date, dt.date]], first: dt.date) -> tuple[tuple[int, int], ...]:
    return tuple(
        ((deadline - first).days, (day - first).days)
        for day, deadline in sorted((day, deadline) for deadline, day in moeder)
    )
