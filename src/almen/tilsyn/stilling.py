"""Where the yearly dialogue of a boligorganisation stands: one state for each organisation and year. Pure.

The rule holds nothing that is typed: it follows from the organisation's active period, the year's deadline, today, and the
dialogue's case. A year that is over is never to come, so that no year can be forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Tilstand(StrEnum):
    """Where a year's dialogue stands."""

    MANGLER = "mangler"
    FORSINKET = "forsinket"
    IKKE_STARTET = "ikke_startet"
    I_GANG = "i_gang"
    UDFOERT = "udfoert"
    KOMMER = "kommer"
    IKKE_AKTUEL = "ikke_aktuel"


NAVNE = {
    Tilstand.MANGLER: "Mangler",
    Tilstand.FORSINKET: "Forsinket",
    Tilstand.IKKE_STARTET: "Ikke startet",
    Tilstand.I_GANG: "I gang",
    Tilstand.UDFOERT: "Afholdt",
    Tilstand.KOMMER: "Kommer",
    Tilstand.IKKE_AKTUEL: "Ikke aktuel",
}
FORKLARINGER = {
    Tilstand.MANGLER: "Året er gået, eller fristen er overskredet, og der er ingen styringsdialog.",
    Tilstand.FORSINKET: "Dialogen er begyndt, men en frist er overskredet.",
    Tilstand.IKKE_STARTET: "Dialogen burde være begyndt; fristen er ikke overskredet endnu.",
    Tilstand.I_GANG: "Dialogen er begyndt, og ingen frist er overskredet.",
    Tilstand.UDFOERT: "Dialogen er afsluttet, og redegørelsen er færdig.",
    Tilstand.KOMMER: "Dialogen skal ikke begynde endnu.",
    Tilstand.IKKE_AKTUEL: "Boligorganisationen var ikke aktiv ved årets frist, eller kravet gjaldt ikke.",
}
TONER = {
    Tilstand.MANGLER: "bad",
    Tilstand.FORSINKET: "bad",
    Tilstand.IKKE_STARTET: "warn",
    Tilstand.I_GANG: "open",
    Tilstand.UDFOERT: "ok",
    Tilstand.KOMMER: "neutral",
    Tilstand.IKKE_AKTUEL: "neutral",
}
# Somebody must act.
KALDER = frozenset({Tilstand.MANGLER, Tilstand.FORSINKET})
AFSLUTTET = "Dialogen er ikke afsluttet"


@dataclass(frozen=True)
class Aarsramme:
    """What a year asks for: the day by which the dialogue must be finished and the day on which it should begin.

    `kraeves` False: the duty did not apply that year.
    """

    aar: int
    frist: dt.date
    aabnes: dt.date
    kraeves: bool = True


@dataclass(frozen=True)
class Delfrist:
    """One open thing of a dialogue: a step or a piece of material, and the day it is due (None: no day)."""

    navn: str
    frist: dt.date | None
    materiale: bool = False

    def is_late(self, today: dt.date) -> bool:
        """True once its day has passed."""
        return self.frist is not None and self.frist < today


@dataclass(frozen=True)
class Dialogstand:
    """A dialogue as its case has it: its own deadline, whether it has ended, and what of it is open.

    `faldet`: the case was annulled or came to nothing, so there is no dialogue; `afsluttet`: it came to its end.
    """

    frist: dt.date
    afsluttet: bool = False
    faldet: bool = False
    aabne: tuple[Delfrist, ...] = ()


@dataclass(frozen=True)
class Stilling:
    """The state of one organisation's year, its deadline, and by name what is late (step or material)."""

    tilstand: Tilstand
    frist: dt.date
    forsinket: tuple[str, ...] = ()

    @property
    def navn(self) -> str:
        """The state in Danish."""
        return NAVNE[self.tilstand]


def is_active(fra: dt.date | None, til: dt.date | None, dag: dt.date) -> bool:
    """True if an organisation with this active period (None: open) is active on the day."""
    return (fra is None or fra <= dag) and (til is None or dag <= til)


def find_stilling(
    fra: dt.date | None, til: dt.date | None, ramme: Aarsramme, dialog: Dialogstand | None, today: dt.date
) -> Stilling:
    """The state of one organisation's dialogue in the year of `ramme`, as of `today`.

    `fra` and `til` are its active period. The year counts for it if it is active on the day of the deadline, as in the year wheel;
    a dialogue that there is counts whatever the period says.
    """
    if dialog is not None and not dialog.faldet:
        return _of_dialog(ramme, dialog, today)
    if not ramme.kraeves or not is_active(fra, til, ramme.frist):
        return Stilling(Tilstand.IKKE_AKTUEL, ramme.frist)
    if today > ramme.frist or today.year > ramme.aar:
        return Stilling(Tilstand.MANGLER, ramme.frist)
    begun = today >= ramme.aabnes
    return Stilling(Tilstand.IKKE_STARTET if begun else Tilstand.KOMMER, ramme.frist)


def _of_dialog(ramme: Aarsramme, dialog: Dialogstand, today: dt.date) -> Stilling:
    if dialog.afsluttet:
        return Stilling(Tilstand.UDFOERT, dialog.frist)
    late = tuple(item.navn for item in dialog.aabne if item.is_late(today))
    # The year itself is a deadline: a dialogue with a day of its own that lies later is late all the same.
    if not late and (dialog.frist < today or ramme.aar < today.year):
        late = (AFSLUTTET,)
    return Stilling(Tilstand.FORSINKET if late else Tilstand.I_GANG, dialog.frist, late)


def count_tilstande(stillinger: Iterable[Stilling]) -> dict[Tilstand, int]:
    """How many stand in each state; every state is named, also those with none."""
    counts = dict.fromkeys(Tilstand, 0)
    for item in stillinger:
        counts[item.tilstand] += 1
    return counts
