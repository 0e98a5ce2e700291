"""The ways in which a case can leave its route, and which of them a decision is. Knows no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from almen.sagsgang.definition import AFSLUT, Sagsgang
from almen.sagsgang.udfald import Udfald


class Afvigelsesart(StrEnum):
    """One kind of deviation; `navn` and `forklaring` are how people read it."""

    VALGFRIT = "valgfrit"
    DISPENSATION = "dispensation"
    TILBAGE = "tilbage"
    TILBAGE_SYSTEM = "tilbage_system"
    UDSAT = "udsat"
    STANDSET = "standset"
    FORKASTET = "forkastet"
    FOER_TUR = "foer_tur"
    SENT = "sent"
    GAELDER_IKKE = "gaelder_ikke"
    UDENFOR = "udenfor"
    FRIST = "frist"

    @property
    def navn(self) -> str:
        """Its name in lists."""
        return _ORD[self][0]

    @property
    def forklaring(self) -> str:
        """What it is, in one sentence."""
        return _ORD[self][1]


_ORD = {
    Afvigelsesart.VALGFRIT: (
        "Valgfrit trin brugt",
        "Der er truffet en beslutning i et trin, som sagsgangen ikke kræver.",
    ),
    Afvigelsesart.DISPENSATION: (
        "Dispensation",
        "Beslutningen er truffet, selv om en kontrol sagde nej; begrundelsen er skrevet.",
    ),
    Afvigelsesart.TILBAGE: (
        "Sendt tilbage",
        "Den, der skulle beslutte, har sendt sagen tilbage til et tidligere trin.",
    ),
    Afvigelsesart.TILBAGE_SYSTEM: (
        "Sendt tilbage af systemet",
        "Nye tal krævede en ny beslutning, og sagen er derfor sendt tilbage af sig selv.",
    ),
    Afvigelsesart.UDSAT: ("Udsat", "Beslutningen er udsat; trinnet er stadig åbent."),
    Afvigelsesart.STANDSET: (
        "Standset",
        "Udvalgets beslutning er indbragt for Borgerrepræsentationen (styrelsesloven § 23).",
    ),
    Afvigelsesart.FORKASTET: (
        "Forkastet og taget op igen",
        "Sagen blev forkastet i et trin, hvor sagsgangen så går tilbage i stedet for at slutte.",
    ),
    Afvigelsesart.FOER_TUR: (
        "Afgjort før sin tur",
        "Beslutningens dag ligger før den dag, trinnet kunne tages op.",
    ),
    Afvigelsesart.SENT: (
        "Registreret sent",
        "Der gik flere dage, end parameteren siger, fra beslutningen til den blev registreret. Beslutninger fra før sagen blev "
        "oprettet her, er ikke med.",
    ),
    Afvigelsesart.GAELDER_IKKE: (
        "Afgjort, men gælder ikke længere",
        "Trinnet er udført, men skal ikke bruges efter de oplysninger, sagen havde ved sin seneste beslutning.",
    ),
    Afvigelsesart.UDENFOR: (
        "Uden for sagsgangen",
        "Beslutningen er truffet i et trin, som sagens sagsgang ikke har; sagen er flyttet fra en anden.",
    ),
    Afvigelsesart.FRIST: (
        "Frist overskredet",
        "Trinnets frist er opfyldt for sent, eller den er overskredet og stadig åben.",
    ),
}

# Outcomes by which an optional step was used: it was taken up and led to something.
UBRUGT = (Udfald.FRAFALDET, Udfald.UDSAT, Udfald.STANDSET, Udfald.STANDSNING_OPHAEVET)


@dataclass(frozen=True)
class Afgjort:
    """What is asked of a decision to tell how it deviates. `sent`: it was recorded too late; `af_system`: no body took it."""

    trin: str
    udfald: str
    dispensationer: list[dict[str, Any]]
    af_system: bool
    foer_tur: bool
    sent: bool


def arts_of(item: Afgjort, route: Sagsgang) -> Iterator[Afvigelsesart]:
    """How the decision deviates from `route`: in no way, in one, or in several."""
    trin = route.efter_id.get(item.trin)
    if trin is None:
        yield Afvigelsesart.UDENFOR
    elif trin.valgfrit and item.udfald not in UBRUGT:
        yield Afvigelsesart.VALGFRIT
    if item.dispensationer:
        yield Afvigelsesart.DISPENSATION
    if item.udfald == Udfald.SENDT_TILBAGE:
        yield Afvigelsesart.TILBAGE_SYSTEM if item.af_system else Afvigelsesart.TILBAGE
    elif item.udfald == Udfald.UDSAT:
        yield Afvigelsesart.UDSAT
    elif item.udfald == Udfald.STANDSET:
        yield Afvigelsesart.STANDSET
    elif item.udfald == Udfald.FORKASTET and trin is not None and trin.ved_forkastet != AFSLUT:
        yield Afvigelsesart.FORKASTET
    if item.foer_tur:
        yield Afvigelsesart.FOER_TUR
    if item.sent:
        yield Afvigelsesart.SENT


@dataclass(frozen=True)
class Afvigelse:
    """One occurrence: where and when, and why as far as it is written."""

    art: Afvigelsesart
    sag: int
    nummer: str
    titel: str
    organisation: str
    version: str
    trin: str
    trin_navn: str
    dato: dt.date
    begrundelse: str
