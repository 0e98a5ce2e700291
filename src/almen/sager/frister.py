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


def route_frister(forloeb: Forloeb) -> list[Frist]:
    """One deadline for each step that has a rule and whose starting step has been decided.

    A done step's deadline is kept with the day it was met; a step that does not apply has none.
    """
    decided = {item.nummer: item for item in forloeb.beslutninger}
    frister = []
    for trin in forloeb.sagsgang.trin:
        status = forloeb.tilstand.trin[trin.id]
        if trin.frist is None or status.status == "ikke_relevant":
            continue
        start = forloeb.tilstand.trin[trin.frist.efter].beslutning
        if start is None:
            continue
        frist = _frist(forloeb, trin, trin.frist, decided[start].dato)
        if frist is not None:
            if status.beslutning is not None:
                frist.opfyldt = decided[status.beslutning].dato
            frister.append(frist)
    return frister


def _frist(forloeb: Forloeb, trin: Trin, regel: FristRegel, start: dt.date) -> Frist | None:
    frist = Frist(
        sag=forloeb.sag,
        art=Fristart.SAGSGANG,
        trin=trin.id,
        titel=trin.navn,
        aktoer=trin.aktoer,
        hjemmel=trin.hjemmel[0][:200] if trin.hjemmel else "",
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
