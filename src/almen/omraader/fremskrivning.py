"""Projects an area's figures a few lists ahead, with uncertainty: random walks as state space models (statsmodels).

Lists are few and some are missing, so the models are the simplest that are known to do well on short series: an unchanged
level, the area's own drift, or the drift that all areas share. The Kalman filter takes missing years as missing. What is
unexplained from list to list is one variance an indicator, of all areas together; which model an indicator uses is
settled by trying them on the lists that are known (`omraader.tilbageproeve`). The interval says how uncertain it is; it
presumes that changes are normal and independent, which means over two years are only roughly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import NormalDist, fmean, median

# Figures by the year of their list.
Raekke = Mapping[int, float]
DAEKNING = 0.80
MINDST_LISTER = 2


class Metode(StrEnum):
    """How a series is carried on."""

    UAENDRET = "uaendret"
    EGEN = "egen_udvikling"
    FAELLES = "faelles_udvikling"


METODENAVNE: Mapping[str, str] = {
    Metode.UAENDRET: "Uændret niveau (random walk)",
    Metode.EGEN: "Områdets egen udvikling (random walk med drift)",
    Metode.FAELLES: "Alle områders fælles udvikling (random walk med fælles drift)",
}


@dataclass(frozen=True, slots=True)
class Spredning:
    """What all areas' series of one indicator tell: the variance of a year's change, and the change that they share."""

    varians: float
    faelles_drift: float
    aendringer: int


@dataclass(frozen=True, slots=True)
class Punkt:
    """A projected figure of one coming list and its standard error."""

    aar: int
    middel: float
    fejl: float

    def interval(self, daekning: float = DAEKNING) -> tuple[float, float]:
        """The bounds that the figure lies within with this probability."""
        reach = NormalDist().inv_cdf(0.5 + daekning / 2) * self.fejl
        return self.middel - reach, self.middel + reach


def measure_spredning(raekker: Iterable[Raekke]) -> Spredning | None:
    """Pools the changes from list to list of many areas; None where there are fewer than two.

    A change over several years is spread over them. The spread is told by the median of the absolute deviations, so
    that an area whose boundary was moved does not widen everybody's interval.
    """
    changes: list[float] = []
    scaled: list[float] = []
    for row in raekker:
        years = sorted(row)
        for first, second in pairwise(years):
            span = second - first
            changes.append((row[second] - row[first]) / span)
            scaled.append((row[second] - row[first]) / math.sqrt(span))
    if len(scaled) < MINDST_LISTER:
        return None
    centre = median(scaled)
    robust = 1.4826 * median(abs(change - centre) for change in scaled)
    plain = math.sqrt(fmean((change - centre) ** 2 for change in scaled))
    deviation = robust if robust > 0 else plain
    return Spredning(max(deviation, 1e-6) ** 2, median(changes), len(scaled))


def project(raekke: Raekke, spredning: Spredning, *, metode: str, aar: Sequence[int]) -> tuple[Punkt, ...]:
    """The figures of the lists in `aar`, all later than the last known. Raises ValueError with fewer than two lists."""
    if len(raekke) < MINDST_LISTER:
        raise ValueError(f"Der skal være tal fra mindst {MINDST_LISTER} lister.")
    if min(aar) <= max(raekke):
        raise ValueError("Kun lister efter den sidste kendte kan fremskrives.")
    found = _predict(raekke, spredning, metode, max(aar))
    return tuple(found[year] for year in aar)


def retrace(raekke: Raekke, spredning: Spredning, *, metode: str) -> tuple[Punkt, ...]:
    """What would have been projected of each known list from those before it; from the third known list on."""
    years = sorted(raekke)
    if len(years) <= MINDST_LISTER:
        return ()
    found = _predict(raekke, spredning, metode, years[-1])
    return tuple(found[year] for year in years[MINDST_LISTER:])


def _predict(raekke: Raekke, spredning: Spredning, metode: str, til: int) -> dict[int, Punkt]:
    """The Kalman filter's prediction of every year from those before it; years without a figure are predicted over."""
    # Only a worker and the command need it; a web process never loads it.
    import numpy as np
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    first = min(raekke)
    drift = spredning.faelles_drift if metode == Metode.FAELLES else 0.0
    years = range(first, til + 1)
    values = [raekke[year] - drift * (year - first) if year in raekke else math.nan for year in years]
    model = UnobservedComponents(np.array(values), level="rwdrift" if metode == Metode.EGEN else "rwalk")
    model.update(np.array([spredning.varians]))
    result = model.ssm.filter()
    return {
        year: Punkt(year, float(mean) + drift * (year - first), math.sqrt(max(float(variance), 0.0)))
        for year, mean, variance in zip(
            years, result.forecasts[0], result.forecasts_error_cov[0, 0], strict=True
        )
    }
