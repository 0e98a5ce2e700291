"""What an area's page shows of plans: every plan that holds there, the policy that names it, and a plan that its class demands and is not there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.omraader.omraadekort import Omraadekort, register
from almen.organisationer.models import Bruger
from almen.planer.selectors.politik import visible_politikker
from almen.planer.selectors.samlet import find_mangler, plans_of_omraade, state_of
from almen.sager import adgang


def plans(omraade: Omraade, bruger: Bruger) -> dict[str, Any]:
    """The plans with their state, the policies, and what is lacking."""
    today = timezone.localdate()
    return {
        "planer": [(plan, state_of(plan, today)) for plan in plans_of_omraade(omraade, bruger)],
        "politikker": list(visible_politikker(bruger).filter(udpegninger__omraade=omraade).distinct()),
        "mangler": find_mangler(bruger, today, omraade),
        "kan_aabne": adgang.may_open_sag(bruger),
        "tidslinje": f"{reverse('planer:tidslinje')}?omraade={omraade.pk}",
    }


def register_kort() -> None:
    """Registers the card; called once when Django starts."""
    register(
        Omraadekort(
            "planer", "Planer, der gælder her", orden=15, skabelon="planer/omraadekort.html", kontekst=plans
        )
    )
