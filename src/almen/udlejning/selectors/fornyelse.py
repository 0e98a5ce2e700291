"""When the next framework agreement must be begun, and whether it has been: the practice is the municipality's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from almen.organisationer.selectors import current_profil
from almen.regler.frister import add_maaneder
from almen.sager.models import UDEN_RESULTAT
from almen.sagsgang.profil import Praksis
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.rammeaftale import agreement_on, holds

FORNYELSE = "udlejning_fornyelse_maaneder"
SOON = 90


class Fornyelsesstand(StrEnum):
    """How a renewal stands; the words are for people."""

    AFTALT = "Den næste aftale er vedtaget"
    I_GANG = "Fornyelsen er i gang"
    FORSINKET = "Fornyelsen skulle være begyndt"
    SNART = "Fornyelsen skal snart begynde"
    SENERE = "Fornyelsen skal ikke begynde endnu"
    UKENDT = "Hvornår fornyelsen skal begynde, er ikke fastsat"


TONER = {
    Fornyelsesstand.AFTALT: "ok",
    Fornyelsesstand.I_GANG: "open",
    Fornyelsesstand.FORSINKET: "bad",
    Fornyelsesstand.SNART: "warn",
    Fornyelsesstand.SENERE: "neutral",
    Fornyelsesstand.UKENDT: "warn",
}


@dataclass(frozen=True)
class Fornyelse:
    """An agreement's renewal. `senest`: the last day to begin it, None where no practice is set. `naeste`: what follows it."""

    aftale: Rammeaftale
    senest: dt.date | None
    praksis: Praksis | None
    naeste: Rammeaftale | None
    stand: Fornyelsesstand
    dage: int

    @property
    def tone(self) -> str:
        """The chip's tone."""
        return TONER[self.stand]

    @property
    def kan_startes(self) -> bool:
        """True while nothing follows the agreement."""
        return self.naeste is None

    @property
    def forsinket(self) -> bool:
        """True once it should have begun and has not."""
        return self.stand is Fornyelsesstand.FORSINKET


def latest_start(aftale: Rammeaftale) -> tuple[dt.date | None, Praksis | None]:
    """The last day to begin the renewal: so many months before the agreement ends as the municipality's practice says."""
    praksis = current_profil().praksis_on(FORNYELSE, aftale.gyldig_til)
    if praksis is None or not praksis.vaerdier:
        return None, praksis
    return add_maaneder(aftale.gyldig_til, -int(praksis.vaerdier[0])), praksis


def successor_of(aftale: Rammeaftale) -> Rammeaftale | None:
    """The agreement that follows, unless its case came to nothing. One query."""
    found = Rammeaftale.objects.filter(forgaenger=aftale).select_related("sag__overblik").first()
    if found is None or (found.sag is not None and found.sag.overblik.afslutning in UDEN_RESULTAT):
        return None
    return found


def renewal_of(aftale: Rammeaftale, dag: dt.date) -> Fornyelse:
    """How the agreement's renewal stands on the day."""
    senest, praksis = latest_start(aftale)
    naeste = successor_of(aftale)
    if naeste is not None:
        stand = Fornyelsesstand.AFTALT if holds(naeste) else Fornyelsesstand.I_GANG
    elif senest is None:
        stand = Fornyelsesstand.UKENDT
    elif dag > senest:
        stand = Fornyelsesstand.FORSINKET
    elif (senest - dag).days <= SOON:
        stand = Fornyelsesstand.SNART
    else:
        stand = Fornyelsesstand.SENERE
    days = ((senest or aftale.gyldig_til) - dag).days
    return Fornyelse(aftale, senest, praksis, naeste, stand, days)


def latest_agreement(dag: dt.date) -> Rammeaftale | None:
    """The agreement in force, else the one that ended last: what must be renewed."""
    if (now := agreement_on(dag)) is not None:
        return now
    earlier = Rammeaftale.objects.filter(gyldig_til__lt=dag).select_related("sag").order_by("-gyldig_til")
    return next((item for item in earlier if holds(item)), None)


def late_renewal(dag: dt.date) -> Fornyelse | None:
    """The renewal that should have begun and has not; None where none is late."""
    aftale = latest_agreement(dag)
    found = renewal_of(aftale, dag) if aftale is not None else None
    return found if found is not None and found.forsinket else None
