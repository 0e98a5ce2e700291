"""An application tried against the rules before it is sent: the checks that the municipality's own next step runs."""

from __future__ import annotations

import datetime as dt

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.selectors.aabent import receiving_step
from almen.grundlag.selectors import IngenSagsgang, sagsgang_of, sagsgangsversion_on
from almen.sager.models import Sag
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.register import REGISTER, Kontrolsvar

FORVALTNING = "forvaltningen"


def try_ansoegning(ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> tuple[Kontrolsvar, ...]:
    """The answers of the checks at the step by which the municipality deals with the application, as of `today`.

    Nothing is written: the rules run on a case in memory. Empty for an answer to a request, and where no route is in force.
    """
    slags = ansoegning.slags
    route = _route(slags.sagstype, sag, today) if slags.genstande else None
    names = dict.fromkeys(_kontroller(route, slags.genstande[0])) if route else {}
    if not names:
        return ()
    draft = slags.draft(ansoegning, sag, today)
    return tuple(
        REGISTER.kontrol(navn).funktion(draft, today) for navn in names if REGISTER.kontrol(navn).for_ansoeger
    )


def _route(sagstype: str, sag: Sag | None, today: dt.date) -> Sagsgang | None:
    if sag is not None:
        return sagsgang_of(sag.sagsgangsversion_id)
    try:
        return sagsgang_of(sagsgangsversion_on(sagstype, today).pk)
    except IngenSagsgang:
        return None


def _kontroller(route: Sagsgang, genstand: str) -> list[str]:
    """The checks of forvaltningen's steps right after the one by which the application is received."""
    received = receiving_step(route, genstand)
    if received is None:
        return []
    return [
        navn
        for trin in route.trin
        if received.id in trin.efter and trin.aktoer == FORVALTNING
        for navn in trin.kontroller
    ]
