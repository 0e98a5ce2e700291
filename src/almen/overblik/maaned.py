"""A month as the calendar page shows it: weeks of days, each with its events. Pure."""

from __future__ import annotations

import datetime as dt
from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass

from almen.ui.kalender import Haendelse

MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Dag:
    """One day with its events; `i_maaneden` False for the days of other months that fill the weeks."""

    dato: dt.date
    i_maaneden: bool
    haendelser: tuple[Haendelse, ...]


@dataclass(frozen=True)
class Maaned:
    """A month: its weeks from Monday, the days that have events, and its neighbours' first days."""

    foerste: dt.date
    uger: tuple[tuple[int, tuple[Dag, ...]], ...]

    @property
    def navn(self) -> str:
        """E.g. *november 2026*."""
        return f"{MAANEDER[self.foerste.month - 1]} {self.foerste.year}"

    @property
    def dage(self) -> list[Dag]:
        """The month's days that have events."""
        return [dag for _, uge in self.uger for dag in uge if dag.i_maaneden and dag.haendelser]

    @property
    def forrige(self) -> dt.date:
        """The first day of the month before."""
        return (self.foerste - dt.timedelta(days=1)).replace(day=1)

    @property
    def naeste(self) -> dt.date:
        """The first day of the month after."""
        return (self.foerste + dt.timedelta(days=31)).replace(day=1)


def last_day(first: dt.date) -> dt.date:
    """The month's last day."""
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def build_maaned(first: dt.date, haendelser: Sequence[Haendelse]) -> Maaned:
    """The month that begins on `first`; events of other months are left out."""
    by_day: dict[dt.date, list[Haendelse]] = {}
    for item in haendelser:
        by_day.setdefault(item.dag, []).append(item)
    weeks = []
    for week in Calendar().monthdatescalendar(first.year, first.month):
        days = tuple(
            Dag(day, day.month == first.month, tuple(by_day.get(day, ())) if day.month == first.month else ())
            for day in week
        )
        weeks.append((week[0].isocalendar().week, days))
    return Maaned(first, tuple(weeks))
