"""What the access table's addresses of the measurement of letting point at: one figure of one afdeling."""

from __future__ import annotations

from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.udlejning.services.udlejningstal import Udlejningstalinput, register_udlejningstal


def maaling_names(officer: Bruger, organisation: Boligorganisation) -> dict[str, int]:
    """Keys of what is registered."""
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="89", navn="Målegården")
    tal = Udlejningstalinput(afdeling.pk, 2024, "familie", "fleksibel", 12, "Prøvekilde", "sikker")
    return {"udlejningstal": register_udlejningstal(bruger=officer, tal=tal).pk}
