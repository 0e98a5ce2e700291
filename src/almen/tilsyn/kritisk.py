"""Critical values of key figures: the municipality's own, dated by the first financial year they hold for.

Nobody has published any; where none is entered, no figure is called critical. Pure: the parameters come from the caller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from almen.regler.parameter import Raekke
from almen.regler.samling import Parametre
from almen.sagsgang.tilsynsindikator import Tilsynsindikator

Ende = Literal["hoejst", "mindst"]


@dataclass(frozen=True, slots=True)
class Kritisk:
    """Where a key figure becomes critical. `graense` None: not fixed. `raekke`: the parameter's row it was read in."""

    parameter: str
    ende: Ende
    graense: Decimal | None
    raekke: Raekke | None

    @property
    def tekst(self) -> str:
        """ "over" or "under": on which side of the limit a figure is critical."""
        return "over" if self.ende == "hoejst" else "under"

    def is_hit_by(self, vaerdi: Decimal | None) -> bool:
        """True if the figure is beyond the limit; never where figure or limit is not known."""
        if vaerdi is None or self.graense is None:
            return False
        return vaerdi > self.graense if self.ende == "hoejst" else vaerdi < self.graense


def day_of(aar: int) -> dt.date:
    """The day that picks a financial year's parameters: its last one."""
    return dt.date(aar, 12, 31)


def critical_value(indikator: Tilsynsindikator, aar: int, parametre: Parametre) -> Kritisk | None:
    """The limit of a key figure for a financial year; None if the figure cannot have one."""
    ende: Ende = "hoejst" if indikator.daarligt == "hoej" else "mindst"
    id_ = f"tilsyn.kritisk.{indikator.id}.{ende}"
    if indikator.daarligt == "ingen" or id_ not in parametre:
        return None
    raekke = parametre.get(id_).find(day_of(aar), {})
    # A unit's value is an int or a Decimal; both are held against figures as Decimal.
    vaerdi = raekke.vaerdi if raekke else None
    return Kritisk(id_, ende, Decimal(vaerdi) if isinstance(vaerdi, int | Decimal) else None, raekke)


def critical_values(
    indikatorer: Mapping[str, Tilsynsindikator], aar: int, parametre: Parametre
) -> dict[str, Kritisk]:
    """The limits of a financial year by key figure; those that cannot have one are left out."""
    found = {id_: critical_value(item, aar, parametre) for id_, item in indikatorer.items()}
    return {id_: kritisk for id_, kritisk in found.items() if kritisk is not None}
