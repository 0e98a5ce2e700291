"""How long it took from one step of a case to another: one row a case, or one a stay, in one query.

A case that has not come to the end of the span is counted as unfinished: until today if it runs, until its last day if it was
ended on the way. A case that came to the end and was sent back before it is unfinished again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from almen.analyse.maalepunkter import Maal
from almen.analyse.models import Art, Ophold
from almen.analyse.selectors.ophold import SETTLED, Celle
from almen.sagsgang.definition import Sagsgang

# Ends of a stay after which what follows it does not stand any more.
_UNDOES = (Art.SENDT_TILBAGE, Art.FORKASTET, Art.AFBRUDT)
GENNEMFOERT = "gennemfoert"


class Maaling(NamedTuple):
    """So many cases (or stays) that began on this day and have lasted so long; `boligtyper` as the case has them."""

    begyndt: dt.date
    dage: int
    afgjort: bool
    boligtyper: str
    antal: int = 1


def measured(
    rows: QuerySet[Ophold], maal: Maal, routes: Mapping[str, Sagsgang], today: dt.date
) -> list[Maaling]:
    """What `maal` took in the cases of `rows` that have begun it, the earliest first. One query."""
    found = _stays(rows, maal, today) if maal.er_trin else _spans(rows, maal, routes, today)
    return sorted(found)


def _stays(rows: QuerySet[Ophold], maal: Maal, today: dt.date) -> Iterable[Maaling]:
    grouped = rows.filter(trin__in=maal.til).order_by().values_list("klar", "dage", "art", "boligtyper")
    for klar, dage, art, boligtyper, count in grouped.annotate(n=Count("pk")):
        lasted = max(0, (today - klar).days) if dage is None else dage
        yield Maaling(klar, lasted, art in SETTLED, boligtyper, count)


def _spans(
    rows: QuerySet[Ophold], maal: Maal, routes: Mapping[str, Sagsgang], today: dt.date
) -> Iterable[Maaling]:
    named = ("boligtyper", "begyndt", "naaet", "ophaevet", "loeber", "sidst", "venter", "afslutning")
    cases: Any = rows.order_by().values("sag_id", "boligtyper").annotate(**span_of(maal, routes))
    for boligtyper, *ends in cases.filter(begyndt__isnull=False).values_list(*named):
        begun, last, settled = read_span(dict(zip(named[1:], ends, strict=True)), maal, today)
        yield Maaling(begun, max(0, (last - begun).days), settled, boligtyper)


def span_of(maal: Maal, routes: Mapping[str, Sagsgang], prefix: str = "") -> dict[str, Any]:
    """The span of one case as aggregates over its stays, which `prefix` leads to; `read_span` reads them."""

    def stays(wanted: Q, **more: Any) -> Q:
        return wanted & Q(**{f"{prefix}{key}": value for key, value in more.items()})

    ends, upto = (Q(), Q()) if maal.er_hele else _ends(maal, routes, prefix)
    case = "" if prefix else "sag__"
    opened, running = f"{case}aabnet_dato", {"slut__isnull": True}
    begin = Min(f"{prefix}klar", filter=Q(**{f"{prefix}trin__in": maal.fra})) if maal.fra else Min(opened)
    return {
        "begyndt": begin,
        "naaet": Max(f"{prefix}slut", filter=stays(ends, art=Art.UDFOERT)),
        "ophaevet": Max(f"{prefix}slut", filter=stays(upto, art__in=_UNDOES)),
        "loeber": Count(f"{prefix}id", filter=stays(upto, **running)),
        "sidst": Max(f"{prefix}slut"),
        "venter": Count(f"{prefix}id", filter=stays(Q(), **running)),
        "afslutning": Max(f"{case}overblik__afslutning"),
    }


def _ends(maal: Maal, routes: Mapping[str, Sagsgang], prefix: str) -> tuple[Q, Q]:
    """The stays at the span's last steps, and those at all steps up to and with them, by version."""
    upto = Q()
    for version, route in routes.items():
        last = [key for key in maal.til if key in route.efter_id]
        before = set(last).union(*(route.forgaengere[key] for key in last))
        if before:
            upto |= Q(**{f"{prefix}version": version, f"{prefix}trin__in": sorted(before)})
    return Q(**{f"{prefix}trin__in": maal.til}), upto


def read_span(ends: Mapping[str, Any], maal: Maal, today: dt.date) -> tuple[dt.date, dt.date, bool]:
    """First day, last day and whether it was finished, from what `span_of` found."""
    reached, undone = ends["naaet"], ends["ophaevet"]
    if maal.er_hele:
        finished = ends["afslutning"] == GENNEMFOERT and reached is not None
    else:
        finished = reached is not None and not ends["loeber"] and (undone is None or undone <= reached)
    if finished:
        return ends["begyndt"], reached, True
    last = today if ends["venter"] or ends["sidst"] is None else ends["sidst"]
    return ends["begyndt"], last, False


def cells_of(found: Iterable[Maaling]) -> list[Celle]:
    """The times as the statistics read them."""
    counted: Counter[tuple[int, int]] = Counter()
    for item in found:
        counted[item.dage, int(item.afgjort)] += item.antal
    return [(dage, settled, count) for (dage, settled), count in sorted(counted.items())]
