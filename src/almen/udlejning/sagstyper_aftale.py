"""What organisations' agreements tell the engine: the case type, its checks and its paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.papirer import register_art
from almen.regler.dansk import format_periode
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagstype
from almen.udlejning.breve_aftale import ART, PAPIR, indstilling
from almen.udlejning.kontroller_aftale import KONTROLLER
from almen.udlejning.selectors.organisationsaftale import ORGANISATIONSAFTALE, aftale_of
from almen.ui.formater import dato


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    aftale = aftale_of(sag)
    return {"soegetekst": f"{aftale.boligorganisation} {aftale.rammeaftale}"[:400]}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the agreement."""
    aftale = aftale_of(sag)
    return [
        ("Boligorganisation", aftale.boligorganisation.navn),
        ("Rammeaftale", aftale.rammeaftale.navn),
        ("Gælder", format_periode(aftale.gyldig_fra, aftale.gyldig_til)),
        ("Underskrevet", dato(aftale.underskrevet) if aftale.underskrevet else "Ikke endnu"),
        ("Aftalt i øvrigt", aftale.note or "Intet"),
    ]


def register() -> None:
    """Puts case type and checks in the engine's register; called once when Django starts."""
    if ORGANISATIONSAFTALE in REGISTER.sagstyper:
        return
    register_art(ART, "Individuel udlejningsaftale")
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    REGISTER.register_sagstype(
        Sagstype(
            id=ORGANISATIONSAFTALE,
            navn="Individuel udlejningsaftale",
            navn_flertal="Individuelle udlejningsaftaler",
            fakta=lambda sag: {},
            noegletal=noegletal,
            side_navn="Aftalen",
            side_url=lambda sag: reverse("udlejning:organisationsaftale", args=[sag.nummer]),
            ny_url=lambda: reverse("udlejning:ny_organisationsaftale"),
            oplysninger=oplysninger,
            indstilling=indstilling,
            ansoegt=False,
            papirer=(PAPIR,),
        )
    )
