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
CHUNK = 5000


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
    wanted = span_of(maal, routes)
    cases: Any = within(rows, maal, routes).order_by().values("sag_id", "boligtyper").annotate(**wanted)
    found = cases.filter(begyndt__isnull=False).values_list("boligtyper", *wanted)
    for boligtyper, *ends in found.iterator(chunk_size=CHUNK):
        begun, last, settled = read_span(dict(zip(wanted, ends, strict=True)), maal, today)
        yield Maaling(begun, max(0, (last - begun).days), settled, boligtyper)


def within(rows: Any, maal: Maal, routes: Mapping[str, Sagsgang], prefix: str = "") -> Any:
    """Of these stays (or of the cases whose stays `prefix` leads to) those at steps that `span_of` asks for."""
    if maal.er_hele:
        return rows
    asked = set(maal.fra).union(*(_upto(maal, route) for route in routes.values()))
    return rows.filter(**{f"{prefix}trin__in": sorted(asked)})


def span_of(maal: Maal, routes: Mapping[str, Sagsgang], prefix: str = "") -> dict[str, Any]:
    """The span of one case as aggregates over its stays, which `prefix` leads to; `read_span` reads them."""

    def stays(wanted: Q, **more: Any) -> Q:
        return wanted & Q(**{f"{prefix}{key}": value for key, value in more.items()})

    slut, case = f"{prefix}slut", "" if prefix else "sag__"
    ends, upto = (Q(), Q()) if maal.er_hele else (stays(Q(), trin__in=maal.til), Q())
    for version, route in {} if maal.er_hele else routes.items():
        if before := _upto(maal, route):
            upto |= stays(Q(), version=version, trin__in=sorted(before))
    begin = Min(f"{prefix}klar", filter=stays(Q(), trin__in=maal.fra))
    return {
        "begyndt": begin if maal.fra else Min(f"{case}aabnet_dato"),
        "naaet": Max(slut, filter=stays(ends, art=Art.UDFOERT)),
        "loeber": Count(f"{prefix}id", filter=stays(upto, slut__isnull=True)),
        "sidst": Max(slut, filter=upto) if upto else Max(slut),
    } | (
        {"afslutning": Max(f"{case}overblik__afslutning")}
        if maal.er_hele
        else {"ophaevet": Max(slut, filter=stays(upto, art__in=_UNDOES))}
    )


def _upto(maal: Maal, route: Sagsgang) -> frozenset[str]:
    """The steps of this version up to the span's last ones, and with them."""
    last = [key for key in maal.til if key in route.efter_id]
    return frozenset(last).union(*(route.forgaengere[key] for key in last))


def read_span(ends: Mapping[str, Any], maal: Maal, today: dt.date) -> tuple[dt.date, dt.date, bool]:
    """First day, last day and whether it was finished, from what `span_of` found."""
    reached = ends["naaet"]
    if maal.er_hele:
        finished = ends["afslutning"] == GENNEMFOERT and reached is not None
    else:
        undone = ends["ophaevet"]
        finished = reached is not None and not ends["loeber"] and (undone is None or undone <= reached)
    if finished:
        return ends["begyndt"], reached, True
    return ends["begyndt"], today if ends["loeber"] else ends["sidst"] or today, False


def cells_of(found: Iterable[Maaling]) -> list[Celle]:
    """The times as the statistics read them."""
    counted: Counter[tuple[int, int]] = Counter()
    for item in found:
        counted[item.dage, int(item.afgjort)] += item.antal
    return [(dage, settled, count) for (dage, settled), count in sorted(counted.items())]
