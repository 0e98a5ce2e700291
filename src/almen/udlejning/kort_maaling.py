"""The measurement's card on letting's front page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from almen.organisationer.models import Bruger
from almen.udlejning.forsidekort import Forsidekort, register
from almen.udlejning.models import Rammeaftale, Vej
from almen.udlejning.selectors.maaling import measure, total_of
from almen.udlejning.selectors.tal import measured_years

SKABELON = "udlejning/kort_maaling.html"


def measurement(bruger: Bruger, aftale: Rammeaftale | None, dag: dt.date) -> dict[str, Any]:
    """The last measured year in short; `aar` None before anything has been measured."""
    years = measured_years()
    if not years:
        return {"aar": None}
    rows = measure(years[0])
    total = total_of(rows)
    flexible = [row.domme[Vej.FLEKSIBEL.value].dom for row in rows]
    return {
        "aar": years[0],
        "i_alt": total,
        "fleksibel": total.domme[Vej.FLEKSIBEL.value],
        "under": sum(dom == "under" for dom in flexible),
        "over": sum(dom == "over" for dom in flexible),
    }


def register_kort() -> None:
    """Registers the card; called once when Django starts."""
    register(
        Forsidekort(
            "maaling",
            "Virker det?",
            SKABELON,
            measurement,
            orden=30,
            spalte="smal",
            adresse="udlejning:maaling",
            link="den årlige måling",
        )
    )
