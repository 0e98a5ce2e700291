"""What dialogues give the calendar: the days by which open agreements are to be fulfilled, and meetings that are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Fortrolighed
from almen.tilsyn.models import Aftalestatus
from almen.tilsyn.selectors.dialog import visible_dialoger
from almen.tilsyn.selectors.dialogaftaler import aftaler
from almen.ui.kalender import Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde

MAX_IN_CALENDAR = 500


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Open agreements and meetings between the two days, of cases that the user may see: two queries.

    One's own are those of the cases one answers for. What is confidential is marked, and leaves no calendar of the house.
    """
    if not adgang.may_see_tilsyn(bruger):
        return
    rows = aftaler(bruger).filter(status=Aftalestatus.AABEN, frist__range=(fra, til))
    meetings = visible_dialoger(bruger).filter(moede_dato__range=(fra, til))
    if kun_egne:
        rows = rows.filter(dialog__sag__ansvarlig=bruger)
        meetings = meetings.filter(sag__ansvarlig=bruger)
    for row in rows.order_by("frist", "pk")[:MAX_IN_CALENDAR]:
        yield Haendelse(
            id=f"dialogaftale-{row.pk}",
            dato=row.frist,
            titel=f"Aftale fra styringsdialog: {row.dialog.boligorganisation}",
            aendret=row.dialog.sag.oprettet,
            tekst=f"{row.get_part_display()}, {row.ejer}: {row.tekst[:300]}",
            url=f"{row.dialog.get_absolute_url()}#aftaler",
            fortrolig=row.dialog.sag.fortrolighed == Fortrolighed.FORTROLIG,
        )
    for dialog in meetings.order_by("moede_dato", "pk")[:MAX_IN_CALENDAR]:
        if dialog.moede_dato is not None:
            yield Haendelse(
                id=f"dialogmoede-{dialog.pk}",
                dato=dialog.moede_dato,
                titel=f"Dialogmøde: {dialog.boligorganisation}",
                aendret=dialog.sag.oprettet,
                tekst=dialog.moede_sted,
                url=dialog.get_absolute_url(),
                fortrolig=dialog.sag.fortrolighed == Fortrolighed.FORTROLIG,
            )


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(
        Kalenderkilde(
            "dialogaftaler", "Styringsdialoger: møder og aftaler", haendelser, adgang.may_see_tilsyn
        )
    )
