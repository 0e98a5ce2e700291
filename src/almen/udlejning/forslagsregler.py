"""When the measurement calls for a proposal to adjust: the rules as data, and which of them some years' verdicts meet. Pure.

The framework agreement of 2019 lets the committee adjust when the yearly measurement shows a bad trend; what a bad trend is,
nobody has published. These rules are the system's own, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from almen.udlejning.maalte_andele import Dom
from almen.udlejning.models import Vej


@dataclass(frozen=True)
class Forslagsregel:
    """A way of letting whose share has been on one side of the agreed one for years in a row. `grund` is told in words."""

    id: str
    vej: str
    dom: Dom
    grund: str


REGLER = (
    Forslagsregel(
        "fleksibel_under",
        Vej.FLEKSIBEL,
        Dom.UNDER,
        "Der er udlejet færre boliger fleksibelt, end det er aftalt",
    ),
    Forslagsregel(
        "fleksibel_over",
        Vej.FLEKSIBEL,
        Dom.OVER,
        "Der er udlejet flere boliger fleksibelt, end det er aftalt",
    ),
    Forslagsregel(
        "anvisning_under", Vej.ANVISNING, Dom.UNDER, "Der er anvist til færre boliger, end det er aftalt"
    ),
    Forslagsregel(
        "anvisning_over", Vej.ANVISNING, Dom.OVER, "Der er anvist til flere boliger, end det er aftalt"
    ),
)


def met_rules(
    domme: Mapping[int, Mapping[str, Dom]], aar: int, i_traek: int, regler: tuple[Forslagsregel, ...] = REGLER
) -> list[Forslagsregel]:
    """The rules that the last `i_traek` years until `aar` all meet. `domme`: year → way → verdict; a year without breaks the row."""
    years = range(aar - i_traek + 1, aar + 1)
    return [
        regel for regel in regler if all(domme.get(year, {}).get(regel.vej) == regel.dom for year in years)
    ]
