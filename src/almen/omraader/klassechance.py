"""From projected figures to classes: many drawn outcomes, each classified by the law of the coming list.

The indicators are drawn independently and as normal, so a share is a rough chance and not a promise; the same figures and
the same list always give the same shares.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from almen.omraader.fremskrivning import Punkt
from almen.regler.omraadehistorie import RANGORDEN, main_klasse
from almen.regler.omraadeklasse import Omraadetal, find_klasser

TRAEKNINGER = 500
# How the ministry prints them; what has no entry is printed with one decimal.
_DECIMALER = {"beboere": 0, "doemte_pct": 2}
_HOEJST = {"beboere": 1_000_000.0, "indkomst_pct": 1000.0}
PROJICERES = (
    "beboere",
    "ikkevestlige_pct",
    "uden_for_arbejdsmarked_pct",
    "doemte_pct",
    "grundskole_pct",
    "indkomst_pct",
)


@dataclass(frozen=True, slots=True)
class Klassechance:
    """Shares of the outcomes in percent, by main class ("" none), and of those that a missing figure leaves undecided."""

    andele: Mapping[str, Decimal]
    uafgjort: Decimal

    @property
    def ventet(self) -> str:
        """The most frequent main class; of equals the lightest."""
        return max(self.andele, key=lambda klasse: (self.andele[klasse], rank(klasse)), default="")


def rank(klasse: str) -> int:
    """0 is the gravest class; having none comes last."""
    return RANGORDEN.index(klasse) if klasse in RANGORDEN else len(RANGORDEN)


def compare_klasser(nu: str, ventet: str) -> str:
    """What going from `nu` to `ventet` is: ind, ud, tungere, lettere or samme (`Klassefremskrivning.Skifte`)."""
    if nu == ventet:
        return "samme"
    if not nu:
        return "ind"
    if not ventet:
        return "ud"
    return "tungere" if rank(ventet) < rank(nu) else "lettere"


def simulate_klasser(
    liste: date,
    punkter: Mapping[str, Punkt],
    *,
    landsgennemsnit: Decimal | None,
    aar_i_traek: int | None,
    traekninger: int = TRAEKNINGER,
) -> Klassechance:
    """The chance of each main class on a list.

    `punkter`: projected figures by indicator; one that is missing is missing in every outcome. `landsgennemsnit`: the
    national mean of convicted in percent. `aar_i_traek`: the lists in a row if this one meets the conditions too.
    """
    draw = random.Random(f"{liste.isoformat()} {sorted((k, round(p.middel, 6)) for k, p in punkter.items())}")  # noqa: S311
    found: Counter[str] = Counter()
    undecided = 0
    for _ in range(traekninger):
        figures = {name: _printed(name, draw.gauss(p.middel, p.fejl)) for name, p in punkter.items()}
        beboere = figures.pop("beboere", None)
        answer = find_klasser(
            Omraadetal(
                liste,
                beboere=None if beboere is None else int(beboere),
                landsgennemsnit_doemte_pct=landsgennemsnit,
                aar_i_traek=aar_i_traek,
                **figures,
            )
        )
        klasse = main_klasse(answer.klasser) or ""
        if rank(main_klasse(answer.uafgjorte) or "") < rank(klasse):
            undecided += 1
        else:
            found[klasse] += 1
    shares = {klasse: _pct(antal, traekninger) for klasse, antal in found.most_common()}
    return Klassechance(shares, _pct(undecided, traekninger))


def _printed(name: str, value: float) -> Decimal:
    bounded = min(max(value, 0.0), _HOEJST.get(name, 100.0))
    return Decimal(bounded).quantize(Decimal(1).scaleb(-_DECIMALER.get(name, 1)))


def _pct(antal: int, af: int) -> Decimal:
    return (Decimal(antal) * 100 / af).quantize(Decimal("0.1"))
