"""What letting gives the calendar: when a renewal must begin at the latest, and when agreements end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.aftaler import visible_aftaler
from almen.udlejning.selectors.fornyelse import latest_start, successor_of
from almen.udlejning.selectors.rammeaftale import holds
from almen.ui.kalender import Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Both days of the agreements that hold. They are nobody's own, so that `kun_egne` leaves them out."""
    if kun_egne:
        return
    for aftale in visible_aftaler(bruger, med_opgivne=False):
        start, _ = latest_start(aftale)
        begins = start is not None and fra <= start <= til
        if not (begins or fra <= aftale.gyldig_til <= til) or not holds(aftale):
            continue
        if begins and start is not None and successor_of(aftale) is None:
            yield _event(aftale, "fornyelse", start, f"Fornyelsen af {aftale.navn} skal begynde senest i dag")
        if fra <= aftale.gyldig_til <= til:
            yield _event(aftale, "udloeb", aftale.gyldig_til, f"{aftale.navn} udløber")


def _event(aftale: Rammeaftale, art: str, dag: dt.date, titel: str) -> Haendelse:
    confidential = aftale.sag is not None and aftale.sag.fortrolighed == "fortrolig"
    return Haendelse(
        id=f"{art}-{aftale.pk}",
        dato=dag,
        titel=titel,
        aendret=aftale.oprettet,
        url=aftale.get_absolute_url(),
        fortrolig=confidential,
    )


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(Kalenderkilde("udlejning", "Udlejning", haendelser, adgang.may_see_udlejning))
