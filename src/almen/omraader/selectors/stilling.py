"""Areas as they stand on a list: what the list, the map and the small multiples choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Abs, Cast, Coalesce, NullIf
from django.utils import timezone

from almen.omraader.klasser import ORDEN
from almen.omraader.models import Kommuneudpegning, Omraade, Omraadegraense, Omraadestand
from almen.omraader.selectors.tal import own_kommune


def stande() -> QuerySet[Omraadestand]:
    """Every area on every list, with the area.

    Annotated for filters and sorting: `gaeldende` (the published classes, else the computed ones, as text), `rang` (the
    main class, the gravest first), `afstand` (how far from the nearest change), `beboere`, and `udpeget` (whether the
    municipality's own designation holds today).
    """
    return Omraadestand.objects.select_related("omraade").annotate(
        gaeldende=Coalesce(Cast("offentliggjort", TextField()), Cast("klasser", TextField())),
        beregnet=Cast("klasser", TextField()),
        uafgjort=Cast("uafgjorte", TextField()),
        rang=Case(
            *(When(hovedklasse=id_, then=Value(place)) for place, id_ in enumerate(ORDEN)),
            default=Value(len(ORDEN)),
            output_field=IntegerField(),
        ),
        beboere=Cast(
            NullIf(KT("tal__beboere"), Value("null")), DecimalField(max_digits=14, decimal_places=0)
        ),
        afstand=Abs(F("naermest")),
        udpeget=Exists(holding_on(timezone.localdate()).filter(omraade=OuterRef("omraade"))),
    )


def holding_on(dag: dt.date) -> QuerySet[Kommuneudpegning]:
    """The municipality's own designations that hold on a day."""
    return Kommuneudpegning.objects.filter(
        Q(fra__isnull=True) | Q(fra__lte=dag), Q(til__isnull=True) | Q(til__gte=dag)
    )


def with_klasse(
    rows: QuerySet[Omraadestand], klasse: str, *, felt: str = "gaeldende"
) -> QuerySet[Omraadestand]:
    """The rows with the class among those in `felt` ("gaeldende" or "beregnet"); "" those that have none."""
    if klasse:
        return rows.filter(**{f"{felt}__contains": f'"{klasse}"'})
    return rows.filter(**{felt: "[]"})


def uden_stand() -> QuerySet[Omraade]:
    """Areas that stand on no list: nothing is known of them yet."""
    return Omraade.objects.filter(stande__isnull=True)


def search_omraader(words: Sequence[str]) -> QuerySet[Omraade]:
    """Areas in whose name every word occurs, the own municipality's first; for those who may see areas."""
    named = Q()
    for word in words:
        named &= Q(navn__icontains=word)
    own = Case(When(kommune=own_kommune(), then=Value(0)), default=Value(1))
    return Omraade.objects.filter(named).order_by(own, "kommune", "navn")


def kendte_lister() -> Sequence[dt.date]:
    """The days of the lists that any area stands on, the newest first."""
    return list(Omraadestand.objects.order_by("-liste").values_list("liste", flat=True).distinct())


def kommuner_og_bydele() -> tuple[list[str], list[str]]:
    """The municipalities that areas lie in, and the own municipality's districts that have any. One query."""
    pairs = list(Omraade.objects.order_by("kommune", "bydel").values_list("kommune", "bydel").distinct())
    own = own_kommune()
    return list(dict.fromkeys(kommune for kommune, _ in pairs)), [
        bydel for kommune, bydel in pairs if kommune == own and bydel
    ]


def outlines_on(omraader: Iterable[int], dag: dt.date) -> dict[int, Omraadegraense]:
    """The outline of each of these areas that holds on a day (the one that began last); none where none does. One query."""
    rows = Omraadegraense.objects.filter(
        Q(gyldig_fra__isnull=True) | Q(gyldig_fra__lte=dag),
        Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=dag),
        omraade__in=list(omraader),
    ).order_by(F("gyldig_fra").asc(nulls_first=True), "pk")
    return {row.omraade_id: row for row in rows}
