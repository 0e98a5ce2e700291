"""What the front page and the search ask, within the user's rights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from almen.byggeri.models import Garanti, Grundkapitalramme
from almen.organisationer.models import Bruger, Rolle
from almen.sager import adgang
from almen.sager.models import Beslutning, Sagsoverblik

COUNT_CAP = 1000
CACHE_SECONDS = 60
PIPELINE = (("foer", "Før tilsagn"), ("skema_a", "Skema A"), ("skema_b", "Skema B"), ("skema_c", "Skema C"))


@dataclass(frozen=True)
class Pipelinerad:
    """Cases and dwellings in one phase."""

    fase: str
    navn: str
    sager: int
    boliger: int


def capped_count(queryset: QuerySet[Any]) -> int:
    """The number of rows, counted to COUNT_CAP + 1 at most, so that a front page stays flat as data grows."""
    return queryset.order_by()[: COUNT_CAP + 1].count()


def waiting_for(bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """Running cases whose next step is this user's: by body, for a case officer also by responsibility."""
    rows = adgang.visible_overblik(bruger).filter(afslutning="")
    aktoerer: set[str] = set(bruger.egne_aktoerer)
    for rolle in bruger.roller:
        aktoerer |= adgang.OWN_AKTOERER.get(rolle, frozenset())
    if bruger.egne_boligorganisationer:
        aktoerer.add("boligorganisation")
    rows = rows.filter(naeste_aktoer__in=aktoerer)
    if bruger.roller == {Rolle.SAGSBEHANDLER}:
        rows = rows.filter(ansvarlig=bruger)
    return rows


def overdue(bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """Running cases with a deadline that has passed."""
    return adgang.visible_overblik(bruger).filter(afslutning="", naeste_frist__lt=timezone.localdate())


def coming_deadlines(bruger: Bruger, days: int = 60) -> QuerySet[Sagsoverblik]:
    """Running cases whose next deadline falls within `days`, or has passed, the oldest first."""
    until = timezone.localdate() + dt.timedelta(days=days)
    return (
        adgang.visible_overblik(bruger)
        .filter(afslutning="", naeste_frist__lte=until)
        .order_by("naeste_frist", "sag_id")
    )


def pipeline(bruger: Bruger) -> tuple[Pipelinerad, ...]:
    """Dwellings on their way by phase. For those who see all cases the sums are kept for a minute."""
    sees_all = bruger.has_rolle(*adgang.SEES_ALL)
    key = "overblik:pipeline"
    if sees_all and (kept := cache.get(key)) is not None:
        return tuple(Pipelinerad(*row) for row in kept)
    sums = {
        (row["fase"]): (row["sager"], row["boliger"] or 0)
        for row in adgang.visible_overblik(bruger)
        .filter(afslutning="", sagstype="nybyggeri")
        .values("fase")
        .annotate(sager=Count("pk"), boliger=Sum("boliger"))
        .order_by()
    }
    rows = tuple(
        Pipelinerad(fase, navn, *sums.get(fase, (0, 0)))
        for fase, navn in PIPELINE
        if fase in sums or fase != "foer"
    )
    if sees_all:
        cache.set(key, [(row.fase, row.navn, row.sager, row.boliger) for row in rows], CACHE_SECONDS)
    return rows


def frames(year: int) -> list[Grundkapitalramme]:
    """The grundkapital frames of a year."""
    return list(Grundkapitalramme.objects.filter(aar=year).order_by("formaal"))


def guarantee_exposure(bruger: Bruger) -> dict[str, int]:
    """Gross and net of the guarantees given, in kroner, in the cases that the user may see."""
    sums = Garanti.objects.filter(
        adgang.scope_of_sag(bruger, "sag__"), beslutning_nummer__isnull=False
    ).aggregate(brutto=Sum("brutto"), netto=Sum("netto"))
    return {"brutto": sums["brutto"] or 0, "netto": sums["netto"] or 0}


def recent_beslutninger(bruger: Bruger) -> QuerySet[Beslutning]:
    """The decisions recorded last in visible cases."""
    return (
        Beslutning.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag")
        .only("sag__nummer", "sag__titel", "trin_navn", "handling", "udfald", "dato", "aktoer_navn")
        .order_by("-pk")
    )


def search_sager(bruger: Bruger, words: list[str]) -> QuerySet[Sagsoverblik]:
    """Cases in whose search text every word occurs."""
    condition = Q()
    for word in words:
        condition &= Q(soegetekst__contains=word.lower())
    return adgang.visible_overblik(bruger).filter(condition).order_by("-sag_id")
