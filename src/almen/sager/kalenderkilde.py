"""What `sager` gives the calendar: open deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Frist
from almen.ui.kalender import Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde

MAX_IN_CALENDAR = 1000


def _own(bruger: Bruger) -> Q:
    """Deadlines that are the user's: of the cases they answer for, or of the bodies they act for."""
    own = Q(sag__ansvarlig=bruger) if bruger.has_rolle(*adgang.WORKS_WITH_CASES) else Q()
    bodies: set[str] = set(bruger.egne_aktoerer)
    for rolle in bruger.roller:
        if rolle not in adgang.WORKS_WITH_CASES:
            bodies |= adgang.OWN_AKTOERER.get(rolle, frozenset())
    if bruger.egne_boligorganisationer:
        own |= Q(aktoer="boligorganisation", sag__boligorganisation__in=bruger.egne_boligorganisationer)
    return own | Q(aktoer__in=bodies) if bodies or own else adgang.NOTHING


def open_frister(bruger: Bruger) -> QuerySet[Frist]:
    """Open deadlines of running cases that the user may see."""
    return Frist.objects.filter(
        adgang.scope_of_sag(bruger, "sag__"), opfyldt__isnull=True, sag__overblik__afslutning=""
    )


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Each open deadline as an all-day event: one query."""
    rows = open_frister(bruger).filter(dato__range=(fra, til)).select_related("sag__overblik")
    if kun_egne:
        rows = rows.filter(_own(bruger))
    for frist in rows.order_by("dato", "id")[:MAX_IN_CALENDAR]:
        sag = frist.sag
        who = aktoer_navn(frist.aktoer, frist.dato) if frist.aktoer else ""
        about = "" if sag.titel.startswith(frist.titel) else sag.titel
        yield Haendelse(
            # The step, not the row: a deadline that is written anew is still the same deadline.
            id=f"{sag.pk}-{frist.trin}" if frist.trin else f"{sag.pk}-nr{frist.pk}",
            dato=frist.dato,
            titel=f"{frist.titel} ({sag.nummer})",
            aendret=sag.overblik.senest_aendret,
            tekst="\n".join(
                filter(
                    None, (about, f"Hvem: {who}" if who else "", frist.hjemmel, "DEMO" if sag.demo else "")
                )
            ),
            url=sag.get_absolute_url(),
            fortrolig=sag.fortrolighed == Fortrolighed.FORTROLIG,
        )


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(Kalenderkilde("frister", "Frister i sager", haendelser))
