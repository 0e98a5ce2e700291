"""The guarantee register and the land loans."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from almen.byggeri.models import Garanti, Garantiramme, Grundkoebslaan
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.selectors.renovering import renovering_of
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag


def visible_garantier(bruger: Bruger) -> QuerySet[Garanti]:
    """Guarantees in visible cases, each with its case's frame (`ramme_beloeb`, `ramme_dato`) in the same
    query.
    """
    frame = Garantiramme.objects.filter(sag=OuterRef("sag"), ophaevet_af_beslutning__isnull=True)
    return (
        Garanti.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag__boligorganisation")
        .annotate(
            ramme_beloeb=Subquery(frame.values("beloeb")[:1]), ramme_dato=Subquery(frame.values("dato")[:1])
        )
    )


def visible_grundkoebslaan(bruger: Bruger) -> QuerySet[Grundkoebslaan]:
    """Land loans in visible cases."""
    return Grundkoebslaan.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__boligorganisation"
    )


def proposed_garanti(sag: Sag) -> dict[str, Any]:
    """What a new guarantee of the case begins with, by the names of its fields."""
    if sag.sagstype == "renovering":
        current = renovering_of(sag).current
        sats = current_parametre().find("renovering.regaranti", timezone.localdate())
        supported = current is not None and bool(current.stoettet_laan)
        return {
            "laan": (current.stoettet_laan or current.ustoettet_laan) if current else None,
            "loebetid_aar": (current.loebetid_stoettet if supported else current.loebetid_ustoettet)
            if current
            else None,
            "regaranti_pct": sats.tal if supported and sats else 0,
        }
    if sag.sagstype == "nybyggeri":
        projekt = projektdata_of(sag).projekt
        return {"laangiver": projekt.laangiver, "ejendomsvaerdi": projekt.ejendomsvaerdi}
    return {}


YEARS_BACK = 14


@dataclass(frozen=True)
class Eksponering:
    """What the municipality stands surety for, in kroner: decided guarantees only."""

    antal: int
    brutto: int
    netto: int
    uden_beloeb: int


def garanti_eksponering(bruger: Bruger) -> Eksponering:
    """The decided guarantees of visible cases added up. One query."""
    row = Garanti.objects.filter(
        adgang.scope_of_sag(bruger, "sag__"), beslutning_nummer__isnull=False
    ).aggregate(
        antal=Count("pk"),
        sum_brutto=Sum("brutto"),
        sum_netto=Sum("netto"),
        uden=Count("pk", filter=Q(brutto__isnull=True)),
    )
    return Eksponering(row["antal"], row["sum_brutto"] or 0, row["sum_netto"] or 0, row["uden"])


@dataclass(frozen=True)
class Post:
    """One line of an overview of guarantees in force, in kroner. `noegle` leads to the list of them."""

    noegle: str
    navn: str
    antal: int
    brutto: int
    netto: int
    uden_beloeb: int


@dataclass(frozen=True)
class Eksponeringsoversigt:
    """What the municipality stood surety for on a day: by organisation, by lender, and at the end of each year."""

    dag: dt.date
    i_alt: Post
    organisationer: tuple[Post, ...]
    laangivere: tuple[Post, ...]
    aar: tuple[Post, ...]


def eksponeringsoversigt(bruger: Bruger, dag: dt.date) -> Eksponeringsoversigt:
    """The guarantees in force on `dag`: decided by then, and their term, where it is known, not run out.

    The amounts are those given; what has been repaid on the loans is not known here. One query.
    """
    rows = list(
        Garanti.objects.filter(adgang.scope_of_sag(bruger, "sag__"), beslutning_dato__isnull=False)
        .order_by()
        .values_list(
            "beslutning_dato",
            "loebetid_aar",
            "brutto",
            "netto",
            "sag__boligorganisation_id",
            "sag__boligorganisation__navn",
            "laangiver",
        )
    )
    now = [row for row in rows if _in_force(row, dag)]
    first = min((row[0].year for row in rows if row[0]), default=dag.year)
    years = range(max(first, dag.year - YEARS_BACK), dag.year + 1)
    return Eksponeringsoversigt(
        dag=dag,
        i_alt=_post("", "I alt", now),
        organisationer=_grouped(now, key=4, name=5),
        laangivere=_grouped(now, key=6, name=6),
        aar=tuple(
            _post(str(aar), str(aar), [row for row in rows if _in_force(row, min(dag, dt.date(aar, 12, 31)))])
            for aar in years
        ),
    )


def _in_force(row: tuple[Any, ...], dag: dt.date) -> bool:
    given, term = row[0], row[1]
    return given <= dag and (term is None or dag < given + relativedelta(years=term))


def _grouped(rows: list[tuple[Any, ...]], *, key: int, name: int) -> tuple[Post, ...]:
    groups: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    found = (
        _post(str(value or ""), members[0][name] or "Ikke oplyst", members)
        for value, members in groups.items()
    )
    return tuple(sorted(found, key=lambda item: (-item.brutto, item.navn)))


def _post(noegle: str, navn: str, rows: list[tuple[Any, ...]]) -> Post:
    return Post(
        noegle,
        navn,
        len(rows),
        sum(row[2] or 0 for row in rows),
        sum(row[3] or 0 for row in rows),
        sum(1 for row in rows if row[2] is None),
    )
