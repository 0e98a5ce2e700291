"""What the pages of organisations show: dwellings as counted last, and as counted over the years. Reads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum

from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Boligtype, Bruger
from almen.organisationer.selectors import visible_afdelinger, visible_boligorganisationer

SENESTE = "-opgjort"


@dataclass(frozen=True)
class Bestandslinje:
    """An afdeling with its dwellings by type (None: never counted), their sum, and the day of the latest count."""

    afdeling: Afdeling
    antal: tuple[int | None, ...]
    i_alt: int | None
    opgjort: dt.date | None


@dataclass(frozen=True)
class Opgoerelse:
    """What was counted in one afdeling on one day, by type: (number, gross m²); None where nothing was counted."""

    opgjort: dt.date
    typer: tuple[tuple[int, int | None] | None, ...]


def organisationer_with_counts(bruger: Bruger) -> QuerySet[Boligorganisation]:
    """Visible boligorganisationer with `antal_afdelinger` and `antal_boliger` (as counted last)."""
    later = Boligbestand.objects.filter(
        afdeling=OuterRef("afdeling"), boligtype=OuterRef("boligtype"), opgjort__gt=OuterRef("opgjort")
    )
    boliger = (
        Boligbestand.objects.filter(~Exists(later), afdeling__boligorganisation=OuterRef("pk"))
        .order_by()
        .values("afdeling__boligorganisation")
        .annotate(sum=Sum("antal"))
        .values("sum")
    )
    return visible_boligorganisationer(bruger).annotate(
        antal_afdelinger=Count("afdelinger"), antal_boliger=Subquery(boliger)
    )


def afdelinger_with_counts(bruger: Bruger) -> QuerySet[Afdeling]:
    """Visible afdelinger with their organisation, `boliger_<type>` as counted last, and `opgjort`."""
    counts: dict[str, Any] = {
        f"boliger_{kind}": Subquery(
            Boligbestand.objects.filter(afdeling=OuterRef("pk"), boligtype=kind)
            .order_by(SENESTE)
            .values("antal")[:1]
        )
        for kind in Boligtype.values
    }
    latest = Boligbestand.objects.filter(afdeling=OuterRef("pk")).order_by(SENESTE).values("opgjort")[:1]
    return (
        visible_afdelinger(bruger)
        .select_related("boligorganisation")
        .annotate(organisation_navn=F("boligorganisation__navn"), opgjort=Subquery(latest), **counts)
    )


def bestandslinjer(organisation: Boligorganisation) -> list[Bestandslinje]:
    """The organisation's afdelinger with dwellings by type as counted last. Two queries."""
    afdelinger = list(organisation.afdelinger.order_by("nummer"))
    known: dict[tuple[int, str], Boligbestand] = {
        (row.afdeling_id, row.boligtype): row
        for row in Boligbestand.objects.filter(afdeling__in=afdelinger).order_by("opgjort")
    }
    lines = []
    for afdeling in afdelinger:
        rows = [known.get((afdeling.pk, kind)) for kind in Boligtype.values]
        counted = [row for row in rows if row is not None]
        lines.append(
            Bestandslinje(
                afdeling,
                tuple(row.antal if row else None for row in rows),
                sum(row.antal for row in counted) if counted else None,
                max((row.opgjort for row in counted), default=None),
            )
        )
    return lines


def totals(lines: Sequence[Bestandslinje]) -> list[int | None]:
    """Dwellings by type over all lines, and all together; None where no afdeling was ever counted."""
    columns = [[line.antal[index] for line in lines] for index in range(len(Boligtype.values))]
    columns.append([line.i_alt for line in lines])
    known = [[value for value in column if value is not None] for column in columns]
    return [sum(column) if column else None for column in known]


def opgoerelser(afdeling: Afdeling) -> list[Opgoerelse]:
    """Everything that was counted in the afdeling, latest day first. One query."""
    days: dict[dt.date, dict[str, tuple[int, int | None]]] = {}
    for row in afdeling.bestand.order_by(SENESTE):
        days.setdefault(row.opgjort, {})[row.boligtype] = (row.antal, row.bruttoareal_m2)
    return [
        Opgoerelse(day, tuple(counted.get(kind) for kind in Boligtype.values))
        for day, counted in days.items()
    ]
