"""What the front page and the search ask, within the user's rights."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from almen.byggeri.models import Garanti, Grundkapitalramme
from almen.organisationer.models import Bruger, Rolle
from almen.sager import adgang
from almen.sager.models import Beslutning, Sagsoverblik

COUNT_CAP = 1000
EXPOSURE_KEY = "overblik:garantier"


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


def frames(year: int) -> list[Grundkapitalramme]:
    """The grundkapital frames of a year."""
    return list(Grundkapitalramme.objects.filter(aar=year).order_by("formaal"))


def guarantee_exposure(bruger: Bruger) -> dict[str, int]:
    """Gross and net of the guarantees given, in kroner, in the cases that the user may see.

    For those who see every case the sums are at most a minute old.
    """
    shared = bruger.has_rolle(*adgang.SEES_ALL)
    if shared and (kept := cache.get(EXPOSURE_KEY)) is not None:
        return dict(kept)
    sums = Garanti.objects.filter(
        adgang.scope_of_sag(bruger, "sag__"), beslutning_nummer__isnull=False
    ).aggregate(brutto=Sum("brutto"), netto=Sum("netto"))
    exposure = {"brutto": sums["brutto"] or 0, "netto": sums["netto"] or 0}
    if shared:
        cache.set(EXPOSURE_KEY, exposure, 60)
    return exposure


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
