"""The same filtered projects seen in other ways: as a board by phase, over time, by district and on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, FloatField, QuerySet, Sum, Value, Window
from django.db.models.functions import Cast, Coalesce, ExtractYear, Floor, RowNumber

from almen.byggeri.models import Projekt
from almen.byggeri.selectors.bydele import IKKE_OPLYST_NAVN, UKENDT_NAVN, choice_of, district_of
from almen.byggeri.selectors.projekter import FASER

CARDS = 20
POINTS = 300  # more projects than this are drawn as one mark for each phase in each cell of a grid
CELLS_PER_DEGREE = (110, 62)  # of latitude and of longitude: about a kilometre in Denmark


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
    """Dwellings of one year or district, phase by phase in the order of `FASER`, and how many projects they are in.

    `uden_punkt` of the projects have no coordinates; `tekster` are the unknown districts as they are written.
    """

    navn: str
    boliger: tuple[int, ...]
    sager: int
    uden_punkt: int = 0
    tekster: tuple[str, ...] = ()

    @property
    def i_alt(self) -> int:
        """Dwellings in all phases."""
        return sum(self.boliger)

    @property
    def valg(self) -> str:
        """The value of the district filter that leaves this row alone."""
        return choice_of(self.navn)


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


@dataclass(frozen=True)
class Kortpunkt:
    """A mark on the map: one project, or the projects of one phase that lie close together."""

    breddegrad: float
    laengdegrad: float
    fase: str
    boliger: int
    projekter: int = 1


def by_year(projekter: QuerySet[Any]) -> list[Krydsraekke]:
    """Dwellings by the year they are (expected to be) taken into use: when finished, else as planned. One query."""
    year = ExtractYear(Coalesce("sidste_bolig_faerdig", "forventet_ibrugtagning"))
    return _cross(projekter.annotate(noegle=year), lambda year: str(year) if year else IKKE_OPLYST_NAVN)


def by_district(projekter: QuerySet[Any]) -> list[Krydsraekke]:
    """Dwellings by the profile's districts; what is written otherwise is counted as unknown. One query."""
    return _cross(projekter.annotate(noegle=F("bydel")), district_of)


def on_map(projekter: QuerySet[Any]) -> list[Kortpunkt]:
    """The projects that have coordinates, one by one, or gathered in a grid if they are many. Two queries."""
    placed = projekter.exclude(pipelinefase="").filter(breddegrad__isnull=False).order_by()
    if placed.values("pk")[: POINTS + 1].count() <= POINTS:
        rows = placed.values_list(
            "breddegrad", "laengdegrad", "pipelinefase", "sag__overblik__boliger", Value(1)
        )
    else:
        cells = {
            navn: Floor(Cast(felt, FloatField()) * antal)
            for navn, felt, antal in zip(
                ("raekke", "soejle"), ("breddegrad", "laengdegrad"), CELLS_PER_DEGREE, strict=True
            )
        }
        rows = (
            placed.annotate(**cells)
            .values("raekke", "soejle", "pipelinefase")
            .annotate(
                midt_bredde=Avg("breddegrad"),
                midt_laengde=Avg("laengdegrad"),
                sum=Sum("sag__overblik__boliger"),
                antal=Count("pk"),
            )
            .values_list("midt_bredde", "midt_laengde", "pipelinefase", "sum", "antal")
        )
    points = [Kortpunkt(float(y), float(x), fase, total or 0, count) for y, x, fase, total, count in rows]
    return sorted(points, key=lambda item: (-item.boliger, item.fase, item.breddegrad, item.laengdegrad))


def _cross(projekter: QuerySet[Any], name_of: Callable[[Any], str]) -> list[Krydsraekke]:
    phases = [id_ for id_, _ in FASER]
    dwellings: dict[str, list[int]] = defaultdict(lambda: [0] * len(phases))
    cases: dict[str, int] = defaultdict(int)
    placed: dict[str, int] = defaultdict(int)
    texts: dict[str, set[str]] = defaultdict(set)
    rows = (
        projekter.exclude(pipelinefase="")
        .order_by()
        .values_list("noegle", "pipelinefase")
        .annotate(Count("pk"), Count("breddegrad"), Sum("sag__overblik__boliger"))
    )
    for key, phase, count, with_point, total in rows:
        name = name_of(key)
        dwellings[name][phases.index(phase)] += total or 0
        cases[name] += count
        placed[name] += with_point
        texts[name].add(str(key))
    last = (UKENDT_NAVN, IKKE_OPLYST_NAVN)
    return [
        Krydsraekke(
            name,
            tuple(dwellings[name]),
            cases[name],
            cases[name] - placed[name],
            tuple(sorted(texts[name])) if name == UKENDT_NAVN else (),
        )
        for name in sorted(cases, key=lambda name: (last.index(name) + 1 if name in last else 0, name))
    ]
