"""What the days at steps went with, summed: one pass through the stays, with meetings and missing material read beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import SETTLED, Celle
from almen.analyse.ventetid import VENTER, Aarsag, Moedekalender, Spand, Sted, Tid, find_parts
from almen.ansoegninger.models import Anmodning, Behandling, Udfald
from almen.organisationer.selectors import current_profil
from almen.sagsgang.ophold import Opholdsart
from almen.udvalg.models import Moede

CHUNK = 5000
MAX_IDS = 30_000  # SQLite takes 32.766 values in a query
FORVALTNINGEN, ORGANISATION = "forvaltningen", "boligorganisation"
FIELDS = (
    "sag_id",
    "aktoer",
    "klar",
    "slut",
    "udsat_fra",
    "art",
    "igen_klar",
    "sag__overblik__afslutning",
)


@dataclass
class Dage:
    """Days of stays: how many lasted how long, and whether that was all of it; and the cases."""

    celler: Counter[tuple[int, int]] = field(default_factory=Counter)
    sager: set[int] = field(default_factory=set)

    def add(self, sag: int | None, dage: int, afgjort: bool) -> None:
        """One stay's days more; its case too, where cases are counted."""
        self.celler[dage, int(afgjort)] += 1
        if sag is not None:
            self.sager.add(sag)

    def __iadd__(self, other: Dage) -> Dage:
        self.celler.update(other.celler)
        self.sager |= other.sager
        return self

    @property
    def dage(self) -> int:
        """The sum, of those that run up to now."""
        return sum(days * count for (days, _), count in self.celler.items())

    @property
    def ophold(self) -> int:
        """How many stays."""
        return sum(self.celler.values())

    @property
    def tider(self) -> list[Celle]:
        """As the statistics read them."""
        return [(days, settled, count) for (days, settled), count in sorted(self.celler.items())]


@dataclass
class Tidsregnskab:
    """Days by cause and group (`aarsager`), and each stay's days of waiting by group (`ventetid`; also those that had none)."""

    aarsager: dict[tuple[Aarsag, tuple[Any, ...]], Dage] = field(default_factory=lambda: defaultdict(Dage))
    ventetid: dict[tuple[Any, ...], Dage] = field(default_factory=lambda: defaultdict(Dage))

    def by_cause(self, key: tuple[Any, ...]) -> dict[Aarsag, int]:
        """A group's days by cause; causes without any are left out."""
        found = {cause: self.aarsager[cause, key].dage for cause in Aarsag if (cause, key) in self.aarsager}
        return {cause: days for cause, days in found.items() if days}


@dataclass(frozen=True)
class Opgjort:
    """One stay with its days by cause: `dele` add up to it, and `borte` are those after it sent the case back."""

    sag: int
    noegle: tuple[Any, ...]
    afgjort: bool
    dele: dict[Aarsag, int]
    borte: tuple[int, bool] | None  # days, and whether the step can be taken up again

    @property
    def ventetid(self) -> int:
        """The days that were waiting."""
        return sum(days for cause, days in self.dele.items() if cause in VENTER)


def account_for(rows: QuerySet[Ophold], *by: str, today: dt.date, sager: bool = True) -> Tidsregnskab:
    """The days of `rows` by cause and by the fields `by`. Four queries, the stays read as a stream.

    Without `sager` the cases of each sum are not kept: of 100,000 cases they take 200 MB.
    """
    found = Tidsregnskab()
    for item in accounts(rows, *by, today=today):
        case = item.sag if sager else None
        for cause, days in item.dele.items():
            found.aarsager[cause, item.noegle].add(case, days, item.afgjort)
        found.ventetid[item.noegle].add(case, item.ventetid, item.afgjort)
        if item.borte is not None:
            found.aarsager[Aarsag.TILBAGE, item.noegle].add(case, *item.borte)
    return found


def accounts(rows: QuerySet[Ophold], *by: str, today: dt.date) -> Iterator[Opgjort]:
    """The stays one by one with their days by cause; `by` fills `noegle`. Four queries.

    What was sent back counts from that day to the one on which the step could be taken up again; up to today where that has not
    come, and not at all where the case ended without it.
    """
    meetings, missing, places = meeting_calendars(), missing_material(), _Steder()
    stays = rows.order_by().values_list(*FIELDS, *by).iterator(chunk_size=CHUNK)
    for sag, actor, klar, slut, postponed, art, again, ending, *key in stays:
        settled = art in SETTLED
        tid = Tid(klar, slut or max(klar, today), settled, postponed)
        # From when a stopped decision waited for the council is not kept.
        calendar = None if art == Opholdsart.STANDSET else meetings.get(actor)
        away = None
        if art in _BACK and (again or not ending):
            away = max(0, ((again or max(slut, today)) - slut).days), again is not None
        yield Opgjort(
            sag, tuple(key), settled, find_parts(places[actor], tid, calendar, missing.get(sag, ())), away
        )


def waiting_at_home(rows: QuerySet[Ophold]) -> QuerySet[Ophold]:
    """Those of `rows` at the administration that can have waited: they were postponed, or something was asked for in their cases."""
    asked = Anmodning.objects.order_by().values("sag")
    returned = Behandling.objects.filter(udfald=Udfald.RETURNERET, indsendelse__sag__isnull=False)
    lacking = Q(sag__in=asked) | Q(sag__in=returned.order_by().values("indsendelse__sag"))
    return rows.filter(Q(udsat_fra__isnull=False) | lacking, aktoer=FORVALTNINGEN)


class ForMange(Exception):
    """More stays than one list can be asked for by their numbers."""


def with_cause(rows: QuerySet[Ophold], aarsag: Aarsag, today: dt.date) -> QuerySet[Ophold]:
    """Those of `rows` that had days of this cause. Five queries. Raises ForMange."""
    wanted = [
        item.noegle[0]
        for item in accounts(rows, "pk", today=today)
        if (item.borte is not None if aarsag is Aarsag.TILBAGE else aarsag in item.dele)
    ]
    if len(wanted) > MAX_IDS:
        raise ForMange
    return rows.filter(pk__in=wanted)


_BACK = frozenset({Opholdsart.SENDT_TILBAGE.value, Opholdsart.FORKASTET.value})


def meeting_calendars() -> dict[str, Moedekalender]:
    """The meetings of every body that were not called off. One query."""
    rows: dict[str, list[Spand]] = defaultdict(list)
    meetings = Moede.objects.filter(aflyst__isnull=True).order_by()
    for organ, papers, day in meetings.values_list("organ", "papirer_ind", "dato"):
        rows[organ].append((papers, day))
    return {organ: Moedekalender(found) for organ, found in rows.items()}


def missing_material() -> dict[int, list[Spand]]:
    """By case, when something asked of the boligorganisation was not there. Two queries.

    A request lacks from the day it was made until it was answered with something that was not returned, or closed; what was
    returned lacks until it was sent again.
    """
    lacking: dict[int, list[Spand]] = defaultdict(list)
    kept = Q(indsendelser__behandling__isnull=True) | Q(indsendelser__behandling__udfald=Udfald.MODTAGET)
    asked = Anmodning.objects.order_by().annotate(svar=Min("indsendelser__indsendt", filter=kept))
    for sag, made, closed, answered in asked.values_list("sag_id", "oprettet", "lukket", "svar"):
        lacking[sag].append((timezone.localdate(made), _first_day(closed, answered)))
    returned = Behandling.objects.filter(udfald=Udfald.RETURNERET, indsendelse__sag__isnull=False)
    again = returned.order_by().annotate(igen=Min("indsendelse__erstattet_af__indsendt"))
    for sag, sent_back, sent in again.values_list("indsendelse__sag_id", "tidspunkt", "igen"):
        lacking[sag].append((timezone.localdate(sent_back), _first_day(sent)))
    return lacking


def _first_day(*moments: dt.datetime | None) -> dt.date:
    """The first of the days that are known; the end of time where none is."""
    known = [item for item in moments if item is not None]
    return timezone.localdate(min(known)) if known else dt.date.max


class _Steder(dict[str, Sted]):
    """Actors by what their days can have gone with, by the profile: bodies have meetings, or are political."""

    def __missing__(self, aktoer: str) -> Sted:
        profil = current_profil()
        if aktoer in profil.moedeorgan_ids or aktoer in profil.aktoerer_of_art("organ"):
            found = Sted.ORGAN
        else:
            found = {FORVALTNINGEN: Sted.FORVALTNING, ORGANISATION: Sted.ORGANISATION}.get(aktoer, Sted.ANDRE)
        self[aktoer] = found
        return found


def total_of(parts: Iterable[Dage]) -> Dage:
    """Several groups' days as one."""
    total = Dage()
    for item in parts:
        total += item
    return total
