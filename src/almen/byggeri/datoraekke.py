"""Days that must follow each other: one rule for the days of a local plan and of a building permit. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl


class Dag(NamedTuple):
    """One day of a row: the field, its name in Danish, and the day if it is known."""

    felt: str
    navn: str
    dato: dt.date | None


def check_order(dage: Sequence[Dag]) -> list[Fejl]:
    """A fault at each day that lies before a known one which should come first; days not known are passed over."""
    found: list[Fejl] = []
    latest: Dag | None = None
    for dag in dage:
        if dag.dato is None:
            continue
        if latest is not None and latest.dato is not None and dag.dato < latest.dato:
            found.append(
                Fejl(
                    dag.felt,
                    f"{dag.navn} er {format_dato(dag.dato)}, før {latest.navn} {format_dato(latest.dato)}; "
                    "tilladt er samme dag eller senere",
                )
            )
        else:
            latest = dag
    return found


def check_past(dage: Iterable[Dag], today: dt.date) -> list[Fejl]:
    """A fault at each day after `today`: what has not happened has no day."""
    return [
        Fejl(
            dag.felt,
            f"{dag.navn} er {format_dato(dag.dato)}, som ligger i fremtiden; tilladt er til og med {format_dato(today)}",
        )
        for dag in dage
        if dag.dato is not None and dag.dato > today
    ]
