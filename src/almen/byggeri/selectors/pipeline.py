"""The same filtered projects seen in other ways: as a board by phase, over time, and by district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, ExtractYear, RowNumber

from almen.byggeri.models import Projekt
from almen.byggeri.selectors.projekter import FASER

CARDS = 20
UNKNOWN = "Ikke oplyst"


@dataclass(frozen=True)
class Spalte:
    """One phase of the board: how many projects and dwellings, and the first of the projects."""

    id: str
    navn: str
    sager: int
    boliger: int
    projekter: tuple[Projekt, ...]

    @property
    def flere(self) -> int:
        """Projects that are not shown."""
        return self.sager - len(self.projekter)


@dataclass(frozen=True)
class Krydsraekke:
    """Dwellings of one year or district, phase by phase in the order of `FASER`, and how many projects they are in."""

    navn: str
    boliger: tuple[int, ...]
    sager: int

    @property
    def i_alt(self) -> int:
        """Dwellings in all phases."""
        return sum(self.boliger)


def board(projekter: QuerySet[Any]) -> list[Spalte]:
    """The projects as columns of phases, the newest case first; a rejected project is in none. Three queries."""
    totals = {
        row["pipelinefase"]: row
        for row in projekter.order_by()
        .values("pipelinefase")
        .annotate(sager=Count("pk"), boliger=Sum("sag__overblik__boliger"))
    }
    shown: dict[str, list[Projekt]] = defaultdict(list)
    for projekt in projekter.filter(pk__in=_first_of_each(projekter)).order_by("-sag_id"):
        shown[projekt.pipelinefase].append(projekt)
    return [
        Spalte(
            id_,
            navn,
            totals.get(id_, {}).get("sager", 0),
            totals.get(id_, {}).get("boliger") or 0,
            tuple(shown[id_]),
        )
        for id_, navn in FASER
    ]


def _first_of_each(projekter: QuerySet[Any]) -> list[int]:
    """Keys of the `CARDS` newest projects of each phase; the keys alone are numbered, for wide rows sort slowly."""
    number = Window(RowNumber(), partition_by=F("pipelinefase"), order_by=F("sag_id").desc())
    return list(projekter.order_by().annotate(nr=number).filter(nr__lte=CARDS).values_list("pk", flat=True))


def by_year(projekter: QuerySet[Any]) -> list[Krydsraekke]:
    """Dwellings by the year they are (expected to be) taken into use: when finished, else as planned. One query."""
    year = ExtractYear(Coalesce("sidste_bolig_faerdig", "forventet_ibrugtagning"))
    return _cross(projekter.annotate(noegle=year))


def by_district(projekter: QuerySet[Any]) -> list[Krydsraekke]:
    """Dwellings by district, as it is written on the project. One query."""
    return _cross(projekter.annotate(noegle=F("bydel")))


def _cross(projekter: QuerySet[Any]) -> list[Krydsraekke]:
    rows = (
        projekter.exclude(pipelinefase="")
        .order_by()
        .values_list("noegle", "pipelinefase")
        .annotate(Count("pk"), Sum("sag__overblik__boliger"))
    )
    return _rows(rows)


def _rows(rows: Iterable[tuple[Any, str, int, int | None]]) -> list[Krydsraekke]:
    phases = [id_ for id_, _ in FASER]
    dwellings: dict[str, list[int]] = defaultdict(lambda: [0] * len(phases))
    cases: dict[str, int] = defaultdict(int)
    for key, phase, count, total in rows:
        name = str(key) if key else UNKNOWN
        dwellings[name][phases.index(phase)] += total or 0
        cases[name] += count
    names = sorted(cases, key=lambda name: (name == UNKNOWN, name))
    return [Krydsraekke(name, tuple(dwellings[name]), cases[name]) for name in names]
