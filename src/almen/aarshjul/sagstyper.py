"""What the year wheel tells the engine: the plain case type of its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.aarshjul.selectors import opgave_of
from almen.organisationer.selectors import aktoer_navn
from almen.sager.models import Sag
from almen.sagsgang.aarshjul import AARSHJULSOPGAVE
from almen.sagsgang.register import REGISTER, Faktum, Sagsfrist, Sagstype

UDFOERES_AF = {"forvaltningen": "Forvaltningen", "boligorganisation": "Boligorganisationen"}


def delivers(sag: Sag) -> str:
    """Who hands in the task: the boligorganisation, or else the forvaltning."""
    return "boligorganisation" if opgave_of(sag).aktoer == "boligorganisation" else "forvaltningen"


def fakta(sag: Sag) -> Mapping[str, Any]:
    """Who delivers chooses the route's first step."""
    return {"udfoeres_af": delivers(sag)}


def frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """The task's deadline stands on the step that delivers it."""
    opgave = opgave_of(sag)
    step = "aflevering" if delivers(sag) == "boligorganisation" else "udfoerelse"
    titel = f"{opgave}, {opgave.boligorganisation}" if opgave.boligorganisation_id else str(opgave)
    return {step: Sagsfrist(opgave.frist, titel, opgave.hjemmel, opgave.sikkerhed)}


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text to search in."""
    return {"soegetekst": str(opgave_of(sag))}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page tells of the task."""
    opgave = opgave_of(sag)
    return [
        ("Opgave i årshjulet", str(opgave)),
        ("Hvem", aktoer_navn(opgave.aktoer, opgave.frist)),
        ("Hjemmel", opgave.hjemmel),
        ("Fristens sikkerhed", opgave.sikkerhed),
    ]


def register() -> None:
    """Puts the case type in the engine's register; called once when Django starts."""
    if AARSHJULSOPGAVE in REGISTER.sagstyper:
        return
    REGISTER.register_sagstype(
        Sagstype(
            id=AARSHJULSOPGAVE,
            navn="Opgave i årshjulet",
            navn_flertal="opgaver i årshjulet",
            fakta=fakta,
            faktadefinitioner=(
                Faktum("udfoeres_af", "Hvem leverer?", tuple(UDFOERES_AF.items()), flere=False),
            ),
            noegletal=noegletal,
            side_navn="Årshjulet",
            side_url=lambda sag: (
                f"{reverse('aarshjul:opgaver')}?aar={opgave_of(sag).aar}&punkt={opgave_of(sag).punkt}"
            ),
            oplysninger=oplysninger,
            frister=frister,
        )
    )
