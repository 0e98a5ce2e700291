"""The card of key figures on a boligorganisation's and an afdeling's page: how many there are, of which years, and the way to them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse

from almen.organisationer.models import Afdeling, Bruger
from almen.organisationer.stedkort import Sted, Stedkort, register
from almen.sager import adgang
from almen.tilsyn.models import Tilsynstal


def register_kort() -> None:
    """Puts the card on the pages."""
    register(Stedkort("noegletal", "Nøgletal", orden=20, skabelon="tilsyn/stedkort.html", kontekst=_card))


def _card(sted: Sted, bruger: Bruger) -> dict[str, Any] | None:
    """Nothing for those who may not see supervision. One query."""
    if not adgang.may_see_tilsyn(bruger):
        return None
    rows = Tilsynstal.objects.gaeldende()
    if isinstance(sted, Afdeling):
        rows, url = rows.filter(afdeling=sted), reverse("tilsyn:noegletal_afdeling", args=[sted.pk])
    else:
        rows, url = (
            rows.filter(boligorganisation=sted),
            reverse("tilsyn:noegletal_organisation", args=[sted.pk]),
        )
    return {**rows.aggregate(antal=Count("pk"), fra=Min("aar"), til=Max("aar")), "url": url}
