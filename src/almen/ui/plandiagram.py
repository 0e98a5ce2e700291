"""Plans on a line of time (Gantt): a bar for each, gathered under headings, with milestones and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from almen.ui import formater
from almen.ui.diagramlager import make_drawing
from almen.ui.diagrammer import WIDE


@dataclass(frozen=True)
class Ganttbjaelke:
    """A plan: its name, the heading it stands under, its kind, its first and last day and its dated marks.

    No first day: it began before the drawing does. No last day: it is open, and is drawn so.
    """

    navn: str
    gruppe: str
    serie: str
    fra: dt.date | None
    til: dt.date | None
    maerker: Sequence[tuple[dt.date, str]] = ()


def gantt_chart(
    rows: Sequence[Ganttbjaelke],
    *,
    titel: str,
    fra: dt.date,
    til: dt.date,
    i_dag: dt.date,
    serier: Sequence[str] = (),
    maerketyper: Sequence[str] = (),
    beskrivelse: str = "",
    bredde: int = WIDE,
) -> str:
    """Bars from `fra` to `til` in the order given, each group together.

    serier, maerketyper: kinds of plans and of marks in a fixed order, so that a kind looks the same on every page;
    those that are not named come after, in the order of the rows.
    """
    order = list(dict.fromkeys(row.gruppe for row in rows))
    prepared = [
        {
            "k": ", ".join(filter(None, (row.gruppe, row.navn))),
            "s": row.serie,
            "tekst": _period(row),
            "navn": row.navn,
            "gruppe": row.gruppe,
            "fra": row.fra.isoformat() if row.fra else None,
            "til": row.til.isoformat() if row.til else None,
            "begynder": formater.dato_kort(row.fra),
            "slut": formater.dato_kort(row.til),
            "maerker": [[day.isoformat(), kind] for day, kind in row.maerker],
        }
        for row in sorted(rows, key=lambda row: order.index(row.gruppe))
    ]
    return make_drawing(
        "gantt",
        prepared,
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        fra=fra.isoformat(),
        til=til.isoformat(),
        i_dag=i_dag.isoformat(),
        serier=list(dict.fromkeys([*serier, *(row.serie for row in rows)])),
        maerketyper=list(dict.fromkeys([*maerketyper, *(kind for row in rows for _, kind in row.maerker)])),
    )


def _period(row: Ganttbjaelke) -> str:
    """The plan in words: "1. jan. 2024 til 31. dec. 2027; status 1. okt. 2025"."""
    start = formater.dato_kort(row.fra) if row.fra else "ukendt begyndelse"
    stop = f"til {formater.dato_kort(row.til)}" if row.til else "uden slutdato"
    return "; ".join([f"{start} {stop}", *(f"{kind} {formater.dato_kort(day)}" for day, kind in row.maerker)])
