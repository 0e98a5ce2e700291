"""Sums for papers that everybody reads: confidential cases are counted nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from almen.byggeri.models import Garanti, Grundkapitalramme
from almen.byggeri.selectors.projekter import Fasetal, phase_sums
from almen.sager import adgang


@dataclass(frozen=True)
class Garantital:
    """Guarantees given: how many, gross and net of re-guarantee in kroner; `demo`: some belong to demo cases."""

    antal: int
    brutto: int
    netto: int
    demo: bool


def open_pipeline() -> tuple[list[Fasetal], bool]:
    """Dwellings per phase, every phase in order; and whether demo cases are among them. Two queries."""
    rows = adgang.non_confidential_overblik().filter(sagstype="nybyggeri")
    return phase_sums(rows), rows.filter(demo=True).exists()


def open_renoveringer() -> tuple[int, bool]:
    """Renovations under way, and whether demo cases are among them."""
    rows = adgang.non_confidential_overblik().filter(sagstype="renovering", afslutning="")
    return rows.count(), rows.filter(demo=True).exists()


def open_exposure() -> Garantital:
    """The guarantees that have been given."""
    rows = Garanti.objects.filter(
        sag__in=adgang.non_confidential_overblik().values("pk"), beslutning_nummer__isnull=False
    )
    sums = rows.aggregate(antal=Count("pk"), brutto=Sum("brutto"), netto=Sum("netto"))
    return Garantital(
        sums["antal"], sums["brutto"] or 0, sums["netto"] or 0, rows.filter(sag__demo=True).exists()
    )


def rammer_of(aar: int) -> list[Grundkapitalramme]:
    """The year's frames of grundkapital."""
    return list(Grundkapitalramme.objects.filter(aar=aar).order_by("formaal"))
