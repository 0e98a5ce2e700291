"""What the database says of the cases: times at steps, what came of them, meetings, arrivals and dwellings. In few queries.

The number of queries does not depend on the number of cases; only days at meetings and dwellings are read case by case.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate
from operator import itemgetter

from django.db.models import Count, F, Q, QuerySet

from almen.analyse.maalestok import kendt_moedeaar, mindste_antal
from almen.analyse.models import Art, Ophold
from almen.analyse.selectors.ophold import SETTLED, Celle, cells_by
from almen.analyse.simulering.kalender import Aarsmoede, meetings_each_year
from almen.analyse.simulering.scenarie import Scenarie
from almen.byggeri.models import Byggesag, Lokalplan
from almen.grundlag.selectors import current_parametre
from almen.sager.adgang import non_confidential_overblik, not_confidential
from almen.sager.models import Beslutning, Sagsoverblik
from almen.sagsgang.udfald import Udfald
from almen.udvalg.models import Moede

AAR_TILBAGE = 5  # arrivals and meetings are looked for in the last whole years
Noegle = tuple[str, str]  # version, step


@dataclass
class Trintal:
    """What is seen at a step.

    `moeder`: possible meetings passed by, of stays that began in a year whose meetings are known; `moeder_skoen`: of the others, as if
    the body had met as in the year that is known; below 0 where the case came on a meeting whose deadline was over.
    `uden_moede`: how many of `moeder` were settled on a day that is no meeting.
    """

    tider: Counter[tuple[int, int]] = field(default_factory=Counter)
    art: Counter[str] = field(default_factory=Counter)
    tilbage_til: Counter[str] = field(default_factory=Counter)
    moeder: Counter[tuple[int, int]] = field(default_factory=Counter)
    moeder_skoen: Counter[tuple[int, int]] = field(default_factory=Counter)
    uden_moede: int = 0
    sager: int = 0
    sager_udfoert: int = 0

    @property
    def antal(self) -> int:
        """Stays at the step."""
        return sum(self.tider.values())

    @property
    def afgjorte(self) -> int:
        """Those that were settled."""
        return sum(count for (_, settled), count in self.tider.items() if settled)

    def add(self, other: Trintal) -> None:
        """Takes the other's numbers to its own."""
        for name in ("tider", "art", "tilbage_til", "moeder", "moeder_skoen"):
            getattr(self, name).update(getattr(other, name))
        self.uden_moede += other.uden_moede
        self.sager += other.sager
        self.sager_udfoert += other.sager_udfoert


@dataclass(frozen=True)
class Observeret:
    """What was seen until `dag`.

    `ankomster`: cases by year; `miks`: (version, dwelling types) and the dwellings of each case; `moeder`: a year of each body that
    has enough of them, and which year; `led`: times of the links that the scenario names.
    """

    dag: dt.date
    trin: Mapping[Noegle, Trintal]
    ankomster: Mapping[int, int]
    miks: Mapping[tuple[str, tuple[str, ...]], list[int]]
    moeder: Mapping[str, tuple[int, tuple[Aarsmoede, ...]]]
    led: Mapping[str, list[Celle]]

    def of_version(self, version: str) -> Observeret:
        """With the dwellings of that version's cases alone."""
        return replace(self, miks={key: item for key, item in self.miks.items() if key[0] == version})

    def at_step(self, trin: str) -> Trintal:
        """The step in all versions."""
        return merge(tal for (_, key), tal in self.trin.items() if key == trin)


def merge(parts: Iterable[Trintal]) -> Trintal:
    """Several as one."""
    whole = Trintal()
    for part in parts:
        whole.add(part)
    return whole


def cells(counter: Mapping[tuple[int, int], int]) -> list[Celle]:
    """As the statistics read them."""
    return [(dage, settled, count) for (dage, settled), count in sorted(counter.items())]


def observe(scenarie: Scenarie, today: dt.date) -> Observeret:
    """What is seen of the scenario's case type; every role reads the answer, so confidential cases are left out."""
    rows = Ophold.objects.filter(not_confidential("sag__"), sagstype=scenarie.sagstype)
    moeder = _meetings()
    parametre = current_parametre()
    typical = _typical_year(moeder, today, mindste_antal(parametre))
    found: dict[Noegle, Trintal] = defaultdict(Trintal)
    for (version, trin), cells_here in cells_by(rows, "version", "trin", today=today).items():
        for dage, settled, count in cells_here:
            found[version, trin].tider[dage, settled] += count
    _count_outcomes(rows, found)
    _count_cases(rows, found)
    _count_returns(scenarie.sagstype, found)
    _count_meetings(rows, moeder, typical, found, today, kendt_moedeaar(parametre))
    opened = (
        non_confidential_overblik()
        .filter(sagstype=scenarie.sagstype, sag__annulleret__isnull=True)
        .order_by()
    )
    by_year = opened.values_list("aabnet_dato__year").annotate(n=Count("pk"))
    return Observeret(
        today,
        dict(found),
        dict(by_year),
        _mix(opened),
        typical,
        {id_: _cells_of_link(id_, today) for id_ in _links(scenarie)},
    )


def _count_outcomes(rows: QuerySet[Ophold], found: dict[Noegle, Trintal]) -> None:
    grouped = rows.filter(art__in=SETTLED).order_by().values_list("version", "trin", "art")
    for version, trin, art, count in grouped.annotate(n=Count("pk")):
        found[version, trin].art[art] += count


def _count_cases(rows: QuerySet[Ophold], found: dict[Noegle, Trintal]) -> None:
    """Cases that were at the step at all (a step that was given up was not used), and those that were through it."""
    grouped = (
        rows.order_by()
        .values_list("version", "trin")
        .annotate(
            her=Count("sag", distinct=True, filter=~Q(udfald=Udfald.FRAFALDET)),
            igennem=Count("sag", distinct=True, filter=Q(art=Art.UDFOERT)),
        )
    )
    for version, trin, cases, through in grouped:
        found[version, trin].sager, found[version, trin].sager_udfoert = cases, through


def _count_returns(sagstype: str, found: dict[Noegle, Trintal]) -> None:
    sent = Beslutning.objects.filter(
        not_confidential("sag__"),
        udfald=Udfald.SENDT_TILBAGE,
        sag__sagstype=sagstype,
        sag__annulleret__isnull=True,
    )
    grouped = sent.order_by().values_list(F("sag__overblik__version"), "trin", "tilbage_til")
    for version, trin, target, count in grouped.annotate(n=Count("pk")):
        found[version, trin].tilbage_til[target] += count


def _meetings() -> dict[str, list[tuple[dt.date, dt.date]]]:
    """For each body (meeting, papers in) of what was not called off, the earliest first."""
    rows = (
        Moede.objects.filter(aflyst__isnull=True).order_by("dato").values_list("organ", "dato", "papirer_ind")
    )
    found: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for organ, dato, papers in rows:
        found[organ].append((dato, papers))
    return found


def _typical_year(
    moeder: Mapping[str, Sequence[tuple[dt.date, dt.date]]], today: dt.date, fewest: int
) -> dict[str, tuple[int, tuple[Aarsmoede, ...]]]:
    """The year with most meetings among this one and those just before; a body with fewer than can be told of has none."""
    years: dict[str, tuple[int, tuple[Aarsmoede, ...]]] = {}
    for organ, days in moeder.items():
        counts = Counter(day.year for day, _ in days if today.year - AAR_TILBAGE <= day.year <= today.year)
        year = max(counts, key=lambda item: (counts[item], item), default=None)
        if year is not None and counts[year] >= fewest:
            years[organ] = (
                year,
                tuple(
                    Aarsmoede(day.month, day.day, (day - papers).days)
                    for day, papers in days
                    if day.year == year
                ),
            )
    return years


def _count_meetings(
    rows: QuerySet[Ophold],
    moeder: Mapping[str, Sequence[tuple[dt.date, dt.date]]],
    typical: Mapping[str, tuple[int, tuple[Aarsmoede, ...]]],
    found: dict[Noegle, Trintal],
    today: dt.date,
    share: Decimal,
) -> None:
    """Possible meetings that each stay at a body passed by until it was settled, or until today."""
    grouped = list(
        rows.filter(aktoer__in=typical)
        .order_by()
        .values_list("aktoer", "version", "trin", "klar", "slut", "art")
        .annotate(n=Count("pk"))
    )
    first = dt.date(min((row[3].year for row in grouped), default=today.year), 1, 1)
    for organ, (_, usual) in typical.items():
        known = _known_years(moeder[organ], len(usual), share)
        moededage = _Moededage(
            [
                ((papers - first).days, (day - first).days)
                for day, papers in moeder[organ]
                if day.year in known
            ]
            + [
                (papers, day)
                for papers, day in meetings_each_year(usual, first, dt.date(today.year + 1, 12, 31))
                if (first + dt.timedelta(day)).year not in known
            ]
        )
        for _, version, trin, klar, slut, art, count in (row for row in grouped if row[0] == organ):
            settled, begun, seen = art in SETTLED, (klar - first).days, ((slut or today) - first).days
            # Only the day on which it began may sort a stay: those settled between meetings are the slower ones, and without
            # them the present would come out too quick.
            exact = klar.year in known
            tal = found[version, trin]
            counter = tal.moeder if exact else tal.moeder_skoen
            counter[moededage.passed(begun, seen), int(settled)] += count
            if exact and settled and seen not in moededage.dage:
                tal.uden_moede += count


def _known_years(days: Iterable[tuple[dt.date, dt.date]], usual: int, share: Decimal) -> set[int]:
    """The years of which more is known than a meeting here and there, at least `share` percent of the `usual` number."""
    counts = Counter(day.year for day, _ in days)
    return {year for year, count in counts.items() if 100 * count >= share * usual}


class _Moededage:
    """A body's meetings as day numbers."""

    def __init__(self, days: Iterable[tuple[int, int]]) -> None:
        pairs = sorted(days, key=itemgetter(1))
        self.frister = list(accumulate((papers for papers, _ in pairs), max))
        self.dage = [day for _, day in pairs]

    def passed(self, klar: int, slut: int) -> int:
        """Possible meetings before the one nearest to `slut`; below 0 where the case came on one whose deadline was over."""
        place = bisect_left(self.dage, slut)
        if 0 < place < len(self.dage) and slut - self.dage[place - 1] < self.dage[place] - slut:
            place -= 1
        return max(place, bisect_left(self.dage, klar)) - bisect_left(self.frister, klar)


def _mix(opened: QuerySet[Sagsoverblik]) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    mix: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    grouped = opened.values_list("version", "boligtyper", "boliger").annotate(n=Count("pk"))
    for version, boligtyper, boliger, count in grouped:
        mix[version, tuple(boligtyper.split())] += [boliger or 0] * count
    return dict(sorted(mix.items()))


def _links(scenarie: Scenarie) -> set[str]:
    return {id_ for valg in scenarie.forloeb for id_ in valg.led} | set(scenarie.led)


def _cells_of_link(id_: str, today: dt.date) -> list[Celle]:
    """Times of local plans from startredegørelse to adoption, or of building permits from application to permission."""
    days: Iterable[tuple[dt.date | None, dt.date | None]]
    if id_ == "lokalplan":
        days = Lokalplan.objects.values_list("startredegoerelse", "vedtaget")
    else:
        permits = Byggesag.objects.filter(not_confidential("sag__"))
        days = permits.values_list("ansoegt", "tilladelse")
    counted = Counter(
        (max(0, ((end or today) - begun).days), int(end is not None))
        for begun, end in days
        if begun is not None
    )
    return cells(counted)
