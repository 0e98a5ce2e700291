"""What the access table's addresses of supervision point at."""

from __future__ import annotations

import datetime as dt

from almen.organisationer.models import Afdeling, Boligbestand
from almen.tilsyn.services.ledighed import Ledighedsinput, open_opgoerelse, save_linje


def make_afdeling(organisation, nummer="1", navn="Prøvegården", **bestand):
    """An afdeling with dwellings by type, counted in 2020."""
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer=nummer, navn=navn)
    for boligtype, antal in (bestand or {"familie": 100}).items():
        Boligbestand.objects.create(
            afdeling=afdeling, boligtype=boligtype, antal=antal, opgjort=dt.date(2020, 1, 1)
        )
    return afdeling


def ledighed_names(officer, organisation):
    """A year's count with one line, and an afdeling that has not answered."""
    sag = open_opgoerelse(bruger=officer, aar=2026)
    answered = make_afdeling(organisation, "971", "Tomgården")
    make_afdeling(organisation, "972", "Tavsgården")
    linje = save_linje(
        bruger=officer,
        opgoerelse=sag.ledighedsopgoerelse,
        afdeling=answered,
        linje=Ledighedsinput("familie", 100, 3, 90_000, "renovering"),
    )
    return {"ledighed": sag.nummer, "ledighedslinje": linje.pk}
