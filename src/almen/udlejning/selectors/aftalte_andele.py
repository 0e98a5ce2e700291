"""The agreed shares of a whole year, for every afdeling at once: a fixed number of queries.

The shares are those that `selectors.vilkaar` gives for a day; here they are read for all days of a year. The afdeling's own
terms hold before its step's; where it stands on two stairs that both have a share, the area stair's holds.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from almen.sager.models import UDEN_RESULTAT
from almen.udlejning.maalte_andele import Aarsandel, Andelsperiode, share_of_year
from almen.udlejning.models import Afdelingsvilkaar, Placering, Rammeaftale, Trappe, Trinandel, Vej
from almen.udlejning.selectors.rammeaftale import agreements_that_hold

Andelsnoegle = tuple[int, str, str]
STAIRS = (Trappe.OMRAADE, Trappe.AFDELING, Trappe.UNGDOM)
OUTSIDE, OWN = 0, 1
FAR = dt.date.max


def layer(lag: Sequence[Iterable[Andelsperiode]]) -> list[Andelsperiode]:
    """The periods that hold, in order: on each day that of the first layer that has one; within a layer the latest begun."""
    layers = [sorted(item, key=lambda row: row.fra) for item in lag]
    edges = sorted({edge for rows in layers for row in rows for edge in (row.fra, _after(row.til))} - {FAR})
    found: list[Andelsperiode] = []
    for place, fra in enumerate(edges):
        row = _holding(layers, fra)
        if row is None:
            continue
        after = edges[place + 1] if place + 1 < len(edges) else FAR
        til = None if after == FAR else after - dt.timedelta(days=1)
        last = found[-1] if found else None
        if last is not None and last.pct == row.pct and _after(last.til) == fra:
            found[-1] = Andelsperiode(last.fra, til, row.pct)
        else:
            found.append(Andelsperiode(fra, til, row.pct))
    return found


def _holding(layers: Sequence[Sequence[Andelsperiode]], dag: dt.date) -> Andelsperiode | None:
    for rows in layers:
        for row in reversed(rows):
            if row.fra <= dag < _after(row.til):
                return row
    return None


def _after(til: dt.date | None) -> dt.date:
    return FAR if til is None or til == FAR else til + dt.timedelta(days=1)


def shares_of_year(aar: int, afdelinger: Collection[int] | None = None) -> dict[Andelsnoegle, Aarsandel]:
    """Afdeling's key, type of dwelling, way → the agreed share of the year. `afdelinger` None: all of them.

    What has no agreed share on any day of the year is not among the keys.
    """
    first, last = dt.date(aar, 1, 1), dt.date(aar, 12, 31)
    aftaler = {
        item.pk: item
        for item in agreements_that_hold()
        if item.gyldig_fra <= last and item.gyldig_til >= first
    }
    if not aftaler:
        return {}
    layers: dict[Andelsnoegle, dict[int, list[Andelsperiode]]] = defaultdict(lambda: defaultdict(list))
    _own_terms(layers, aftaler, first, last, afdelinger)
    _step_shares(layers, aftaler, first, last, afdelinger)
    return {
        key: share_of_year(layer([rows[place] for place in sorted(rows)]), aar)
        for key, rows in layers.items()
    }


def _own_terms(
    layers: dict[Andelsnoegle, dict[int, list[Andelsperiode]]],
    aftaler: dict[int, Rammeaftale],
    first: dt.date,
    last: dt.date,
    afdelinger: Collection[int] | None,
) -> None:
    rows = (
        Afdelingsvilkaar.objects.filter(aftale__rammeaftale__in=aftaler, fra__lte=last)
        .filter(Q(til__isnull=True) | Q(til__gte=first))
        .exclude(aftale__sag__overblik__afslutning__in=("", *UDEN_RESULTAT))
    )
    if afdelinger is not None:
        rows = rows.filter(afdeling__in=afdelinger)
    for afdeling, boligtype, vej, pct, undtaget, fra, til, begins, ends in rows.order_by().values_list(
        "afdeling", "boligtype", "vej", "pct", "undtaget", "fra", "til",
        "aftale__gyldig_fra", "aftale__gyldig_til",
    ):  # fmt: skip
        if (found := _within(fra, til, begins, ends)) is None:
            continue
        if undtaget:  # the whole type is outside the agreement then
            for way in Vej.values:
                layers[afdeling, boligtype, way][OUTSIDE].append(Andelsperiode(*found, None))
        else:
            layers[afdeling, boligtype, vej][OWN].append(Andelsperiode(*found, pct))


def _step_shares(
    layers: dict[Andelsnoegle, dict[int, list[Andelsperiode]]],
    aftaler: dict[int, Rammeaftale],
    first: dt.date,
    last: dt.date,
    afdelinger: Collection[int] | None,
) -> None:
    shares: dict[int, list[tuple[str, str, Andelsperiode]]] = defaultdict(list)
    for trin, boligtype, vej, pct, fra, til in (
        Trinandel.objects.filter(trin__rammeaftale__in=aftaler)
        .order_by()
        .values_list("trin", "boligtype", "vej", "pct", "fra", "til")
    ):
        shares[trin].append((boligtype, vej, Andelsperiode(fra, til, pct)))
    rows = Placering.objects.filter(
        trin__rammeaftale__in=aftaler, ophaevet=False, fra__lte=last, trin__in=shares
    ).filter(Q(til__isnull=True) | Q(til__gte=first))
    if afdelinger is not None:
        rows = rows.filter(afdeling__in=afdelinger)
    for afdeling, trin, trappe, aftale, fra, til in rows.order_by().values_list(
        "afdeling", "trin", "trin__trappe", "trin__rammeaftale", "fra", "til"
    ):
        begins, ends = aftaler[aftale].gyldig_fra, aftaler[aftale].gyldig_til
        stands = _within(fra, til, begins, ends)
        for boligtype, vej, share in shares[trin] if stands else ():
            if stands and (both := _within(share.fra, share.til, stands[0], stands[1] or ends)) is not None:
                layers[afdeling, boligtype, vej][2 + STAIRS.index(Trappe(trappe))].append(
                    Andelsperiode(*both, share.pct)
                )


def _within(
    fra: dt.date, til: dt.date | None, begins: dt.date, ends: dt.date
) -> tuple[dt.date, dt.date] | None:
    """The days that both have; None if there are none."""
    low, high = max(fra, begins), min(til or ends, ends)
    return (low, high) if low <= high else None
