"""An application tried against the rules before it is sent: the checks that the municipality's own next step runs."""

from __future__ import annotations

import datetime as dt

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.selectors.aabent import receiving_step
from almen.byggeri.models import Projekt
from almen.byggeri.selectors.forhaandsvisning import add_draft
from almen.byggeri.selectors.projektdata import forget_projektdata, prime_projektdata, projektdata_of
from almen.grundlag.selectors import IngenSagsgang, sagsgang_of, sagsgangsversion_on
from almen.organisationer.selectors import current_profil
from almen.sager.models import Sag
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.register import REGISTER, Kontrolsvar

NYBYGGERI, FORVALTNING = "nybyggeri", "forvaltningen"


def try_ansoegning(ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> tuple[Kontrolsvar, ...]:
    """The answers of the checks at the step by which the municipality deals with the application, as of `today`.

    Nothing is written: the rules run on a case in memory. Empty for an answer to a request, and where no route is in force.
    """
    if ansoegning.bogstav is None:
        return ()
    route = _route(sag, today)
    if route is None:
        return ()
    draft = _draft(ansoegning, sag, today)
    names = dict.fromkeys(_kontroller(route, f"skema_{ansoegning.bogstav.lower()}"))
    return tuple(
        REGISTER.kontrol(navn).funktion(draft, today) for navn in names if REGISTER.kontrol(navn).for_ansoeger
    )


def _route(sag: Sag | None, today: dt.date) -> Sagsgang | None:
    if sag is not None:
        return sagsgang_of(sag.sagsgangsversion_id)
    try:
        return sagsgang_of(sagsgangsversion_on(NYBYGGERI, today).pk)
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


def _draft(ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> Sag:
    """A case in memory that reads as the real one would if the application were taken in."""
    if sag is None:
        draft = Sag(sagstype=NYBYGGERI, titel=ansoegning.titel, aabnet_dato=today)
        projekt = Projekt(navn=ansoegning.titel[:160], region=current_profil().region)
        data = prime_projektdata(draft, projekt, [])
    else:
        draft = Sag.objects.get(pk=sag.pk)
        forget_projektdata(draft)
        data = projektdata_of(draft)
    for navn, value in ansoegning.felter.items():
        setattr(data.projekt, navn, value)
    add_draft(data, str(ansoegning.bogstav), ansoegning.dele, ansoegning.serviceareal, today)
    return draft
