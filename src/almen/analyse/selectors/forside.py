"""What the front page of the analysis tells: how long new building takes, and where the longest waits are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from almen.analyse.filtre import STANDARD
from almen.analyse.maalestok import mindste_antal
from almen.analyse.regning import answers_to
from almen.analyse.selectors.ophold import cells_by, narrow, visible_ophold
from almen.analyse.selectors.ruter import phases_of, routes_of, steps_of
from almen.analyse.selectors.tider import Ledetid, cells_of_cases, cells_of_phases, jobs_of, ledetid_of
from almen.organisationer.models import Bruger

SHOWN_STEPS = 6


@dataclass(frozen=True)
class Overblik:
    """The whole case, its phases in order, and the steps that take longest; of groups with fewer than `mindst` nothing is told."""

    hele: Ledetid
    faser: tuple[Ledetid, ...]
    langsomste: tuple[Ledetid, ...]
    mindst: int


def overview(bruger: Bruger, today: dt.date) -> Overblik:
    """Lead times of new building, of the cases that `bruger` may see. Six queries. Raises KanIkkeRegnes."""
    valg = {"sagstype": STANDARD}
    rows, routes = visible_ophold(bruger), routes_of(STANDARD)
    phases, steps = phases_of(routes), steps_of(routes)
    of_phases = cells_of_phases(rows, valg, routes, today=today)
    of_steps = cells_by(narrow(rows, valg), "trin", today=today)
    names = [("", "Hele sagen"), *phases.items(), *((key, trin.navn) for key, trin in steps.items())]
    cells = [
        cells_of_cases(rows, valg, today=today).get((), []),
        *(of_phases.get((key,), []) for key in phases),
        *(of_steps.get((key,), []) for key in steps),
    ]
    found = [
        ledetid_of(key, navn, answer, None)
        for (key, navn), answer in zip(names, answers_to(jobs_of(cells, None)), strict=True)
    ]
    least = mindste_antal()
    told = [row for row in found[1 + len(phases) :] if row.antal >= least and row.median is not None]
    slowest = sorted(told, key=lambda row: -(row.median or 0))[:SHOWN_STEPS]
    return Overblik(found[0], tuple(found[1 : 1 + len(phases)]), tuple(slowest), least)
