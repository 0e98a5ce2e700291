"""The calendar: rooms register what they have with a day; one page and one iCalendar writer show it.

A room calls `register` in its AppConfig.ready(). A source answers with what *this user may see now*, and no more:

    register(Kalenderkilde("moeder", "Møder", haendelser=moeder, synlig_for=may_see_moeder))

    def moeder(bruger, fra, til, kun_egne) -> Iterable[Haendelse]: ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

ZONE = ZoneInfo("Europe/Copenhagen")
PRODID = "-//Almen//Kalender//DA"


@dataclass(frozen=True, slots=True)
class Haendelse:
    """Something with a day (a date: all day) or an hour (an aware datetime, with `slut`).

    `id` is stable and unique within its source; `aendret` is when what it says last changed; `url` is a path.
    `fortrolig` stays inside the house: it is shown on the page to those who may see it, and never in a feed.
    """

    id: str
    dato: dt.date | dt.datetime
    titel: str
    aendret: dt.datetime
    tekst: str = ""
    url: str = ""
    sted: str = ""
    slut: dt.datetime | None = None
    fortrolig: bool = False
    kilde: str = ""

    @property
    def dag(self) -> dt.date:
        """The day in Danish time."""
        return self.dato.astimezone(ZONE).date() if isinstance(self.dato, dt.datetime) else self.dato

    @property
    def klokken(self) -> str:
        """The hour in Danish time, empty for the whole day."""
        return f"{self.dato.astimezone(ZONE):%H.%M}" if isinstance(self.dato, dt.datetime) else ""


def _everybody(bruger: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kalenderkilde:
    """A kind of events. `haendelser(bruger, fra, til, kun_egne)` gives those from `fra` to `til`, both included."""

    id: str
    navn: str
    haendelser: Callable[[Any, dt.date, dt.date, bool], Iterable[Haendelse]]
    synlig_for: Callable[[Any], bool] = _everybody


_kilder: dict[str, Kalenderkilde] = {}


def register(kilde: Kalenderkilde) -> None:
    """Adds a source, or replaces the one with the same id."""
    _kilder[kilde.id] = kilde


def unregister(id_: str) -> None:
    """Forgets a source; for tests."""
    _kilder.pop(id_, None)


def kilder_for(bruger: Any) -> list[Kalenderkilde]:
    """The sources that the user has, in the order of their names."""
    return sorted((item for item in _kilder.values() if item.synlig_for(bruger)), key=lambda item: item.navn)


def gather(
    bruger: Any, fra: dt.date, til: dt.date, *, kilder: Sequence[str] | None = None, kun_egne: bool = False
) -> list[Haendelse]:
    """Events of the chosen sources (None: all the user has) in the order of time."""
    found = []
    for kilde in kilder_for(bruger):
        if kilder is None or kilde.id in kilder:
            found += [replace(item, kilde=kilde.id) for item in kilde.haendelser(bruger, fra, til, kun_egne)]
    return sorted(found, key=lambda item: (item.dag, item.klokken, item.titel, item.id))


def write_ical(
    haendelser: Iterable[Haendelse], *, navn: str, vaert: str, adresse: Callable[[str], str]
) -> bytes:
    """The events as iCalendar (RFC 5545): the same events give the same bytes.

    `vaert` makes the UIDs the installation's own; `adresse` makes a path into a whole address. Hours are written in
    UTC, which every calendar turns into its owner's time; days have no time zone. Confidential events are left out.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", navn)
    calendar.add("x-wr-calname", navn)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for item in haendelser:
        if not item.fortrolig:
            calendar.add_component(_event(item, vaert, adresse))
    return bytes(calendar.to_ical())


def _event(item: Haendelse, vaert: str, adresse: Callable[[str], str]) -> Event:
    event = Event()
    event.add("uid", f"{item.kilde}-{item.id}@{vaert}")
    event.add("dtstamp", item.aendret.astimezone(dt.UTC).replace(microsecond=0))
    event.add("summary", item.titel)
    if isinstance(item.dato, dt.datetime):
        event.add("dtstart", item.dato.astimezone(dt.UTC))
        event.add("dtend", (item.slut or item.dato + dt.timedelta(hours=1)).astimezone(dt.UTC))
    else:
        event.add("dtstart", item.dato)
        event.add("dtend", item.dato + dt.timedelta(days=1))
        # A deadline takes no time out of the day.
        event.add("transp", "TRANSPARENT")
    if item.tekst:
        event.add("description", item.tekst)
    if item.sted:
        event.add("location", item.sted)
    if item.url:
        event.add("url", adresse(item.url))
    return event
