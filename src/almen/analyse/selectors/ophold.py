"""Times at steps as cells that the statistics read: settled, or not settled when they were last seen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from almen.analyse.models import Ophold
from almen.organisationer.models import Bruger
from almen.sager.adgang import scope_of_sag
from almen.sagsgang.ophold import AFGJORT

Celle = tuple[int, int, int]  # days, settled (1) or not (0), how many
SETTLED = tuple(sorted(art.value for art in AFGJORT))


def visible_ophold(bruger: Bruger) -> QuerySet[Ophold]:
    """The stays of the cases that `bruger` may see."""
    return Ophold.objects.filter(scope_of_sag(bruger, "sag__"))


def narrow(rows: QuerySet[Ophold], valg: Mapping[str, Any]) -> QuerySet[Ophold]:
    """The stays that fit the filters; a key that is missing or empty does not narrow.

    Keys: sagstype, version, fase, trin, aktoer, boligtype (any case that has it), organisation (LBF number), aar_fra and aar_til (the
    year in which the stay began).
    """
    wanted = Q()
    for key, lookup in _LOOKUPS.items():
        if value := valg.get(key):
            wanted &= Q(**{lookup: value})
    return rows.filter(wanted)


_LOOKUPS = {
    "sagstype": "sagstype",
    "version": "version",
    "fase": "fase",
    "trin": "trin",
    "aktoer": "aktoer",
    "boligtype": "boligtyper__contains",
    "organisation": "boligorganisation__lbf_nummer",
    "aar_fra": "klar_aar__gte",
    "aar_til": "klar_aar__lte",
}


def cells_by(rows: QuerySet[Ophold], *by: str, today: dt.date) -> dict[tuple[Any, ...], list[Celle]]:
    """Times at steps for each combination of the fields `by`: two queries, whose answer does not grow with the number of cases.

    A stay that runs has lasted until `today`; one that was broken off had not been settled then.
    """
    cells: dict[tuple[Any, ...], dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    ended = rows.filter(dage__isnull=False).order_by()
    for *key, art, dage, count in ended.values_list(*by, "art", "dage").annotate(n=Count("pk")):
        cells[tuple(key)][dage, int(art in SETTLED)] += count
    running = rows.filter(dage__isnull=True).order_by()
    for *key, klar, count in running.values_list(*by, "klar").annotate(n=Count("pk")):
        cells[tuple(key)][max(0, (today - klar).days), 0] += count
    return {
        key: [(dage, settled, count) for (dage, settled), count in sorted(found.items())]
        for key, found in cells.items()
    }
