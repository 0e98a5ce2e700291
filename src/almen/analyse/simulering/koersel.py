"""One simulation from scenario to answer: what was assumed, how well the present is reproduced, what came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Bruger


@dataclass(frozen=True)
class Svar:
    """What `models.Simulering` keeps of a run; all of it JSON.

    `forudsaetninger`: {"dag", "punkter": [{"emne", "tekst"}], "trin": [{"forloeb", "trin", "navn", "kilde", "antal", "afgjorte"}]}.
    `kalibrering`: see `kalibrering.calibrate`. `resultat`: see `motor`.
    """

    forudsaetninger: dict[str, Any]
    kalibrering: dict[str, Any]
    resultat: dict[str, Any]


def run(
    data: Mapping[str, Any],
    *,
    today: dt.date,
    bruger: Bruger | None = None,
    fremdrift: Callable[[int], bool] | None = None,
) -> Svar:
    """Runs the scenario over the cases that `bruger` may see (None: all).

    `fremdrift` is told percent from 0 to 100; where it answers False the run stops with `motor.Afbrudt`. Raises UgyldigtInput.
    """
    raise NotImplementedError
