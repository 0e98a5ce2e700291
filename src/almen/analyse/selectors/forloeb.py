"""What lies behind a figure of a measure: the cases that have begun a span, or the stays at a step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from almen.analyse.maalepunkter import Maal
from almen.analyse.models import Art, Ophold
from almen.analyse.selectors.ophold import SETTLED, narrow, visible_ophold
from almen.analyse.selectors.spand import read_span, span_of, within
from almen.organisationer.models import Bruger
from almen.sager.models import Sag
from almen.sagsgang.definition import Sagsgang


@dataclass(frozen=True)
class Forloeb:
    """One of what a figure counts: its case, its days, and whether it was settled."""

    sag: Sag
    begyndt: dt.date
    sidste: dt.date
    afgjort: bool
    stand: str

    @property
    def dage(self) -> int:
        """Calendar days, never below 0."""
        return max(0, (self.sidste - self.begyndt).days)


def stays_of(bruger: Bruger) -> QuerySet[Ophold]:
    """The stays that `bruger` may see, with `begyndt`."""
    return visible_ophold(bruger).select_related("sag").annotate(begyndt=F("klar"))


def behind(
    rows: QuerySet[Ophold], maal: Maal, routes: Mapping[str, Sagsgang], valg: Mapping[str, Any]
) -> QuerySet[Any]:
    """Of `stays_of` what fits the filters (as `narrow`, and `begyndt_fra`, `begyndt_til`): stays of a step, else cases of a span."""
    found: QuerySet[Any] = narrow(rows, valg)
    if maal.er_trin:
        found = found.filter(trin__in=maal.til)
    else:
        cases: Any = Sag.objects.filter(pk__in=found.order_by().values("sag_id"))
        cases = within(cases, maal, routes, "ophold__")
        found = cases.annotate(**span_of(maal, routes, "ophold__")).filter(begyndt__isnull=False)
    days = {"begyndt__gte": valg.get("begyndt_fra"), "begyndt__lte": valg.get("begyndt_til")}
    return found.filter(**{key: day for key, day in days.items() if day})


def read_forloeb(row: Any, maal: Maal, today: dt.date) -> Forloeb:
    """A row of `behind` as it is shown."""
    if isinstance(row, Ophold):
        state = Art(row.art).label
        return Forloeb(row.sag, row.klar, row.slut or today, row.art in SETTLED, str(state))
    begun, last, settled = read_span(vars(row), maal, today)
    state = "Afsluttet" if settled else "Løber" if row.loeber else "Endt undervejs"
    return Forloeb(row, begun, last, settled, state)
