"""From an area's page to where it is kept: buttons, no card of its own."""

from __future__ import annotations

from django.urls import reverse

from almen.omraader import omraadekort
from almen.omraader.models import Omraade
from almen.omraader.omraadekort import Handlinger, Omraadekort
from almen.organisationer.models import Bruger
from almen.sager import adgang


def _acts(omraade: Omraade, bruger: Bruger) -> Handlinger:
    acts = [("Registreringer", reverse("omraader:registreringer", args=[omraade.pk]))]
    if adgang.may_edit_omraader(bruger):
        acts.append(("Indtast tal", f"{reverse('omraader:tal_nyt')}?omraade={omraade.pk}"))
    return acts


def register() -> None:
    """Puts the buttons in the head of the area's page."""
    omraadekort.register(
        Omraadekort(
            "registreringer",
            "Registreringer",
            orden=90,
            skabelon="",
            kontekst=lambda omraade, bruger: None,
            handlinger=_acts,
        )
    )
