"""What the access table's addresses of organisations' agreements point at: one of the organisation *Prøven*, with an exempted afdeling."""

from __future__ import annotations

import datetime as dt

from almen.organisationer.models import Afdeling
from almen.udlejning.models import Rammeaftale
from almen.udlejning.services.aftalevilkaar import exempt_afdeling
from almen.udlejning.services.organisationsaftale import open_organisationsaftale


def agreement_names(officer, organisation) -> dict[str, object]:
    """Objects by the names that the table uses."""
    ramme = Rammeaftale.objects.create(
        navn="Prøverammen",
        gyldig_fra=dt.date(2024, 1, 1),
        gyldig_til=dt.date(2027, 12, 31),
        parter="Kommunen\nBL",
        kilde="Prøve",
        sikkerhed="sikker",
        oprettet_af=officer,
    )
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="77", navn="Aftalegården")
    aftale = open_organisationsaftale(bruger=officer, rammeaftale=ramme, boligorganisation=organisation)
    exempt_afdeling(
        bruger=officer, sag=aftale.sag, afdeling=afdeling, boligtype="familie", begrundelse="Prøve"
    )
    return {
        "organisationsramme": ramme.pk,
        "organisationsaftale": aftale.sag.nummer,
        "aftaleafdeling": afdeling.pk,
    }
