"""The groups of the page of lead times: their times as cells, and the days that were waiting."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from almen.analyse.filtre import chosen
from almen.analyse.grupper import Enhed, Gruppering, Routes, find_enhed
from almen.analyse.models import Ophold
from almen.analyse.selectors.ophold import Celle, cells_by, narrow
from almen.analyse.selectors.tabt_tid import FORVALTNINGEN, accounts, waiting_at_home
from almen.analyse.selectors.tider import AAR, OF_CASE, cells_of_cases, cells_of_phases

OPENED = "sag__aabnet_dato__year"
KEYS = (*OF_CASE, "fase", "trin", "aktoer", "aar_fra", "aar_til")


def cells_of_groups(
    rows: QuerySet[Ophold], valg: Mapping[str, Any], gruppering: Gruppering, routes: Routes, today: dt.date
) -> dict[str, list[Celle]]:
    """The times of each group in the order of the routes, of years and of names; what is measured is `find_enhed`. Two queries."""
    valg = chosen(valg)
    field = gruppering.felt
    match find_enhed(gruppering.id, valg):
        case Enhed.OPHOLD:
            found = {key[0]: cells for key, cells in cells_by(narrow(rows, valg), field, today=today).items()}
        case Enhed.FASE:
            by = () if gruppering.id == "fase" else (field,)
            phases = cells_of_phases(rows, valg, routes, *by, today=today)
            wanted = valg.get("fase")
            found = {key[-1]: cells for key, cells in phases.items() if not wanted or key[0] == wanted}
        case Enhed.SAG:
            cases = cells_of_cases(rows, valg, field, today=today)
            found = {key[0]: cells for key, cells in cases.items()}
    return _in_order(_merged(found, gruppering), gruppering, routes, today)


def _merged(found: Mapping[Any, list[Celle]], gruppering: Gruppering) -> dict[str, list[Celle]]:
    counts: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for value, cells in found.items():
        for group in gruppering.groups_of(value):
            for days, settled, count in cells:
                counts[group][days, settled] += count
    return {group: [(*cell, n) for cell, n in sorted(cells.items())] for group, cells in counts.items()}


def _in_order(
    found: dict[str, list[Celle]], gruppering: Gruppering, routes: Routes, today: dt.date
) -> dict[str, list[Celle]]:
    names = list(gruppering.navne(routes, today)) if gruppering.navne else []
    place = {key: number for number, key in enumerate(names)}
    return {key: found[key] for key in sorted(found, key=lambda key: (place.get(key, len(place)), key))}


def waiting_share(
    rows: QuerySet[Ophold], valg: Mapping[str, Any], gruppering: Gruppering, today: dt.date
) -> dict[str, float]:
    """Percent of the days of each group's stays on which the case waited; a group without days is left out. Six queries.

    Of whole cases: the stays of cases opened in the chosen years, by the year of opening. All days but those at the administration
    are waiting; only the stays there that can have waited are looked at one by one.
    """
    valg = chosen(valg)
    enhed, field = find_enhed(gruppering.id, valg), gruppering.felt
    if enhed is Enhed.SAG:
        rows = _opened_in(narrow(rows, {key: valg.get(key) for key in OF_CASE}), valg)
        field = OPENED if field == AAR else field
    else:
        rows = narrow(rows, valg)
    days: Counter[str] = Counter()
    worked: Counter[str] = Counter()
    for (actor, value), cells in cells_by(rows, "aktoer", field, today=today).items():
        lasted = sum(dage * count for dage, _, count in cells)
        for group in gruppering.groups_of(value):
            days[group] += lasted
            worked[group] += lasted if actor == FORVALTNINGEN else 0
    for item in accounts(waiting_at_home(rows), field, today=today):
        for group in gruppering.groups_of(item.noegle[0]):
            worked[group] -= item.ventetid
    return {group: 100 * (lasted - worked[group]) / lasted for group, lasted in days.items() if lasted}


def _opened_in(rows: QuerySet[Ophold], valg: Mapping[str, Any]) -> QuerySet[Ophold]:
    if first := valg.get("aar_fra"):
        rows = rows.filter(**{f"{OPENED}__gte": first})
    if last := valg.get("aar_til"):
        rows = rows.filter(**{f"{OPENED}__lte": last})
    return rows


def stays_query(valg: Mapping[str, Any], gruppering: Gruppering, group: str) -> str:
    """The list of stays narrowed to the group, as a query of its address."""
    wanted = {key: str(valg[key]) for key in KEYS if valg.get(key)}
    if group:
        wanted |= dict.fromkeys(gruppering.filtre, group)
    if find_enhed(gruppering.id, valg) is Enhed.SAG:
        # A case belongs to the year in which it was opened, whenever its stays began.
        for name, own in (("aar_fra", "aabnet_fra"), ("aar_til", "aabnet_til")):
            if name in wanted:
                wanted[own] = wanted.pop(name)
    return urlencode(wanted)
