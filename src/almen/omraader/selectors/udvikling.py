"""Figures over the lists with their limits: one figure of many areas, or every figure of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from almen.omraader.indikatorer import Indikator
from almen.omraader.klasser import Klassenavn, vis_klasse
from almen.omraader.maalestok import Graense, limits_over
from almen.omraader.models import Fremskrivning, Omraade, Omraadestand
from almen.omraader.selectors.tal import national_means
from almen.regler.omraadeklasse import day_of_list
from almen.ui.graensediagram import SAMMENLIGNINGER, Udvikling

Punkter = Mapping[dt.date, Decimal]


@dataclass(frozen=True)
class Panel:
    """One figure of one area over the lists: points as printed, limits by list (also lists without a point), and what the coming lists are expected to say."""

    omraade: Omraade
    indikator: Indikator
    punkter: Punkter
    graenser: Mapping[dt.date, Graense]
    ventet: Sequence[Fremskrivning]
    demo: bool

    def is_met(self, liste: dt.date) -> bool | None:
        """Whether the figure of a list is beyond its limit; None where one of them is unknown."""
        graense, vaerdi = self.graenser.get(liste), self.punkter.get(liste)
        if graense is None or vaerdi is None:
            return None
        return bool(SAMMENLIGNINGER[str(graense.sammenligning)][1](vaerdi, graense.vaerdi))

    def expected_on(self, lister: Iterable[dt.date]) -> list[Fremskrivning | None]:
        """What each of these coming lists is expected to say; None where nothing is."""
        found = {row.liste: row for row in self.ventet}
        return [found.get(liste) for liste in lister]

    def as_udvikling(self, navn: str) -> Udvikling:
        """As the chart takes it: by year, the yearly list before an extra one."""
        limits = {liste.year: g for liste, g in sorted(self.graenser.items())}
        return Udvikling(
            navn,
            sorted({liste.year: value for liste, value in sorted(self.punkter.items())}.items()),
            [(year, g.vaerdi, str(g.sammenligning)) for year, g in limits.items()],
            str(limits[max(limits)].sammenligning) if limits else "gt",
            self.indikator.enhed_tekst,
            [(row.liste.year, row.middel, row.nedre, row.oevre) for row in self.ventet],
        )


@dataclass(frozen=True)
class Tidspunkt:
    """A figure on a list with its limit, as a row of the export."""

    panel: Panel
    liste: dt.date

    @property
    def vaerdi(self) -> Decimal | None:
        """The figure as printed."""
        return self.panel.punkter.get(self.liste)

    @property
    def graense(self) -> Graense | None:
        """The limit on the list."""
        return self.panel.graenser.get(self.liste)

    @property
    def opfyldt(self) -> bool | None:
        """Whether the figure is beyond it."""
        return self.panel.is_met(self.liste)

    @property
    def klasse(self) -> Klassenavn | None:
        """The class that the limit is of."""
        return vis_klasse(self.graense.klasse, self.liste) if self.graense else None


def panels_of(
    omraader: Iterable[int],
    indikatorer: Sequence[Indikator],
    maalestok: str,
    *,
    til: dt.date | None = None,
) -> list[Panel]:
    """A panel for each of the areas (in their order) and each of the figures that it has. Three queries.

    `til`: the last list that counts; then nothing is told of the coming ones.
    """
    ids = list(omraader)
    rows = Omraadestand.objects.filter(omraade__in=ids).select_related("omraade").order_by("liste")
    if til is not None:
        rows = rows.filter(liste__lte=til)
    by_area: dict[int, list[Omraadestand]] = {pk: [] for pk in ids}
    for row in rows:
        by_area[row.omraade_id].append(row)
    means = national_means()
    coming: dict[tuple[int, str], list[Fremskrivning]] = {}
    wanted = {item.id for item in indikatorer}
    for expected in Fremskrivning.objects.filter(omraade__in=ids, indikator__in=wanted).order_by("liste"):
        coming.setdefault((expected.omraade_id, expected.indikator), []).append(expected)
    lister = {row.liste for found in by_area.values() for row in found}
    if til is None:
        lister |= {row.liste for found in coming.values() for row in found}
    if lister:
        lister |= {day_of_list(aar) for aar in range(min(lister).year, max(lister).year + 1)}
    limits = {item.id: limits_over(item.id, maalestok, lister, means) for item in indikatorer}
    panels = []
    for pk, found in by_area.items():
        for item in indikatorer:
            points = {row.liste: Decimal(text) for row in found if (text := row.tal.get(item.id)) is not None}
            if not points:
                continue
            panels.append(
                Panel(
                    found[0].omraade,
                    item,
                    points,
                    limits[item.id],
                    [] if til else coming.get((pk, item.id), []),
                    any(row.demo for row in found if row.liste in points),
                )
            )
    return panels


def lists_in(panels: Iterable[Panel]) -> list[dt.date]:
    """The days of the lists that any panel has a figure on, in order of time."""
    return sorted({liste for panel in panels for liste in panel.punkter})
