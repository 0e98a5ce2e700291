"""The cards of an area's page about what is coming, what follows from its class, and proposals on its letting."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from almen.omraader.klasser import vis_klasse
from almen.omraader.models import Omraade, Tilbageproevning
from almen.omraader.omraadekort import Omraadekort, register
from almen.omraader.selectors.justering import visible_justeringer
from almen.omraader.selectors.varsel import (
    chance_of_graver,
    development_of,
    develops_badly,
    foelger_of,
    is_outdated,
    known_of,
)
from almen.organisationer.models import Bruger
from almen.sager import adgang


def forecast(omraade: Omraade, bruger: Bruger) -> dict[str, Any]:
    """The criteria with their direction, and the class expected on the coming list."""
    ahead = known_of(omraade).ventet
    return {
        "foraeldet": bool(ahead) and is_outdated(Tilbageproevning.objects.first()),
        "raekker": development_of(omraade),
        "ventet": ahead,
        "ventet_klasse": vis_klasse(ahead.ventet, ahead.liste) if ahead else None,
        "tungere": chance_of_graver(ahead) if ahead else None,
    }


def forecast_acts(omraade: Omraade, bruger: Bruger) -> list[tuple[str, str]]:
    """Trying other figures."""
    return [("Hvad hvis?", reverse("omraader:hvad_hvis", args=[omraade.pk]))]


def proposals(omraade: Omraade, bruger: Bruger) -> dict[str, Any] | None:
    """The proposals on the area that the user may see, and whether its development calls for one."""
    rows = list(visible_justeringer(bruger).filter(omraade=omraade)[:10])
    bad = develops_badly(omraade)
    return {"raekker": rows, "varsel": bad} if rows or bad else None


def proposal_acts(omraade: Omraade, bruger: Bruger) -> list[tuple[str, str]]:
    """Raising a proposal, for those who open cases."""
    if not adgang.may_open_sag(bruger):
        return []
    return [("Foreslå ændret udlejning", reverse("omraader:ny_justering", args=[omraade.pk]))]


def register_kort() -> None:
    """Registers the cards; called once when Django starts."""
    register(
        Omraadekort(
            "fremskrivning",
            "Udvikling og fremskrivning",
            orden=45,
            skabelon="omraader/fremskrivningskort.html",
            kontekst=forecast,
            handlinger=forecast_acts,
        )
    )
    register(
        Omraadekort(
            "foelger",
            "Hvad der følger af klassen",
            orden=46,
            skabelon="omraader/foelgekort.html",
            kontekst=lambda omraade, bruger: {"foelger": foelger_of(omraade)},
        )
    )
    register(
        Omraadekort(
            "justeringer",
            "Forslag om fleksibel udlejning",
            orden=47,
            skabelon="omraader/justeringskort.html",
            kontekst=proposals,
            handlinger=proposal_acts,
        )
    )
