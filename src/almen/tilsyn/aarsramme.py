"""What a year asks for: the day of the styringsdialog by the municipality's own wheel, and by the law where the wheel has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import RegelFejl
from almen.sagsgang.aarshjul import Hjulpunkt, frist_in, opens_on
from almen.tilsyn.selectors.dialog import STYRINGSDIALOG
from almen.tilsyn.stilling import Aarsramme

# The first dialogues rested on the accounts of 2009 (Landsbyggefonden, tema 2015:2); years before ask for none. Years ahead are the
# house's own guard against a mistyped one.
FOERSTE_AAR, AAR_FREM = 2010, 2
# The municipality's practice that says from which year it keeps its dialogues here.
PRAKSIS = "styringsdialog_fra_aar"


def first_year() -> int:
    """The first year that a dialogue is asked for: the municipality's own, else the law's."""
    own = current_profil().praksis_on(PRAKSIS, timezone.localdate())
    return int(own.vaerdier[0]) if own is not None and own.vaerdier else FOERSTE_AAR


def hjulpunkt() -> Hjulpunkt | None:
    """The wheel's item of the dialogues; None where the municipality's wheel has none."""
    for punkt in current_profil().aarshjul:
        if STYRINGSDIALOG in (punkt.sagstype, punkt.id):
            return punkt
    return None


def load_rammer(aar: Iterable[int]) -> dict[int, Aarsramme]:
    """The frame of each year. No query but what the parameters' own cache asks."""
    punkt = hjulpunkt()
    return {item: _ramme(punkt, item) for item in aar}


def _ramme(punkt: Hjulpunkt | None, aar: int) -> Aarsramme:
    """By the wheel's item, or else the law's outer limit: one meeting each year (almenboligloven § 164, stk. 2), so the year itself."""
    begin, end = dt.date(aar, 1, 1), dt.date(aar, 12, 31)
    demanded = aar >= first_year()
    if punkt is None or not punkt.falls_in(aar):
        return Aarsramme(aar, end, begin, demanded)
    try:
        frist = frist_in(punkt.frist, aar, _months)
    except (RegelFejl, ValueError, KeyError):
        return Aarsramme(aar, end, begin, demanded)
    return Aarsramme(aar, frist, opens_on(punkt, frist), demanded)


def _months(parameter: str, dag: dt.date) -> int:
    return current_parametre().get(parameter).lookup(dag, {}).heltal
