"""What the days at steps went with, summed: one pass through the stays, with meetings and missing material read beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import SETTLED, Celle, cells_by
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

    def add(self, sag: int, dage: int, afgjort: bool) -> None:
        """One stay's days more, and its case."""
        self.celler[dage, int(afgjort)] += 1
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


def _drop_noughts(groups: dict[Any, Dage]) -> None:
    for key in list(groups):
        groups[key].celler = +groups[key].celler
        if not groups[key].celler:
            del groups[key]


@dataclass
class Tidsregnskab:
    """Days by cause and group (`aarsager`), and each stay's days of waiting by group (`ventetid`; also those that had none)."""

    aarsager: dict[tuple[Aarsag, tuple[Any, ...]], Dage] = field(default_factory=lambda: defaultdict(Dage))
    ventetid: dict[tuple[Any, ...], Dage] = field(default_factory=lambda: defaultdict(Dage))

    def by_cause(self, key: tuple[Any, ...]) -> dict[Aarsag, int]:
        """A group's days by cause; causes without any are left out."""
        found = {cause: self.aarsager[cause, key].dage for cause in Aarsag if (cause, key) in self.aarsager}
        return {cause: days for cause, days in found.items() if days}

    def without_noughts(self) -> Tidsregnskab:
        """The same, without lengths and groups that nothing is left in."""
        _drop_noughts(self.aarsager)
        _drop_noughts(self.ventetid)
        return self


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


def account_for(rows: QuerySet[Ophold], *by: str, today: dt.date) -> Tidsregnskab:
    """The days of `rows` by cause and by the fields `by`, with the cases of each sum. Four queries, the stays read as a stream."""
    found = Tidsregnskab()
    for item in accounts(rows, *by, today=today):
        for cause, days in item.dele.items():
            found.aarsager[cause, item.noegle].add(item.sag, days, item.afgjort)
        found.ventetid[item.noegle].add(item.sag, item.ventetid, item.afgjort)
        if item.borte is not None:
            found.aarsager[Aarsag.TILBAGE, item.noegle].add(item.sag, *item.borte)
    return found


def sums_of(rows: QuerySet[Ophold], *by: str, today: dt.date) -> Tidsregnskab:
    """As `account_for`, without the cases: of 100,000 it takes a fraction of the time. Seven queries; a test holds the two together.

    Every stay is first counted as one to which nothing happened, as the database gathers them; then the few that were postponed, sent
    back, stopped or lacked material are counted as they were instead.
    """
    found, bodies, meetings, places = Tidsregnskab(), _bodies(), meeting_calendars(), _Steder()
    at_bodies = rows.filter(aktoer__in=bodies).order_by().values_list("aktoer", "art", "klar", "slut", *by)
    for actor, art, klar, slut, *key, count in at_bodies.annotate(n=Count("pk")).iterator(chunk_size=CHUNK):
        tid = Tid(klar, slut or max(klar, today), art in SETTLED)
        _add_alike(found, tuple(key), find_parts(Sted.ORGAN, tid, meetings.get(actor)), tid.afgjort, count)
    for (actor, *key), cells in cells_by(rows.exclude(aktoer__in=bodies), "aktoer", *by, today=today).items():
        for days, settled, count in cells:
            tid = Tid(today, today + dt.timedelta(days), bool(settled))
            _add_alike(found, tuple(key), find_parts(places[actor], tid), tid.afgjort, count)
    special = Q(udsat_fra__isnull=False) | Q(art__in=(*_BACK, Opholdsart.STANDSET)) | lacking_material()
    for stay in _read(rows.filter(special), by, today):
        item = stay.account()
        calendar = meetings.get(stay.aktoer)
        plain = find_parts(stay.sted, replace(stay.tid, udsat_fra=None), calendar)
        _add_alike(found, item.noegle, plain, item.afgjort, -1)
        _add_alike(found, item.noegle, item.dele, item.afgjort, 1)
        if item.borte is not None:
            days, came = item.borte
            found.aarsager[Aarsag.TILBAGE, item.noegle].celler[days, int(came)] += 1
    return found.without_noughts()


def _add_alike(
    found: Tidsregnskab, key: tuple[Any, ...], parts: Mapping[Aarsag, int], settled: bool, count: int
) -> None:
    for cause, days in parts.items():
        found.aarsager[cause, key].celler[days, int(settled)] += count
    waited = sum(days for cause, days in parts.items() if cause in VENTER)
    found.ventetid[key].celler[waited, int(settled)] += count


def accounts(rows: QuerySet[Ophold], *by: str, today: dt.date) -> Iterator[Opgjort]:
    """The stays one by one with their days by cause; `by` fills `noegle`. Four queries.

    What was sent back counts from that day to the one on which the step could be taken up again; up to today where that has not
    come, and not at all where the case ended without it.
    """
    for stay in _read(rows, by, today):
        yield stay.account()


@dataclass(frozen=True)
class _Laest:
    """A stay as it was read, with what its days can have gone with."""

    sag: int
    noegle: tuple[Any, ...]
    aktoer: str
    sted: Sted
    tid: Tid
    kalender: Moedekalender | None
    mangler: Sequence[Spand]
    borte: tuple[int, bool] | None

    def account(self) -> Opgjort:
        parts = find_parts(self.sted, self.tid, self.kalender, self.mangler)
        return Opgjort(self.sag, self.noegle, self.tid.afgjort, parts, self.borte)


def _read(rows: QuerySet[Ophold], by: Sequence[str], today: dt.date) -> Iterator[_Laest]:
    meetings, missing, places = meeting_calendars(), missing_material(), _Steder()
    stays = rows.order_by().values_list(*FIELDS, *by).iterator(chunk_size=CHUNK)
    for sag, actor, klar, slut, postponed, art, again, ending, *key in stays:
        # From when a stopped decision waited for the council is not kept.
        calendar = None if art == Opholdsart.STANDSET else meetings.get(actor)
        away = None
        if art in _BACK and (again or not ending):
            away = max(0, ((again or max(slut, today)) - slut).days), again is not None
        tid = Tid(klar, slut or max(klar, today), art in SETTLED, postponed)
        yield _Laest(sag, tuple(key), actor, places[actor], tid, calendar, missing.get(sag, ()), away)


def waiting_at_home(rows: QuerySet[Ophold]) -> QuerySet[Ophold]:
    """Those of `rows` at the administration that can have waited: they were postponed, or something was asked for in their cases."""
    return rows.filter(Q(udsat_fra__isnull=False) | lacking_material(), aktoer=FORVALTNINGEN)


def lacking_material() -> Q:
    """Stays of cases in which something was asked of the boligorganisation, or returned to it."""
    asked = Anmodning.objects.order_by().values("sag")
    returned = Behandling.objects.filter(udfald=Udfald.RETURNERET, indsendelse__sag__isnull=False)
    return Q(sag__in=asked) | Q(sag__in=returned.order_by().values("indsendelse__sag"))


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
        if aktoer in _bodies():
            found = Sted.ORGAN
        else:
            found = {FORVALTNINGEN: Sted.FORVALTNING, ORGANISATION: Sted.ORGANISATION}.get(aktoer, Sted.ANDRE)
        self[aktoer] = found
        return found


def _bodies() -> frozenset[str]:
    profil = current_profil()
    return frozenset(profil.moedeorgan_ids) | frozenset(profil.aktoerer_of_art("organ"))


def total_of(parts: Iterable[Dage]) -> Dage:
    """Several groups' days as one."""
    total = Dage()
    for item in parts:
        total += item
    return total
