"""When the material of a dialogue is due. Pure: the wheel's items and the parameters of the day are arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from almen.regler.fejl import RegelFejl
from almen.regler.samling import Parametre
from almen.sagsgang.aarshjul import Hjulfrist, Hjulpunkt, frist_in
from almen.tilsyn.models import Materialeart

FORELOEBIGT, ENDELIGT = "regnskab.foreloebigt", "regnskab.endeligt"
# What is handed in with the accounts. The rest of the package is due before the meeting; no day for it has been found.
PARAMETER_OF: Mapping[Materialeart, str] = {
    Materialeart.FORELOEBIGE_TAL: FORELOEBIGT,
    Materialeart.AARSREGNSKAB: ENDELIGT,
    Materialeart.AARSBERETNING: ENDELIGT,
    Materialeart.REVISIONSPROTOKOL: ENDELIGT,
}


def compute_materialefrister(
    aar: int, punkter: Iterable[Hjulpunkt], parametre: Parametre
) -> dict[Materialeart, dt.date | None]:
    """The day in `aar` by which each part of the material is due (driftsbekendtgørelsen); None where no day is known.

    The months are the parameters' (`regnskab.foreloebigt`, `regnskab.endeligt`). Where the municipality's wheel has an item with the
    same parameter, its end of the financial year counts; else the calendar year.
    """
    own = {item.frist.parameter: item.frist for item in punkter if item.frist.parameter}
    days = {
        id_: _day(own.get(id_, Hjulfrist(parameter=id_)), aar, parametre) for id_ in (FORELOEBIGT, ENDELIGT)
    }
    return {art: days.get(PARAMETER_OF.get(art, "")) for art in Materialeart}


def _day(frist: Hjulfrist, aar: int, parametre: Parametre) -> dt.date | None:
    try:
        return frist_in(frist, aar, lambda id_, day: parametre.get(id_).lookup(day, {}).heltal)
    except (RegelFejl, ValueError, KeyError):
        return None


def last_day_of(aar: int) -> dt.date:
    """The law asks for one meeting each year (almenboligloven § 164, stk. 2): its outer limit is the year's last day."""
    return dt.date(aar, 12, 31)
