"""How a policy's indicators have developed in the areas that it designates, against the municipality's other areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from almen.omraader.indikatorer import BEBOERE, Indikator, find_indikator
from almen.omraader.models import Noegletal
from almen.omraader.selectors.tal import own_kommune
from almen.planer.models import Politik, Politikindikator


@dataclass(frozen=True)
class Gruppetal:
    """What a group of areas has on a list: the figure, and of how many areas it is made."""

    vaerdi: Decimal
    omraader: int


@dataclass(frozen=True)
class Aarstal:
    """One list's year: the designated areas and the others, each None where no area has the figure."""

    aar: int
    udpegede: Gruppetal | None
    oevrige: Gruppetal | None

    @property
    def forskel(self) -> Decimal | None:
        """The designated areas' figure less the others'."""
        if self.udpegede is None or self.oevrige is None:
            return None
        return self.udpegede.vaerdi - self.oevrige.vaerdi


@dataclass(frozen=True)
class Indikatorudvikling:
    """An indicator of a goal with its years, the oldest first. `indikator` None: the catalogue no longer has it."""

    maal: Politikindikator
    indikator: Indikator | None
    aar: tuple[Aarstal, ...]

    @property
    def seneste(self) -> Aarstal | None:
        """The latest year in which the designated areas have the figure."""
        return next((item for item in reversed(self.aar) if item.udpegede is not None), None)

    @property
    def aendring(self) -> tuple[int, int, Decimal] | None:
        """(first year, last year, change) of the designated areas since the policy began, or the year before; None if unknown."""
        known = [(item.aar, item.udpegede.vaerdi) for item in self.aar if item.udpegede is not None]
        start = self.maal.maal.politik.fra.year
        since = [item for item in known if item[0] >= start - 1]
        if len(since) < 2:
            return None
        return since[0][0], since[-1][0], since[-1][1] - since[0][1]

    @property
    def gaar_den_rigtige_vej(self) -> bool | None:
        """True if the change is in the direction that is wanted; None if it is unknown or nothing has changed."""
        if self.aendring is None or self.aendring[2] == 0:
            return None
        return (self.aendring[2] < 0) == (self.maal.retning == "ned")

    @property
    def forskel_er_mindsket(self) -> bool | None:
        """True if the difference between the groups is smaller than in the first year of the change; None if unknown."""
        if self.aendring is None:
            return None
        by_year = {item.aar: item.forskel for item in self.aar}
        first, last = by_year[self.aendring[0]], by_year[self.aendring[1]]
        if first is None or last is None or abs(first) == abs(last):
            return None
        return abs(last) < abs(first)

    @property
    def er_naaet(self) -> bool | None:
        """True if the latest figure is at the target or beyond; None without a target or a figure."""
        target, latest = self.maal.maalsaetning, self.seneste
        if target is None or latest is None or latest.udpegede is None:
            return None
        figure = latest.udpegede.vaerdi
        return figure <= target if self.maal.retning == "ned" else figure >= target


def udvikling_of(politik: Politik, indikatorer: Iterable[Politikindikator]) -> list[Indikatorudvikling]:
    """The development of each indicator: two queries, however many there are.

    A share is the mean of the areas weighed by their residents, as each area's own group is not known; persons are added up. Only
    areas that have the figure count, and how many is told. The areas are those designated now, in every year: else a figure
    would change because other areas were designated.
    """
    wanted = list(indikatorer)
    chosen = set(politik.udpegninger.values_list("omraade_id", flat=True))
    readings = _readings({item.indikator for item in wanted})
    found = []
    for item in wanted:
        known = find_indikator(item.indikator)
        years = readings.get(item.indikator, {})
        rows = [
            Aarstal(
                year,
                _group(
                    known, {key: value for key, value in figures.items() if key in chosen}, readings, year
                ),
                _group(
                    known, {key: value for key, value in figures.items() if key not in chosen}, readings, year
                ),
            )
            for year, figures in sorted(years.items())
        ]
        found.append(Indikatorudvikling(item, known, tuple(rows)))
    return found


Readings = Mapping[str, Mapping[int, Mapping[int, Decimal]]]


def _readings(ids: set[str]) -> Readings:
    """indicator → year → area → figure of this municipality's areas; the latest list of a year counts. One query."""
    rows = (
        Noegletal.objects.gaeldende()
        .filter(
            omraade__kommune=own_kommune(),
            indikator__in=ids | {BEBOERE},
            vaerdi__isnull=False,
        )
        .order_by("liste")
        .only("omraade_id", "liste", "indikator", "vaerdi", "decimaler")
    )
    found: dict[str, dict[int, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.indikator][row.liste.year][row.omraade_id] = row.tal
    return found


def _group(
    indikator: Indikator | None, figures: Mapping[int, Decimal], readings: Readings, year: int
) -> Gruppetal | None:
    if not figures:
        return None
    if indikator is not None and indikator.enhed == "personer":
        return Gruppetal(sum(figures.values(), Decimal(0)), len(figures))
    residents = readings.get(BEBOERE, {}).get(year, {})
    weighed = {key: residents[key] for key in figures if residents.get(key)}
    if not weighed:
        return None
    total = sum(weighed.values(), Decimal(0))
    mean = sum((figures[key] * weight for key, weight in weighed.items()), Decimal(0)) / total
    # A mean has as many decimals as the most precise of the figures behind it.
    step = min((figures[key] for key in weighed), key=_exponent)
    return Gruppetal(mean.quantize(step, ROUND_HALF_UP), len(weighed))


def _exponent(tal: Decimal) -> int:
    """How many decimals, negative: the most precise figure has the smallest."""
    found = tal.as_tuple().exponent
    return found if isinstance(found, int) else 0
