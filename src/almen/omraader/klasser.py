"""What the classes of areas are called on a list's day, and how they look. Which an area has, is `regler.omraadeklasse`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from almen.regler.laes import load_parametre
from almen.regler.omraadehistorie import RANGORDEN
from almen.regler.omraadeklasse import KLASSER, find_regelsaet

INGEN = "Ingen klasse"
KOMBINERET = "kombineret_udlejning_mulig"
# The gravest first; a possibility after what an area is.
ORDEN = (*RANGORDEN, KOMBINERET)
NAVNE = {klasse.id: klasse.navn for klasse in reversed(KLASSER)}
# A chip's colour repeats how grave the class is; its word carries the meaning.
TONER = {
    "omdannelsesomraade": "bad",
    "parallelsamfund": "bad",
    "udsat_boligomraade": "warn",
    "ghettoomraade": "warn",
    "forebyggelsesomraade": "open",
}


@dataclass(frozen=True)
class Klassenavn:
    """A class as it is shown: its id, its name on the list's day, and its chip's tone."""

    id: str
    navn: str
    tone: str

    def __str__(self) -> str:
        return self.navn


def klasse_navn(klasse: str, liste: dt.date | None = None) -> str:
    """What the law of the list's day calls a class (today's name without a day); "" is no class."""
    if not klasse:
        return INGEN
    if liste is not None:
        # Two ways to one class share its name: the first entry is the shorter one.
        for gaeldende in find_regelsaet(liste, load_parametre()).klasser:
            if gaeldende.klasse.id == klasse:
                return gaeldende.navn
    return NAVNE.get(klasse, klasse)


def vis_klasser(klasser: Collection[str], liste: dt.date | None = None) -> list[Klassenavn]:
    """The classes with names, the gravest first; a single "Ingen klasse" if there are none."""
    ordnet = sorted(klasser, key=lambda id_: ORDEN.index(id_) if id_ in ORDEN else len(ORDEN))
    return [vis_klasse(id_, liste) for id_ in ordnet] or [vis_klasse("")]


def vis_klasse(klasse: str, liste: dt.date | None = None) -> Klassenavn:
    """One class with its name and tone."""
    return Klassenavn(klasse, klasse_navn(klasse, liste), TONER.get(klasse, "neutral"))


def klasse_choices() -> list[tuple[str, str]]:
    """Every class by today's name, the gravest first: what filters and forms offer."""
    return [(id_, NAVNE[id_]) for id_ in ORDEN]
