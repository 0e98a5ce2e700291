"""A meeting's deadlines: when papers must be in and when the agenda goes out, reckoned back from the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from almen.organisationer.selectors import current_profil
from almen.sager.frister import add_working_days
from almen.sagsgang.moedeorgan import Moedefrist


@dataclass(frozen=True)
class Moedefrister:
    """Two days, and the rules they rest on (profile data, each with its source and how sure it is)."""

    papirer_ind: dt.date
    dagsorden_ud: dt.date
    regel_papirer: Moedefrist
    regel_dagsorden: Moedefrist

    @property
    def usikre(self) -> bool:
        """True if either rule is not certain."""
        return any(item.sikkerhed != "sikker" for item in (self.regel_papirer, self.regel_dagsorden))


def days_before(dato: dt.date, frist: Moedefrist) -> dt.date:
    """The last day on which it may be there."""
    if frist.arbejdsdage:
        return add_working_days(dato, -frist.dage)
    return dato - dt.timedelta(days=frist.dage)


def meeting_deadlines(organ: str, dato: dt.date) -> Moedefrister:
    """The deadlines of a meeting of `organ` on `dato`; papers never later than the agenda. Raises ProfilFejl."""
    regel = current_profil().moedeorgan(organ)
    dagsorden_ud = days_before(dato, regel.dagsorden_ud)
    papirer_ind = min(days_before(dato, regel.papirer_ind), dagsorden_ud)
    return Moedefrister(papirer_ind, dagsorden_ud, regel.papirer_ind, regel.dagsorden_ud)


def regel_tekst(frist: Moedefrist) -> str:
    """`15 arbejdsdage før mødet`."""
    enhed = "arbejdsdage" if frist.arbejdsdage else "dage"
    return f"{frist.dage} {enhed} før mødet"
