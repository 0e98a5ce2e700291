"""Lead times of a case type as plain data, for the command: whole days, percent as numbers, unknown as null."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from almen.analyse.maalestok import mindste_antal
from almen.analyse.models import Ophold
from almen.analyse.regning import Regn
from almen.analyse.selectors.ophold import Celle, cells_by, narrow
from almen.analyse.selectors.ruter import phases_of, routes_of, steps_of
from almen.analyse.selectors.tabt_tid import sums_of
from almen.analyse.selectors.tider import Ledetid, cells_of_cases, cells_of_phases, jobs_of, ledetid_of
from almen.analyse.ventetid import VENTER, Aarsag


def forloeb_to_dict(
    rows: QuerySet[Ophold], valg: Mapping[str, Any], maal: int | None, today: dt.date, regn: Regn
) -> dict[str, Any]:
    """Every step in the route's order, the phases and the whole case, of the stays `rows` narrowed by `valg` (see `narrow`).

    `regn` answers jobs of `regneprogram`; a step that no case has stood at has the number 0. Causes of waiting: `ventetid.NAVNE`.
    """
    routes, least = routes_of(valg["sagstype"]), mindste_antal()
    steps, phases = steps_of(routes), phases_of(routes)
    of_steps = cells_by(narrow(rows, valg), "trin", today=today)
    of_phases = cells_of_phases(rows, valg, routes, today=today)
    cells: list[Sequence[Celle]] = [of_steps.get((key,), []) for key in steps]
    cells += [of_phases.get((key,), []) for key in phases]
    cells.append(cells_of_cases(rows, valg, today=today).get((), []))
    went = sums_of(narrow(rows, valg), "trin", today=today)
    waited = [went.ventetid[key,].tider for key in steps]
    answers = iter(regn([*jobs_of(waited, None), *jobs_of(cells, maal)]))
    waiting = {key: _waiting(next(answers), went.by_cause((key,))) for key in steps}
    return {
        "sagstype": valg["sagstype"],
        "dag": today.isoformat(),
        "udsnit": {key: value for key, value in valg.items() if value},
        "maal": maal,
        "trin": [
            {
                "trin": key,
                "navn": trin.navn,
                "fase": trin.fase,
                "aktoer": trin.aktoer,
                **_figures(ledetid_of(key, trin.navn, next(answers), maal), least),
                "ventetid": waiting[key],
            }
            for key, trin in steps.items()
        ],
        "faser": [
            {"fase": key, "navn": navn, **_figures(ledetid_of(key, navn, next(answers), maal), least)}
            for key, navn in phases.items()
        ],
        "hele_sagen": _figures(ledetid_of("", "Hele sagen", next(answers), maal), least),
    }


def _waiting(answer: Mapping[str, Any], by_cause: Mapping[Aarsag, int]) -> dict[str, Any]:
    """The median of the stays' days of waiting, and the days of all stays by cause (`arbejde` and `tilbage` are no waiting)."""
    return {
        "median": answer["median"],
        "dage": sum(days for cause, days in by_cause.items() if cause in VENTER),
        "aarsager": {cause.value: by_cause.get(cause, 0) for cause in Aarsag},
    }


def _figures(row: Ledetid, least: int) -> dict[str, Any]:
    return {
        "antal": row.antal,
        "afsluttede": row.afsluttede,
        "uafsluttede": row.uafsluttede,
        "for_faa": row.antal < least,
        "median": row.median,
        "median_interval": None if row.median_fra is None else [row.median_fra, row.median_til],
        "q1": row.q1,
        "q3": row.q3,
        "over_maal_pct": row.over,
    }
