"""What can be asked about vacancy: the counts, who has not answered, and the rate of the latest finished count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from almen.organisationer.models import Afdeling, Boligbestand, Boligtype, Bruger
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.tilsyn.ledighedstal import Ledighedssum
from almen.tilsyn.models import Ledighed, Ledighedsopgoerelse

LEDIGHED = "ledighedsopgoerelse"
# The types that the statute has counted (almenboligloven § 104, stk. 2).
TAELLES = (Boligtype.FAMILIE, Boligtype.UNGDOM)


def opgoerelse_of(sag: Sag) -> Ledighedsopgoerelse:
    """The case's count, read once and kept on the case object. Raises Ledighedsopgoerelse.DoesNotExist."""
    return sag.ledighedsopgoerelse  # type: ignore[attr-defined,no-any-return]


def visible_opgoerelser(bruger: Bruger) -> QuerySet[Ledighedsopgoerelse]:
    """The counts whose cases `bruger` may see; none for those who do not read supervision."""
    if not adgang.may_see_tilsyn(bruger):
        return Ledighedsopgoerelse.objects.none()
    return Ledighedsopgoerelse.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik"
    )


def with_sums(opgoerelser: QuerySet[Ledighedsopgoerelse]) -> QuerySet[Ledighedsopgoerelse]:
    """Annotated with `boliger`, `ledige`, `lejetab` (kr.) and `afdelinger` of its lines."""
    return opgoerelser.annotate(
        boliger=Sum("linjer__boliger"),
        ledige=Sum("linjer__ledige"),
        lejetab=Sum("linjer__lejetab"),
        afdelinger=Count("linjer__afdeling", distinct=True),
    )


def linjer_of(opgoerelse: Ledighedsopgoerelse) -> QuerySet[Ledighed]:
    """The count's lines with their afdelinger and boligorganisationer."""
    return Ledighed.objects.filter(opgoerelse=opgoerelse).select_related("afdeling__boligorganisation")


@dataclass(frozen=True)
class Ubesvaret:
    """An afdeling with dwellings of a type that is counted, of which the count says nothing yet."""

    afdeling: Afdeling
    boligtype: str
    boliger: int

    @property
    def boligtype_navn(self) -> str:
        """The dwelling type in words."""
        return Boligtype(self.boligtype).label


def ubesvarede(opgoerelse: Ledighedsopgoerelse, dag: dt.date) -> list[Ubesvaret]:
    """Who has not answered: afdelinger of organisations that are active on the day, by their latest counted dwellings. Two queries."""
    answered = set(opgoerelse.linjer.values_list("afdeling_id", "boligtype"))
    inactive = Q(afdeling__boligorganisation__aktiv_til__lt=dag) | Q(
        afdeling__boligorganisation__aktiv_fra__gt=dag
    )
    rows = (
        Boligbestand.objects.filter(boligtype__in=TAELLES, opgjort__lte=dag)
        .exclude(inactive)
        .select_related("afdeling__boligorganisation")
        .order_by("opgjort")
    )
    latest = {(row.afdeling_id, row.boligtype): row for row in rows}
    missing = [
        Ubesvaret(row.afdeling, row.boligtype, row.antal)
        for key, row in latest.items()
        if row.antal and key not in answered
    ]
    return sorted(
        missing,
        key=lambda item: (item.afdeling.boligorganisation.navn, item.afdeling.nummer, item.boligtype),
    )


@dataclass(frozen=True)
class Ledighedsgrad:
    """The municipality's vacancy by a finished count: the day it tells of, and its sums."""

    opgoerelse: Ledighedsopgoerelse
    opgjort: dt.date
    tal: Ledighedssum

    @property
    def pct(self) -> Decimal | None:
        """Vacant family and youth dwellings in per cent of all."""
        return self.tal.pct


def latest_ledighedsgrad(dag: dt.date) -> Ledighedsgrad | None:
    """The latest finished count that tells of `dag` or a day before; None if there is none. One query."""
    found = (
        with_sums(Ledighedsopgoerelse.objects.filter(opgjort__lte=dag))
        .exclude(sag__overblik__afslutning__in=("", *UDEN_RESULTAT))
        .order_by("-opgjort")
        .first()
    )
    if found is None or found.opgjort is None:
        return None
    tal = Ledighedssum(found.boliger or 0, found.ledige or 0, found.lejetab or 0)  # type: ignore[attr-defined]
    return Ledighedsgrad(found, found.opgjort, tal)
