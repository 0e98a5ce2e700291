"""What a decision on a step can come out as, and what each outcome does to the step."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from almen.sagsgang.definition import Trin


class Handling(StrEnum):
    """What the actor of a step does. The words differ in legal effect and are never swapped."""

    FORBEREDER = "forbereder"
    HOERES = "hoeres"
    SAMTYKKER = "samtykker"
    INDSTILLER = "indstiller"
    DROEFTER = "droefter"
    ANBEFALER = "anbefaler"
    AFGIVER_ERKLAERING = "afgiver_erklaering"
    GODKENDER = "godkender"
    GIVER_TILSAGN = "giver_tilsagn"
    FORHANDLER = "forhandler"
    TAGER_TIL_EFTERRETNING = "tager_til_efterretning"


class Trinstatus(StrEnum):
    """Where a step stands. `VALGFRI`: open but need not be taken; `IKKE_RELEVANT`: does not apply."""

    UDFOERT = "udfoert"
    AABEN = "aaben"
    VALGFRI = "valgfri"
    VENTER = "venter"
    STANDSET = "standset"
    FORKASTET = "forkastet"
    IKKE_RELEVANT = "ikke_relevant"


class Udfald(StrEnum):
    """Outcomes as the minutes know them."""

    GODKENDT = "godkendt"
    GODKENDT_MED_AENDRINGER = "godkendt_med_aendringer"
    DROEFTET = "droeftet"
    TAGET_TIL_EFTERRETNING = "taget_til_efterretning"
    OVERSENDT = "oversendt"
    FORKASTET = "forkastet"
    UDSAT = "udsat"
    SENDT_TILBAGE = "sendt_tilbage"
    STANDSET = "standset"
    STANDSNING_OPHAEVET = "standsning_ophaevet"
    FRAFALDET = "frafaldet"


class Foelge(StrEnum):
    """What an outcome does to its step and to the case."""

    FULDFOERER = "fuldfoerer"  # the step is done
    FORBLIVER_AABEN = "forbliver_aaben"  # nothing moves
    AFSLUTTER = "afslutter"  # the case ends, or goes back to the step that the route names
    TILBAGE = "tilbage"  # a named step and all that follows it is done again
    STANDSER = "standser"  # the decision is held until the council has spoken
    OPHAEVER = "ophaever"  # the decision that was held stands again


FOELGER: dict[Udfald, Foelge] = {
    Udfald.GODKENDT: Foelge.FULDFOERER,
    Udfald.GODKENDT_MED_AENDRINGER: Foelge.FULDFOERER,
    Udfald.DROEFTET: Foelge.FULDFOERER,
    Udfald.TAGET_TIL_EFTERRETNING: Foelge.FULDFOERER,
    Udfald.OVERSENDT: Foelge.FULDFOERER,
    Udfald.FRAFALDET: Foelge.FULDFOERER,
    Udfald.FORKASTET: Foelge.AFSLUTTER,
    Udfald.UDSAT: Foelge.FORBLIVER_AABEN,
    Udfald.SENDT_TILBAGE: Foelge.TILBAGE,
    Udfald.STANDSET: Foelge.STANDSER,
    Udfald.STANDSNING_OPHAEVET: Foelge.OPHAEVER,
}

COMPLETES = frozenset(key for key, value in FOELGER.items() if value is Foelge.FULDFOERER)

_NAVNE: dict[Udfald, str] = {
    Udfald.GODKENDT: "Godkendt",
    Udfald.GODKENDT_MED_AENDRINGER: "Godkendt med ændringer",
    Udfald.DROEFTET: "Drøftet",
    Udfald.TAGET_TIL_EFTERRETNING: "Taget til efterretning",
    Udfald.OVERSENDT: "Oversendt",
    Udfald.FORKASTET: "Forkastet",
    Udfald.UDSAT: "Udsat",
    Udfald.SENDT_TILBAGE: "Sendt tilbage",
    Udfald.STANDSET: "Standset",
    Udfald.STANDSNING_OPHAEVET: "Standsning ophævet",
    Udfald.FRAFALDET: "Frafaldet",
}

# The plain positive outcome of each handling, in the words of the act itself.
_POSITIVE: dict[Handling, str] = {
    Handling.FORBEREDER: "Udført",
    Handling.HOERES: "Hørt",
    Handling.SAMTYKKER: "Samtykke givet",
    Handling.INDSTILLER: "Indstillet",
    Handling.DROEFTER: "Drøftet",
    Handling.ANBEFALER: "Anbefalet",
    Handling.AFGIVER_ERKLAERING: "Erklæring afgivet",
    Handling.GODKENDER: "Godkendt",
    Handling.GIVER_TILSAGN: "Tilsagn givet",
    Handling.FORHANDLER: "Forhandlet",
    Handling.TAGER_TIL_EFTERRETNING: "Taget til efterretning",
}

# A refusal in the words of the act; "Forkastet" elsewhere.
_NEGATIVE: dict[Handling, str] = {
    Handling.SAMTYKKER: "Samtykke nægtet",
    Handling.ANBEFALER: "Ikke anbefalet",
    Handling.GIVER_TILSAGN: "Afslag",
    Handling.FORBEREDER: "Afvist",
}

# What each handling can come out as on an open step, the plain positive outcome first. Being heard, giving
# an erklæring and discussing decide nothing, so they cannot reject; what approves or promises cannot merely
# be passed on.
_PAA_AABENT: dict[Handling, tuple[Udfald, ...]] = {
    Handling.FORBEREDER: (Udfald.GODKENDT, Udfald.FORKASTET, Udfald.UDSAT, Udfald.SENDT_TILBAGE),
    Handling.HOERES: (Udfald.GODKENDT, Udfald.OVERSENDT, Udfald.UDSAT, Udfald.SENDT_TILBAGE),
    Handling.SAMTYKKER: (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.INDSTILLER: (
        Udfald.GODKENDT,
        Udfald.OVERSENDT,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.DROEFTER: (Udfald.DROEFTET, Udfald.UDSAT, Udfald.SENDT_TILBAGE),
    Handling.ANBEFALER: (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.OVERSENDT,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.AFGIVER_ERKLAERING: (Udfald.GODKENDT, Udfald.OVERSENDT, Udfald.UDSAT, Udfald.SENDT_TILBAGE),
    Handling.GODKENDER: (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.GIVER_TILSAGN: (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.FORHANDLER: (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
    ),
    Handling.TAGER_TIL_EFTERRETNING: (Udfald.TAGET_TIL_EFTERRETNING, Udfald.UDSAT, Udfald.SENDT_TILBAGE),
}

_PAA_STANDSET = (
    Udfald.STANDSNING_OPHAEVET,
    Udfald.GODKENDT,
    Udfald.GODKENDT_MED_AENDRINGER,
    Udfald.FORKASTET,
    Udfald.UDSAT,
    Udfald.SENDT_TILBAGE,
)


def udfald_navn(handling: str, udfald: str) -> str:
    """The outcome in Danish as it is said of this kind of act, e.g. *Erklæring afgivet*."""
    act, outcome = Handling(handling), Udfald(udfald)
    if outcome is Udfald.GODKENDT:
        return _POSITIVE[act]
    if outcome is Udfald.FORKASTET:
        return _NEGATIVE.get(act, _NAVNE[outcome])
    return _NAVNE[outcome]


def allowed_udfald(trin: Trin, status: str = Trinstatus.AABEN) -> tuple[Udfald, ...]:
    """Outcomes that may be recorded on `trin` while it has `status`, the plain positive one first.

    A done or rejected committee decision can be carried to the council (styrelsesloven § 23); a stopped one
    is settled there: the stop falls away, or the council's own decision takes its place.
    """
    if status in (Trinstatus.UDFOERT, Trinstatus.FORKASTET):
        return (Udfald.STANDSET,) if trin.standsningsret else ()
    if status == Trinstatus.STANDSET:
        return _PAA_STANDSET
    if status not in (Trinstatus.AABEN, Trinstatus.VALGFRI):
        return ()
    outcomes = _PAA_AABENT[trin.handling]
    return (*outcomes, Udfald.FRAFALDET) if trin.valgfrit else outcomes
