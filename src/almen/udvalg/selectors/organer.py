"""Bodies as their own pages show them: names over time, deadlines' rules, members and the next meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sagsgang.moedeorgan import Moedefrist, Moedeorgan
from almen.sagsgang.profil import Aktoernavn
from almen.udvalg.frister import regel_tekst
from almen.udvalg.models import Moede, Organmedlem
from almen.udvalg.selectors.moeder import next_moeder


@dataclass(frozen=True)
class Fristregel:
    """A deadline's rule as a sentence, with its source and how sure it is."""

    navn: str
    regel: Moedefrist

    @property
    def tekst(self) -> str:
        """`15 arbejdsdage før mødet`."""
        return regel_tekst(self.regel)


@dataclass(frozen=True)
class Organside:
    """A body on `dag`: what it is called, how long before its meetings papers are due, who sits in it."""

    id: str
    navn: Aktoernavn
    navne: tuple[Aktoernavn, ...]
    frister: tuple[Fristregel, ...]
    medlemmer: int
    naeste: Moede | None

    @property
    def tidligere(self) -> tuple[Aktoernavn, ...]:
        """Its earlier names, the latest first."""
        return tuple(reversed([item for item in self.navne if item != self.navn]))


def organ_pages(dag: dt.date | None = None) -> list[Organside]:
    """Every body that has meetings, in the profile's order; two queries."""
    day = dag or timezone.localdate()
    sits = Q(fra__lte=day) & (Q(til__isnull=True) | Q(til__gte=day))
    counts = dict(
        Organmedlem.objects.filter(sits).order_by().values_list("organ").annotate(antal=Count("pk"))
    )
    upcoming: dict[str, Moede] = {}
    for moede in next_moeder():
        upcoming.setdefault(moede.organ, moede)
    return [
        _page(item, day, counts.get(item.aktoer, 0), upcoming.get(item.aktoer))
        for item in current_profil().moedeorganer
    ]


def find_organ(organ: str) -> Aktoernavn | None:
    """The body's name today; None for one that has no meetings."""
    profil = current_profil()
    return profil.aktoer(organ).navn_on(timezone.localdate()) if organ in profil.moedeorgan_ids else None


def visible_medlemmer(bruger: Bruger, organ: str) -> QuerySet[Organmedlem]:
    """The body's members at all times, for those who may see meetings."""
    if not adgang.may_see_moeder(bruger):
        return Organmedlem.objects.none()
    return Organmedlem.objects.filter(organ=organ)


def known_partier(organ: str) -> list[str]:
    """Every party that has or had members in the body, to be suggested."""
    rows = Organmedlem.objects.filter(organ=organ).exclude(parti="")
    return list(rows.order_by("parti").values_list("parti", flat=True).distinct())


def _page(organ: Moedeorgan, day: dt.date, medlemmer: int, naeste: Moede | None) -> Organside:
    aktoer = current_profil().aktoer(organ.aktoer)
    return Organside(
        organ.aktoer,
        aktoer.navn_on(day),
        aktoer.navne,
        (
            Fristregel("Papirer ind", organ.papirer_ind),
            Fristregel("Dagsorden ud", organ.dagsorden_ud),
        ),
        medlemmer,
        naeste,
    )
