"""What auditors' remarks give the calendar: the days on which they are to be followed up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.tilsyn.selectors.revision import bemaerkninger
from almen.ui.kalender import Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde

MAX_IN_CALENDAR = 500


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Deadlines of open remarks between the two days: one query. Nobody owns a remark, so one's own are none."""
    if kun_egne or not adgang.may_see_tilsyn(bruger):
        return
    rows = bemaerkninger().filter(afsluttet__isnull=True, frist__range=(fra, til)).order_by("frist", "pk")
    for row in rows[:MAX_IN_CALENDAR]:
        if row.frist is not None:
            yield Haendelse(
                id=f"bemaerkning-{row.pk}",
                dato=row.frist,
                titel=f"Revisionsbemærkning følges op: {row.boligorganisation}",
                aendret=row.oprettet,
                tekst=f"{row.get_art_display()}, regnskabsåret {row.regnskabsaar}.",
                url=row.get_absolute_url(),
            )


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(Kalenderkilde("revision", "Revisionens bemærkninger", haendelser, adgang.may_see_tilsyn))
