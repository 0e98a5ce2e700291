"""Groups of like afdelinger: by how they are built, how large their dwellings are, and how old they are. Pure.

The three traits, and bounds such as 51 m², 90 m² and 1960, are those that Landsbyggefonden tells of; its whole division was not
found. The bounds are dated parameters.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from almen.organisationer.models import Bygningstype
from almen.regler.dansk import join_med
from almen.regler.samling import Parametre
from almen.tilsyn.kritisk import day_of

STOERRELSER = ("lille", "mellem", "stor")
ALDRE = ("aeldre", "nyere")
BYGNINGSTYPER = {item.value: str(item.label) for item in Bygningstype}
Mangel = Literal["bygningstype", "areal", "ibrugtaget"]
MANGLER: dict[Mangel, str] = {
    "bygningstype": "bygningstypen",
    "areal": "boligernes antal og areal",
    "ibrugtaget": "dagen, den er taget i brug",
}


@dataclass(frozen=True, slots=True)
class Traek:
    """What an afdeling is grouped by; None or "" is not known. `areal_m2` is the gross area of all `boliger`."""

    bygningstype: str
    boliger: int | None
    areal_m2: int | None
    ibrugtaget: dt.date | None


@dataclass(frozen=True, slots=True)
class Graenser:
    """Where dwellings begin to be large, and afdelinger to be new: below `lille_under` m², above `stor_over` m², before `aeldre_foer`."""

    lille_under: Decimal
    stor_over: Decimal
    aeldre_foer: int

    @classmethod
    def of_year(cls, aar: int, parametre: Parametre) -> Graenser:
        """The bounds of a financial year."""
        lille, stor, foer = (
            parametre.vaerdi(f"tilsyn.gruppe.{navn}", day_of(aar)).vaerdi
            for navn in ("lille_under_m2", "stor_over_m2", "aeldre_foer")
        )
        return cls(Decimal(str(lille)), Decimal(str(stor)), int(str(foer)))


@dataclass(frozen=True, slots=True)
class Gruppe:
    """A group. `id` is `<bygningstype>.<stoerrelse>.<alder>`."""

    id: str
    navn: str


@dataclass(frozen=True, slots=True)
class Ukendt:
    """Why an afdeling is in no group: what must be known first."""

    mangler: tuple[Mangel, ...]

    @property
    def tekst(self) -> str:
        """ "Kan ikke sammenlignes, før bygningstypen er registreret." """
        named = join_med([MANGLER[item] for item in self.mangler])
        return f"Kan ikke sammenlignes, før {named} er registreret."


def group_of(traek: Traek, graenser: Graenser) -> Gruppe | Ukendt:
    """The one group of an afdeling, or what is missing."""
    missing: list[Mangel] = []
    if traek.bygningstype not in BYGNINGSTYPER:
        missing.append("bygningstype")
    if not traek.boliger or not traek.areal_m2:
        missing.append("areal")
    if traek.ibrugtaget is None:
        missing.append("ibrugtaget")
    if missing or not traek.boliger or not traek.areal_m2 or traek.ibrugtaget is None:
        return Ukendt(tuple(missing))
    each = Decimal(traek.areal_m2) / traek.boliger
    size = "lille" if each < graenser.lille_under else "stor" if each > graenser.stor_over else "mellem"
    age = "aeldre" if traek.ibrugtaget.year < graenser.aeldre_foer else "nyere"
    return make_gruppe(traek.bygningstype, size, age, graenser)


def make_gruppe(bygningstype: str, stoerrelse: str, alder: str, graenser: Graenser) -> Gruppe:
    """The group with its name, which tells the bounds."""
    low, high = graenser.lille_under, graenser.stor_over
    size = {"lille": f"under {low} m²", "mellem": f"{low}–{high} m²", "stor": f"over {high} m²"}[stoerrelse]
    age = {"aeldre": f"før {graenser.aeldre_foer}", "nyere": f"{graenser.aeldre_foer} eller senere"}[alder]
    return Gruppe(
        f"{bygningstype}.{stoerrelse}.{alder}", f"{BYGNINGSTYPER[bygningstype]}, {size} pr. bolig, {age}"
    )


def all_groups(graenser: Graenser) -> tuple[Gruppe, ...]:
    """Every group there is, in order."""
    return tuple(
        make_gruppe(kind, size, age, graenser)
        for kind in BYGNINGSTYPER
        for size in STOERRELSER
        for age in ALDRE
    )
