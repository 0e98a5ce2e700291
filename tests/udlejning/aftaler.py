"""Framework agreements and afdelinger to test with: few rows, made directly."""

from __future__ import annotations

import datetime as dt

from almen.organisationer.models import Afdeling
from almen.udlejning.models import Rammeaftale

FRA, TIL = dt.date(2024, 1, 1), dt.date(2027, 12, 31)


def make_aftale(bruger, navn="Prøveaftalen", fra=FRA, til=TIL, **more) -> Rammeaftale:
    """An agreement without a case, with both stairs: two steps of the area's, four of the afdeling's."""
    aftale = Rammeaftale.objects.create(
        navn=navn,
        gyldig_fra=fra,
        gyldig_til=til,
        parter="Kommunen\nBL",
        kilde="Prøve",
        oprettet_af=bruger,
        **more,
    )
    for trappe, antal in (("omraade", 2), ("afdeling", 4)):
        for nummer in range(1, antal + 1):
            aftale.trin.create(trappe=trappe, nummer=nummer, navn=f"Trin {nummer}", sikkerhed="sikker")
    return aftale


def step(aftale, trappe="afdeling", nummer=1):
    """A step of the agreement."""
    return aftale.trin.get(trappe=trappe, nummer=nummer)


def make_afdeling(organisation, nummer="1", **more) -> Afdeling:
    """An afdeling of the organisation."""
    return Afdeling.objects.create(
        boligorganisation=organisation, nummer=nummer, navn=f"Afdeling {nummer}", **more
    )
