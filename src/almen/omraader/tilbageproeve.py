"""Tries the projections on lists that are known: from the lists before it each one is projected and held against what came.

Figures: how far off, and how often inside the interval; which model an indicator uses is the one that was least off.
Classes: how often the projected figures give the class that came, beside what *as on the last list* would have given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from almen.omraader.fremskrivning import (
    DAEKNING,
    MINDST_LISTER,
    Metode,
    Punkt,
    Raekke,
    Spredning,
    measure_spredning,
    project,
    retrace,
)
from almen.omraader.klassechance import simulate_klasser
from almen.regler.omraadehistorie import TAELLER
from almen.regler.omraadeklasse import day_of_list

# Area -> indicator -> figures by year.
Raekker = Mapping[Any, Mapping[str, Raekke]]


@dataclass(frozen=True, slots=True)
class Indikatorproeve:
    """One indicator and model: lists tried, root mean square error in the indicator's unit, share inside the interval."""

    indikator: str
    metode: str
    proevet: int
    fejl: float
    i_intervallet: float

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def measure_all(raekker: Raekker) -> dict[str, Spredning]:
    """The spread of each indicator that has enough lists."""
    names = {name for series in raekker.values() for name in series}
    found = {
        name: measure_spredning(series[name] for series in raekker.values() if name in series)
        for name in names
    }
    return {name: spread for name, spread in found.items() if spread is not None}


def try_indikator(indikator: str, raekker: Raekker, spredning: Spredning) -> list[Indikatorproeve]:
    """Every model tried on every list with at least two lists before it, the best first; empty where there is none."""
    found = []
    for metode in Metode:
        errors: list[float] = []
        inside = 0
        for series in raekker.values():
            row = series.get(indikator, {})
            for point in retrace(row, spredning, metode=metode):
                low, high = point.interval(DAEKNING)
                errors.append((row[point.aar] - point.middel) ** 2)
                inside += low <= row[point.aar] <= high
        if errors:
            off = math.sqrt(sum(errors) / len(errors))
            found.append(Indikatorproeve(indikator, metode, len(errors), off, inside / len(errors)))
    return sorted(found, key=lambda item: item.fejl)


def choose_metoder(proever: Mapping[str, list[Indikatorproeve]]) -> dict[str, str]:
    """The least wrong model of each indicator; an unchanged level where nothing could be tried."""
    return {name: tried[0].metode if tried else Metode.UAENDRET for name, tried in proever.items()}


def project_next(
    series: Mapping[str, Raekke],
    spredninger: Mapping[str, Spredning],
    metoder: Mapping[str, str],
    aar: tuple[int, ...],
) -> dict[str, tuple[Punkt, ...]]:
    """Every indicator of one area that can be projected to the lists of `aar`."""
    found = {}
    for name, row in series.items():
        if name in spredninger and len(row) >= MINDST_LISTER and max(row) < min(aar):
            found[name] = project(row, spredninger[name], metode=metoder.get(name, Metode.UAENDRET), aar=aar)
    return found


@dataclass(frozen=True, slots=True)
class Klasseproeve:
    """Classes of lists projected one list ahead, and how often they came; beside it what *as on the last list* gives.

    `skift`: lists on which the main class changed; `skift_ramt`: of those, foreseen. `varslet`: changes foreseen that were to
    come, right or not.
    """

    proevet: int
    ramt: int
    ramt_uaendret: int
    skift: int
    skift_ramt: int
    varslet: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def try_klasser(
    raekker: Raekker,
    klasser: Mapping[Any, Mapping[int, str]],
    landsgennemsnit: Mapping[int, Decimal],
    spredninger: Mapping[str, Spredning],
    metoder: Mapping[str, str],
) -> Klasseproeve:
    """Projects each known list from those before it and holds the expected main class against the one that came.

    `klasser`: the main class by area and year of the list ("" none). Where lists are missing, *as on the last list* is the last
    one that is known, and the projection reaches over the gap. A list that half of the outcomes leave undecided is not counted.
    The national mean of convicted is the latest one before the list, as when a coming list is projected.
    """
    tried = hit = hit_same = changed = changed_hit = warned = 0
    for omraade, series in raekker.items():
        known = klasser.get(omraade, {})
        retraced = {
            name: {point.aar: point for point in retrace(row, spredninger[name], metode=metoder[name])}
            for name, row in series.items()
            if name in spredninger
        }
        in_a_row, before = 0, None
        for year in sorted(known):
            points = {name: found[year] for name, found in retraced.items() if year in found}
            if before is not None and "beboere" in points and len(points) > 1:
                chance = simulate_klasser(
                    day_of_list(year),
                    points,
                    landsgennemsnit=_mean_before(landsgennemsnit, year),
                    aar_i_traek=in_a_row + 1,
                    traekninger=100,
                )
                if chance.uafgjort < 50:
                    tried += 1
                    came, expected = known[year], chance.ventet
                    hit += expected == came
                    hit_same += before == came
                    changed += before != came
                    changed_hit += before != came and expected == came
                    warned += expected != before
            in_a_row = in_a_row + 1 if known[year] in TAELLER else 0
            before = known[year]
    return Klasseproeve(tried, hit, hit_same, changed, changed_hit, warned)


def _mean_before(landsgennemsnit: Mapping[int, Decimal], aar: int) -> Decimal | None:
    earlier = [year for year in landsgennemsnit if year < aar]
    return landsgennemsnit[max(earlier)] if earlier else None
