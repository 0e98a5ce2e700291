"""All afdelinger with their steps on a day: for the list, the chart, what is missing, and what the area's class says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from almen.omraader.klasser import Klassenavn, vis_klasse
from almen.omraader.models import Omraade, Omraadeafdeling, Omraadestand
from almen.organisationer.models import Afdeling, Boligbestand, Bruger
from almen.organisationer.selectors import current_profil
from almen.udlejning.models import Placering, Rammeaftale, Trappe, Trappetrin
from almen.udlejning.selectors.aftaler import visible_aftaler
from almen.udlejning.selectors.indhold import BOLIGTYPER
from almen.udlejning.selectors.rammeaftale import standing_placeringer

PRAKSIS = "udlejning_omraadetrin_"


@dataclass(frozen=True)
class Omraadetrin:
    """What the class of the area that an afdeling lies in says: the step on the area's stair by the agreement's practice."""

    omraade: Omraade
    klasse: Klassenavn
    trin: int


@dataclass(frozen=True)
class Fordelingslinje:
    """A step with how many afdelinger stand on it, and how many family and youth dwellings they have; None: never counted."""

    trin: Trappetrin
    afdelinger: int
    boliger: int | None


def afdelinger_on(aftale: Rammeaftale | None, dag: dt.date) -> QuerySet[Afdeling]:
    """Every afdeling with `trin_<stair>`, `navn_<stair>`, `fra_<stair>`, and `boliger` (family and youth, counted last)."""
    rows = Afdeling.objects.select_related("boligorganisation")
    for trappe in Trappe.values:
        # Without an agreement nothing holds; the columns are there and empty.
        found = (
            standing_placeringer(aftale, dag) if aftale is not None else Placering.objects.none()
        ).filter(afdeling=OuterRef("pk"), trin__trappe=trappe)
        rows = rows.annotate(
            **{
                f"trin_{trappe}": Subquery(found.values("trin__nummer")[:1]),
                f"navn_{trappe}": Subquery(found.values("trin__navn")[:1]),
                f"fra_{trappe}": Subquery(found.values("fra")[:1]),
            }
        )
    counts = (
        _latest_counts()
        .filter(afdeling=OuterRef("pk"), boligtype__in=BOLIGTYPER)
        .order_by()
        .values("afdeling")
        .annotate(sum=Sum("antal"))
        .values("sum")
    )
    return rows.annotate(boliger=Subquery(counts))


def unplaced() -> Q:
    """Rows of `afdelinger_on` that stand on no stair."""
    return Q(**{f"trin_{trappe}__isnull": True for trappe in Trappe.values})


def count_unplaced(aftale: Rammeaftale, dag: dt.date) -> int:
    """How many afdelinger stand nowhere on the day: one query."""
    placed = standing_placeringer(aftale, dag).order_by().values("afdeling")
    return Afdeling.objects.exclude(pk__in=placed).count()


def has_demo(aftale: Rammeaftale | None, dag: dt.date) -> bool:
    """True if any placement on the day is demo data, so that pages of sums say so."""
    return aftale is not None and standing_placeringer(aftale, dag).filter(demo=True).exists()


def distribution_on(aftale: Rammeaftale, dag: dt.date) -> list[Fordelingslinje]:
    """Each step with its afdelinger and dwellings on the day, in the order of stairs and numbers: three queries."""
    standing = standing_placeringer(aftale, dag).order_by()
    number = dict(standing.values_list("trin").annotate(antal=Count("pk")))
    dwellings = dict(
        _latest_counts()
        .filter(
            Q(afdeling__placeringer__til__isnull=True) | Q(afdeling__placeringer__til__gte=dag),
            boligtype__in=BOLIGTYPER,
            afdeling__placeringer__ophaevet=False,
            afdeling__placeringer__fra__lte=dag,
            afdeling__placeringer__trin__rammeaftale=aftale,
        )
        .order_by()
        .values_list("afdeling__placeringer__trin")
        .annotate(antal=Sum("antal"))
    )
    steps = sorted(aftale.trin.all(), key=lambda item: (Trappe.values.index(item.trappe), item.nummer))
    return [
        Fordelingslinje(item, antal := number.get(item.pk, 0), dwellings.get(item.pk, None if antal else 0))
        for item in steps
    ]


def area_steps_on(dag: dt.date, afdelinger: Collection[int] | None = None) -> Mapping[int, Omraadetrin]:
    """For afdelinger (key) in an area on one of the state's lists: the step its class says, the gravest first. Two queries.

    Only classes that the municipality's profile gives a step; the class is that of the latest list before the day.
    """
    links = Omraadeafdeling.objects.filter(
        (Q(fra__isnull=True) | Q(fra__lte=dag)) & (Q(til__isnull=True) | Q(til__gte=dag))
    ).select_related("omraade")
    if afdelinger is not None:
        links = links.filter(afdeling__in=afdelinger)
    rows = list(links)
    stands: dict[int, Omraadestand] = {}
    wanted = {row.omraade_id for row in rows}
    for stand in Omraadestand.objects.filter(omraade__in=wanted, liste__lte=dag).order_by("liste"):
        stands[stand.omraade_id] = stand
    profil = current_profil()
    found: dict[int, Omraadetrin] = {}
    for row in rows:
        if (known := stands.get(row.omraade_id)) is None:
            continue
        praksis = profil.praksis_on(PRAKSIS + known.hovedklasse, dag)
        if praksis is None or not praksis.vaerdier:
            continue
        told = Omraadetrin(row.omraade, vis_klasse(known.hovedklasse, known.liste), int(praksis.vaerdier[0]))
        before = found.get(row.afdeling_id)
        if before is None or before.trin < told.trin:
            found[row.afdeling_id] = told
    return found


def differing(said: Mapping[int, Omraadetrin], aftale: Rammeaftale | None, dag: dt.date) -> set[int]:
    """The afdelinger (keys) that stand on another step of the area's stair than their area's class says, or on none."""
    if aftale is None:
        return set()
    standing = standing_placeringer(aftale, dag).filter(trin__trappe=Trappe.OMRAADE, afdeling__in=said)
    now = dict(standing.values_list("afdeling", "trin__nummer"))
    return {pk for pk, told in said.items() if now.get(pk) != told.trin}


def history_of(afdeling: Afdeling) -> QuerySet[Placering]:
    """Every placement of an afdeling, those that fell away too, the newest first."""
    return afdeling.placeringer.select_related(
        "trin__rammeaftale__sag", "justering__sag", "registreret_af"
    ).order_by("-fra", "trin__trappe", "-pk")


def open_steps(dag: dt.date, bruger: Bruger) -> QuerySet[Trappetrin]:
    """The steps that afdelinger can be placed on: of agreements that have not ended and did not come to nothing."""
    rows = visible_aftaler(bruger, med_opgivne=False).filter(gyldig_til__gte=dag)
    return Trappetrin.objects.filter(rammeaftale__in=rows).select_related("rammeaftale__sag__overblik")


def _latest_counts() -> QuerySet[Boligbestand]:
    later = Boligbestand.objects.filter(
        afdeling=OuterRef("afdeling"), boligtype=OuterRef("boligtype"), opgjort__gt=OuterRef("opgjort")
    )
    return Boligbestand.objects.filter(~Exists(later))
