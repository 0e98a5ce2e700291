"""Rows of the log by hand: cases as the writers get them, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.analyse.haendelseslog.kilde import Loghaendelse, Logsag
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.tilstand import Beslutning

AABNET = dt.date(2024, 1, 1)


def haendelse(nummer: int, trin: str = "a", **felter) -> Loghaendelse:
    """One decision; a test says what matters to it."""
    given = {
        "trin_navn": f"Trin {trin}",
        "fase": "f1",
        "runde": 1,
        "aktoer": "udvalget",
        "handling": "godkender",
        "udfald": "godkendt",
        "dato": AABNET + dt.timedelta(days=nummer),
        "sekund": 0,
        "registreret": AABNET + dt.timedelta(days=nummer),
        "dispensation": False,
        "moede": None,
    }
    return Loghaendelse(nummer=nummer, trin=trin, **(given | felter))


def logsag(nummer: str = "2024-00001", haendelser: Sequence[Loghaendelse] = (), **felter) -> Logsag:
    """One case."""
    given = {
        "sagstype": "proeve",
        "version": "1",
        "aabnet": AABNET,
        "afslutning": "",
        "demo": False,
        "boligorganisation": None,
        "har_projekt": False,
        "boliger": (),
        "boligtyper": "",
        "plan": "",
        "lokalplaner": (),
        "byggesag": (),
    }
    return Logsag(nummer=nummer, haendelser=tuple(haendelser), **(given | felter))


def logged_course(nummer: str, sagsgang: Sagsgang, course: Sequence[Beslutning]) -> Logsag:
    """A course as the log would hold it: a day for each decision."""
    steps = sagsgang.efter_id
    return logsag(
        nummer,
        [
            haendelse(
                item.nummer,
                item.trin,
                trin_navn=steps[item.trin].navn,
                fase=steps[item.trin].fase,
                aktoer=steps[item.trin].aktoer,
                handling=str(steps[item.trin].handling),
                udfald=str(item.udfald),
            )
            for item in course
        ],
        sagstype=sagsgang.sagstype,
        version=sagsgang.version,
    )
