"""The days on which the demo's bodies meet: a calendar of each body by rule, so that decisions and meetings fall on the same days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.yamltekst import read_yaml

FIL = "7-moeder.yaml"
JULI, DECEMBER = 7, 12


def demo_moededage(til: dt.date) -> dict[str, list[dt.date]]:
    """Each body's days up to and including `til`, in order; none for a municipality without the file.

    A month with a meeting of the file's own (`demo_moeder`) has that day and no other. July is without meetings.
    """
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file():
        return {}
    data = read_yaml(path.read_text(encoding="utf-8"))
    own: dict[tuple[str, int, int], list[dt.date]] = defaultdict(list)
    for item in data["demo_moeder"]:
        own[item["organ"], item["dato"].year, item["dato"].month].append(item["dato"])
    return {item["organ"]: _days(item, own, til) for item in data["demo_moedekalender"]}


def _days(
    item: Mapping[str, Any], own: Mapping[tuple[str, int, int], list[dt.date]], til: dt.date
) -> list[dt.date]:
    days: list[dt.date] = []
    for year in range(item["fra_aar"], til.year + 1):
        for month in range(1, 13):
            if month == JULI:
                continue
            week = item["december"] if month == DECEMBER else item["uge"]
            days += own.get((item["organ"], year, month)) or [_weekday(year, month, item["ugedag"], week)]
    return [day for day in days if day <= til]


def _weekday(year: int, month: int, ugedag: int, number: int) -> dt.date:
    """The month's first, second … Monday (0), Tuesday (1) …"""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [day for week in weeks for day in week if day.month == month and day.weekday() == ugedag][
        number - 1
    ]
