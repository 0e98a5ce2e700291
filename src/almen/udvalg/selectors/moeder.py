"""Meetings and members, within the user's rights."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sager import adgang
from almen.udvalg.models import Moede, Organmedlem


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
