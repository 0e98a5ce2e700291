"""Meetings and members, within the user's rights."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sager import adgang
from almen.udvalg.models import Dagsordenspunkt, Moede, Organmedlem, Punktart


@dataclass(frozen=True)
class Organ:
    """A body that has meetings, as pages name it today."""

    id: str
    navn: str
    almene_sager: bool


def organer(dato: dt.date | None = None) -> list[Organ]:
    """The bodies that have meetings, in the profile's order, under their names on `dato` (default today)."""
    day = dato or timezone.localdate()
    return [
        Organ(item.aktoer, aktoer_navn(item.aktoer, day), item.almene_sager)
        for item in current_profil().moedeorganer
    ]


def visible_moeder(bruger: Bruger) -> QuerySet[Moede]:
    """Every meeting for the municipality's people; none for others."""
    return Moede.objects.all() if adgang.may_see_moeder(bruger) else Moede.objects.none()


def listed_moeder(bruger: Bruger) -> QuerySet[Moede]:
    """The visible meetings with how many items they have and how many of them lack an outcome."""
    items = Dagsordenspunkt.objects.filter(moede=OuterRef("pk"), udgaaet="").order_by().values("moede")
    lacking = items.filter(udfald__isnull=True).exclude(art=Punktart.FORMALIA)

    def number(rows: QuerySet[Dagsordenspunkt, Any]) -> Coalesce:
        return Coalesce(Subquery(rows.annotate(antal=Count("pk")).values("antal")), 0)

    return visible_moeder(bruger).annotate(antal_punkter=number(items), mangler=number(lacking))


def members_on(organ: str, dato: dt.date) -> QuerySet[Organmedlem]:
    """The body's members on `dato`."""
    return Organmedlem.objects.filter(organ=organ, fra__lte=dato).filter(
        Q(til__isnull=True) | Q(til__gte=dato)
    )


def party_sizes(organ: str, dato: dt.date) -> Mapping[str, int]:
    """Party → members with a vote on `dato`, in the parties' alphabetical order; empty where no members are known.

    A stedfortræder votes only in another's place and is not counted.
    """
    members = members_on(organ, dato).exclude(rolle="stedfortraeder").exclude(parti="")
    return dict(sorted(Counter(members.values_list("parti", flat=True)).items()))


def next_moeder(organ: str | None = None, antal: int | None = None) -> QuerySet[Moede]:
    """Meetings that have not been held yet, the nearest first."""
    rows = Moede.objects.filter(dato__gte=timezone.localdate(), aflyst__isnull=True).order_by("dato", "organ")
    rows = rows.filter(organ=organ) if organ else rows
    return rows[:antal] if antal else rows
