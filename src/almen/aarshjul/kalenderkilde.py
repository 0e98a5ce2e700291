"""What the year wheel gives the calendar: tasks that have not been started; the others are deadlines of their cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from almen.aarshjul.plan import Planlagt
from almen.aarshjul.selectors import missing_opgaver
from almen.sager import adgang
from almen.ui.formater import antal
from almen.ui.kalender import ZONE, Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde


def haendelser(bruger: Any, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Per item and year: the deadline, and before it the day on which its cases are to be opened. Two queries a year.

    They are the whole unit's; with `kun_egne` there are none.
    """
    if kun_egne:
        return
    for aar in range(fra.year, til.year + 3):
        groups: dict[str, list[Planlagt]] = {}
        for item in missing_opgaver(aar):
            groups.setdefault(item.punkt.id, []).append(item)
        for items in groups.values():
            for event in _events(items):
                if fra <= event.dag <= til:
                    yield event


def _events(items: list[Planlagt]) -> Iterator[Haendelse]:
    first = items[0]
    count = antal(len(items), "opgave er", "opgaver er")
    url = f"{reverse('aarshjul:hjul')}?aar={first.aar}"
    # What the profile says never changes by itself, so the event is as old as the day on which the year began.
    since = dt.datetime(first.aar - 1, 1, 1, tzinfo=ZONE)
    text = f"{count} ikke startet. {first.punkt.formaal}"
    yield Haendelse(
        f"{first.punkt.id}-{first.aar}",
        first.frist,
        f"{first.punkt.navn} {first.aar}: frist",
        since,
        text,
        url,
    )
    if first.aabnes < first.frist:
        title = f"{first.punkt.navn} {first.aar}: startes"
        yield Haendelse(f"{first.punkt.id}-{first.aar}-start", first.aabnes, title, since, text, url)


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(
        Kalenderkilde(
            "aarshjul", "Årshjul: opgaver, der ikke er startet", haendelser, adgang.may_see_aarshjul
        )
    )
