"""What the case of a framework agreement tells the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagstype
from almen.udlejning import kontroller_ramme
from almen.udlejning.indstilling_ramme import agreement_to_be_decided
from almen.udlejning.selectors.rammeaftale import RAMMEAFTALE, rammeaftale_of
from almen.ui.formater import dato


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    return {"soegetekst": rammeaftale_of(sag).navn}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the agreement."""
    aftale = rammeaftale_of(sag)
    return [
        ("Aftale", aftale.navn),
        ("Periode", f"{dato(aftale.gyldig_fra)} – {dato(aftale.gyldig_til)}"),
        ("Parter", ", ".join(aftale.parter.split("\n"))),
        ("Afløser", aftale.forgaenger.navn if aftale.forgaenger else "Ingen registreret"),
        ("Trin", str(aftale.trin.count())),
        ("Bilag", str(aftale.bilag.count())),
    ]


def register() -> None:
    """Puts case type and checks in the engine's register; called once when Django starts."""
    if RAMMEAFTALE in REGISTER.sagstyper:
        return
    kontroller_ramme.register()
    REGISTER.register_sagstype(
        Sagstype(
            id=RAMMEAFTALE,
            navn="Rammeaftale om udlejning",
            navn_flertal="Rammeaftaler om udlejning",
            fakta=lambda sag: {},
            noegletal=noegletal,
            side_navn="Aftalen",
            side_url=lambda sag: rammeaftale_of(sag).get_absolute_url(),
            ny_url=lambda: reverse("udlejning:ny_rammeaftale"),
            oplysninger=oplysninger,
            indstilling=agreement_to_be_decided,
            ansoegt=False,
        )
    )
