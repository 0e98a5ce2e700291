"""What the municipality has said in public about how much a changed route saved, as a profile writes it."""

from __future__ import annotations

import datetime as dt

from almen.sagsgang.skema import Antal, Id, Model, Sikkerhed, Tekst


class OffentliggjortPaastand(Model):
    """One published claim: that the route's `version` made the handling up to `hoejst_maaneder` months shorter.

    `dato` is the day it was published, None where only the source's own words place it. `sikkerhed` is of the publication:
    that it was said, and not that it is so.
    """

    id: Id
    sagstype: Id
    version: Tekst
    tekst: Tekst
    hoejst_maaneder: Antal
    dato: dt.date | None = None
    kilde: Tekst
    sikkerhed: Sikkerhed
    note: str = ""
