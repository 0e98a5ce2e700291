"""The front page of letting: the agreement in force, when the next must be begun, its stairs, and what others tell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almen.sager import adgang
from almen.udlejning.forsidekort import cards_for
from almen.udlejning.selectors.aftaler import gaps_in
from almen.udlejning.selectors.fornyelse import latest_agreement, renewal_of
from almen.udlejning.selectors.placeringer import count_unplaced, distribution_on, has_demo
from almen.udlejning.selectors.rammeaftale import agreements_that_hold
from almen.udlejning.views.opslag import require_view


def forside(request: HttpRequest) -> HttpResponse:
    """What holds today, and what must be done."""
    bruger = require_view(request)
    today = timezone.localdate()
    aftale = latest_agreement(today)
    in_force = aftale is not None and aftale.gyldig_til >= today
    cards = cards_for(bruger, aftale, today)
    context = {
        "aftale": aftale,
        "gaelder": in_force,
        "i_dag": today,
        "fornyelse": renewal_of(aftale, today) if aftale else None,
        "fordeling": distribution_on(aftale, today) if aftale and in_force else [],
        "demo": in_force and has_demo(aftale, today),
        "mangler": count_unplaced(aftale, today) if aftale and in_force else None,
        "bilag": list(aftale.bilag.all()) if aftale else [],
        "huller": gaps_in(agreements_that_hold()),
        "kort_bred": [item for item in cards if item.kort.spalte == "bred"],
        "kort_smal": [item for item in cards if item.kort.spalte == "smal"],
        "kan_rette": adgang.may_edit_udlejning(bruger),
    }
    return render(request, "udlejning/forside.html", context)
