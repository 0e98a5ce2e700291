"""Deadlines that follow from the route: counted from the decision that starts them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta

from almen.regler.fejl import RegelFejl
from almen.regler.frister import compute_frist
from almen.sager.models import Frist, Fristart
from almen.sager.selectors.forloeb import Forloeb
from almen.sagsgang.definition import FristRegel, Trin
from almen.sagsgang.register import Sagsfrist


def route_frister(forloeb: Forloeb) -> list[Frist]:
    """One deadline for each step whose day the case's own data set, or that has a rule whose starting step is decided.

    A done step's deadline is kept with the day it was met; a step that does not apply has none.
    """
    own = forloeb.sagstype.frister(forloeb.sag) if forloeb.sagstype.frister else {}
    decided = {item.nummer: item for item in forloeb.beslutninger}
    frister = []
    for trin in forloeb.sagsgang.trin:
        status = forloeb.tilstand.trin[trin.id]
        if status.status == "ikke_relevant":
            continue
        if trin.id in own:
            frist: Frist | None = _own_frist(forloeb, trin, own[trin.id])
        elif trin.frist is None:
            continue
        else:
            start = forloeb.tilstand.trin[trin.frist.efter].beslutning
            frist = None if start is None else _frist(forloeb, trin, trin.frist, decided[start].dato)
        if frist is not None:
            if status.beslutning is not None:
                frist.opfyldt = decided[status.beslutning].dato
            frister.append(frist)
    return frister


def _own_frist(forloeb: Forloeb, trin: Trin, own: Sagsfrist) -> Frist:
    return Frist(
        sag=forloeb.sag,
        art=Fristart.SAGSGANG,
        trin=trin.id,
        titel=own.titel[:200],
        dato=own.dato,
        aktoer=trin.aktoer,
        hjemmel=own.hjemmel[:200],
        sikkerhed=own.sikkerhed,
    )


def _frist(forloeb: Forloeb, trin: Trin, regel: FristRegel, start: dt.date) -> Frist | None:
    frist = Frist(
        sag=forloeb.sag,
        art=Fristart.SAGSGANG,
        trin=trin.id,
        titel=trin.navn,
        aktoer=trin.aktoer,
        hjemmel=next(iter(trin.retsgrundlag), "")[:200],
    )
    if regel.parameter:
        try:
            statutory = compute_frist(regel.parameter, start)
        except RegelFejl:
            return None
        frist.art, frist.dato = Fristart.LOV, statutory.dato
        frist.hjemmel, frist.sikkerhed = statutory.kilde.hjemmel[:200], statutory.sikkerhed
    elif regel.maaneder:
        frist.dato = start + relativedelta(months=regel.maaneder)
    elif regel.arbejdsdage:
        frist.dato = add_working_days(start, regel.dage or 0)
    else:
        frist.dato = start + dt.timedelta(days=regel.dage or 0)
    return frist


@lru_cache(maxsize=1)
def _danish_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DK")


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The day `days` working days after `start`, before it if negative; Saturdays, Sundays and Danish holidays do not count."""
    day, one = start, dt.timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left > 0:
        day += one
        if day.weekday() < 5 and day not in _danish_holidays():
            left -= 1
    return day
