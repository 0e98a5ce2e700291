"""Everything that is registered of one area, for the page where it is kept."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from almen.omraader.klasser import vis_klasser
from almen.omraader.models import (
    Kommuneudpegning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadeafdeling,
    Omraadegraense,
)
from almen.organisationer.models import Afdeling


def afdelinger_to_choose() -> QuerySet[Afdeling]:
    """Every afdeling with its boligorganisation, in the order people look for them."""
    return Afdeling.objects.select_related("boligorganisation").order_by(
        "boligorganisation__navn", "navn", "nummer"
    )


def registrations_of(omraade: Omraade) -> dict[str, Any]:
    """Boundaries (without their outlines), afdelinger, own designations, published lists and how many figures. Five queries."""
    lists = Listeudpegning.objects.gaeldende().filter(omraade=omraade).order_by("-liste")
    afdelinger = Omraadeafdeling.objects.filter(omraade=omraade).select_related("afdeling__boligorganisation")
    return {
        "graenser": list(Omraadegraense.objects.filter(omraade=omraade).defer("geometri")),
        "afdelinger": list(afdelinger.order_by(F("til").desc(nulls_first=True), "afdeling__navn")),
        "udpegninger": list(Kommuneudpegning.objects.filter(omraade=omraade)),
        "lister": [(row, vis_klasser(row.klasser, row.liste)) for row in lists],
        "antal_tal": Noegletal.objects.gaeldende().filter(omraade=omraade).count(),
    }
