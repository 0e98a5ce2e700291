"""The cards of letting's front page on organisations' agreements and on the yearly measurement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from almen.organisationer.models import Boligorganisation, Bruger
from almen.udlejning.forsidekort import Forsidekort, register
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.organisationsaftale import visible_aftaler

GENNEMFOERT = "gennemfoert"


def agreements(bruger: Bruger, aftale: Rammeaftale | None, dag: dt.date) -> dict[str, Any] | None:
    """How many organisations with afdelinger have their own agreement, are on the way to one, and have none: two queries."""
    if aftale is None:
        return None
    endings = dict(
        visible_aftaler(bruger)
        .filter(rammeaftale=aftale)
        .order_by()
        .values_list("boligorganisation", "sag__overblik__afslutning")
    )
    wanted = set(Boligorganisation.objects.filter(afdelinger__isnull=False).values_list("pk", flat=True))
    done = {pk for pk in wanted if endings.get(pk) == GENNEMFOERT}
    under_way = {pk for pk in wanted if endings.get(pk) == ""}
    return {
        "ramme": aftale.pk,
        "indgaaet": len(done),
        "i_gang": len(under_way),
        "mangler": len(wanted - done - under_way),
    }


def register_kort() -> None:
    """Registers the cards; called once when Django starts."""
    register(
        Forsidekort(
            "aftaler",
            "Aftaler med boligorganisationer",
            "udlejning/kort_aftaler.html",
            agreements,
            orden=20,
            adresse="udlejning:organisationsaftaler",
            link="alle boligorganisationer",
        )
    )
