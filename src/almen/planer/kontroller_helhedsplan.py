"""The checks of a boligsocial helhedsplan that routes name; the answers are `helhedsplansvar`'s, on the case's figures as of the day."""

from __future__ import annotations

import datetime as dt

from almen.planer import helhedsplansvar as svar
from almen.planer.selectors.helhedsplan import helhedsplan_of
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrol, Kontrolsvar


def medfinansiering(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The fund pays at most its share, and the parts give the budget; no step can dispense from it (M26)."""
    return helhedsplan_of(sag).medfinansiering(dato)


def lokale_andele(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Municipality and boligorganisation each pay what the municipality's own practice demands (M26)."""
    return helhedsplan_of(sag).lokale_andele(dato)


def budget(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The lines by theme and year give the budget, within the term and the themes in force on the day (M25)."""
    return helhedsplan_of(sag).budget(dato)


def loebetid(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """There is a term; another length than plans usually have is told."""
    return helhedsplan_of(sag).loebetid(dato)


def saerindsatser(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """No special effort is still negotiated (M25)."""
    return helhedsplan_of(sag).forhandlet()


KONTROLLER = (
    Kontrol(svar.MEDFINANSIERING, svar.TITLER[svar.MEDFINANSIERING], medfinansiering),
    Kontrol(svar.LOKALE_ANDELE, svar.TITLER[svar.LOKALE_ANDELE], lokale_andele),
    Kontrol(svar.BUDGET, svar.TITLER[svar.BUDGET], budget),
    Kontrol(svar.LOEBETID, svar.TITLER[svar.LOEBETID], loebetid),
    Kontrol(svar.SAERINDSATSER, svar.TITLER[svar.SAERINDSATSER], saerindsatser, for_ansoeger=False),
)
