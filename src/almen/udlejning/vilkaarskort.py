"""What an area's page and an afdeling's page show of the terms of letting."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from almen.omraader.models import Omraade
from almen.omraader.omraadekort import Omraadekort
from almen.omraader.omraadekort import register as register_omraadekort
from almen.omraader.selectors.side import afdelinger_of
from almen.organisationer.models import Afdeling, Bruger
from almen.organisationer.stedkort import Stedkort
from almen.organisationer.stedkort import register as register_stedkort
from almen.sager import adgang
from almen.udlejning.selectors.vilkaar import vilkaar_of, vilkaar_on


def of_area(omraade: Omraade, bruger: Bruger) -> dict[str, Any] | None:
    """The terms of the afdelinger that lie in the area today; nothing where none does."""
    if not adgang.may_see_udlejning(bruger):
        return None
    today = timezone.localdate()
    here = [row.afdeling for row in afdelinger_of(omraade) if row.til is None or row.til >= today]
    if not here:
        return None
    found = vilkaar_of(here, today)
    return {
        "raekker": [
            (item, item.andel("familie", "fleksibel"), item.andel("familie", "anvisning"))
            for item in found.values()
        ]
    }


def of_afdeling(afdeling: Afdeling, bruger: Bruger) -> dict[str, Any] | None:
    """The terms of the afdeling today."""
    if not adgang.may_see_udlejning(bruger):
        return None
    return {"vilkaar": vilkaar_on(afdeling, timezone.localdate())}


def register() -> None:
    """Registers both cards; called once when Django starts."""
    register_omraadekort(
        Omraadekort(
            "udlejningsvilkaar",
            "Vilkår for udlejning",
            orden=25,
            skabelon="udlejning/omraadekort_vilkaar.html",
            kontekst=of_area,
        )
    )
    register_stedkort(
        Stedkort(
            "udlejningsvilkaar",
            "Udlejning",
            orden=40,
            skabelon="udlejning/stedkort_vilkaar.html",
            kontekst=of_afdeling,
            paa=(Afdeling,),
        )
    )
