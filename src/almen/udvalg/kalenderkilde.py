"""What `udvalg` gives the calendar: meetings, and the days on which papers must be in and agendas out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.udvalg.models import Moede
from almen.udvalg.selectors.moeder import visible_moeder
from almen.ui.kalender import ZONE, Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde

MAX_IN_CALENDAR = 500


def _own(bruger: Bruger) -> Q:
    """The meetings of the bodies that the user acts for; all of them for those who put cases on agendas."""
    if bruger.has_rolle(*adgang.WORKS_WITH_CASES):
        return Q()
    own = {item for rolle in bruger.roller for item in adgang.OWN_AKTOERER.get(rolle, ())}
    return Q(organ__in=own) if own else adgang.NOTHING


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Each meeting that is not cancelled, with its two deadlines: one query."""
    span = Q(dato__range=(fra, til)) | Q(papirer_ind__range=(fra, til)) | Q(dagsorden_ud__range=(fra, til))
    rows = visible_moeder(bruger).filter(span, aflyst__isnull=True)
    if kun_egne:
        rows = rows.filter(_own(bruger))
    for moede in rows.order_by("dato", "pk")[:MAX_IN_CALENDAR]:
        for key, day, titel in _days(moede):
            when = day.astimezone(ZONE).date() if isinstance(day, dt.datetime) else day
            if fra <= when <= til:
                yield Haendelse(
                    id=f"{moede.pk}-{key}",
                    dato=day,
                    titel=titel,
                    aendret=moede.aendret,
                    url=moede.get_absolute_url(),
                    sted=moede.sted if key == "moede" else "",
                    slut=day + dt.timedelta(hours=2) if isinstance(day, dt.datetime) else None,
                )


def _days(moede: Moede) -> Iterator[tuple[str, Any, str]]:
    start = dt.datetime.combine(moede.dato, moede.klokken, ZONE) if moede.klokken else moede.dato
    yield "moede", start, f"Møde: {moede.organ_navn}"
    if moede.dagsorden_udsendt is None:
        yield "papirer", moede.papirer_ind, f"Papirer ind: {moede.organ_kort} {moede.dato:%d.%m.%Y}"
        yield "dagsorden", moede.dagsorden_ud, f"Dagsorden ud: {moede.organ_kort} {moede.dato:%d.%m.%Y}"


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(Kalenderkilde("moeder", "Møder", haendelser, adgang.may_see_moeder))
