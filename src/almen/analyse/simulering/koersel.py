"""One simulation from scenario to answer: what was assumed, how well the present is reproduced, what came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from almen.analyse.selectors.ruter import routes_of
from almen.analyse.simulering.observeret import observe
from almen.analyse.simulering.rute import build_ruter
from almen.analyse.simulering.scenarie import Scenarie, read_scenarie

KALIBRERING_PCT = 10  # of the bar


@dataclass(frozen=True)
class Svar:
    """What `models.Simulering` keeps of a run; all of it JSON.

    `forudsaetninger`: {"dag", "punkter": [{"emne", "tekst"}], "trin": [{"forloeb", "trin", "navn", "kilde", "antal", "afgjorte"}]}.
    `kalibrering`: see `kalibrering.calibrate`. `resultat`: see `motor`.
    """

    forudsaetninger: dict[str, Any]
    kalibrering: dict[str, Any]
    resultat: dict[str, Any]


def check(data: Mapping[str, Any], *, today: dt.date) -> Scenarie:
    """The scenario, where it can be built on the adopted routes; what only the observed cases show, `run` tells. Raises UgyldigtInput."""
    scenarie = read_scenarie(data)
    build_ruter(scenarie, routes_of(scenarie.sagstype), today)
    return scenarie


def run(
    data: Mapping[str, Any],
    *,
    today: dt.date,
    fremdrift: Callable[[int], bool] | None = None,
) -> Svar:
    """Runs the scenario over the cases that are not confidential.

    `fremdrift` is told percent from 0 to 100; where it answers False the run stops with `motor.Afbrudt`. Raises UgyldigtInput.
    """
    # numpy, statsmodels and simpy are for workers and commands; a page that checks a scenario loads none of them.
    from almen.analyse.simulering.kalibrering import calibrate
    from almen.analyse.simulering.motor import simulate
    from almen.analyse.simulering.opstilling import Opstilling

    tell = fremdrift or (lambda _: True)
    scenarie = read_scenarie(data)
    routes = routes_of(scenarie.sagstype)
    ruter = build_ruter(scenarie, routes, today)
    observeret = observe(scenarie, today)
    opstilling = Opstilling(scenarie, ruter, routes, observeret)
    plan = opstilling.build()
    kalibrering = calibrate(scenarie, observeret, routes, lambda pct: tell(pct * KALIBRERING_PCT // 100))
    resultat = simulate(
        plan,
        scenarie.froe,
        lambda pct: tell(KALIBRERING_PCT + pct * (100 - KALIBRERING_PCT) // 100),
    )
    return Svar(opstilling.forudsaetninger.to_dict(), kalibrering, resultat)
