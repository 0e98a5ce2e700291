"""The limit that a figure is held against over the years, list by list: for charts of one figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from almen.omraader.klasser import KOMBINERET
from almen.regler.laes import load_parametre
from almen.regler.omraadegraenser import Sammenligning
from almen.regler.omraadeklasse import Kriterium, find_regelsaet
from almen.regler.samling import Parametre

# What areas can be held against, and the classes of it, the later ones first: one is asked after the other. The classes of
# 2010-2018 are what today's came from.
MAALESTOKKE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "udsat": (
        "Udsat boligområde og parallelsamfund",
        ("udsat_boligomraade", "parallelsamfund", "omdannelsesomraade", "ghettoomraade"),
    ),
    "forebyggelse": ("Forebyggelsesområde", ("forebyggelsesomraade",)),
    "kombineret": ("Kombineret udlejning", (KOMBINERET,)),
}
UDSAT = "udsat"


@dataclass(frozen=True)
class Graense:
    """A limit on a list: its value in the figure's unit, how it is compared, and the parameter and class it is of."""

    vaerdi: Decimal
    sammenligning: Sammenligning
    parameter: str
    klasse: str


def limit_on(
    indikator: str,
    maalestok: str,
    liste: dt.date,
    landsgennemsnit: Decimal | None,
    parametre: Parametre | None = None,
) -> Graense | None:
    """The limit of a figure by the law of the list's day; None where it has none, or where the national mean it is a multiple of is unknown."""
    regelsaet = find_regelsaet(liste, parametre or load_parametre())
    for klasse in MAALESTOKKE[maalestok][1]:
        for gaeldende in regelsaet.klasser:
            if gaeldende.klasse.id != klasse:
                continue
            for indeks in (*gaeldende.krav, *gaeldende.valgfri):
                kriterium, graense = regelsaet.kriterier[indeks]
                if kriterium.navn == indikator:
                    return _limit(kriterium, graense.tal, klasse, landsgennemsnit)
    return None


def _limit(
    kriterium: Kriterium, tal: Decimal, klasse: str, landsgennemsnit: Decimal | None
) -> Graense | None:
    if kriterium.relativ:
        if landsgennemsnit is None:
            return None
        tal *= landsgennemsnit
    return Graense(tal, kriterium.sammenligning, kriterium.parameter, klasse)


def limits_over(
    indikator: str,
    maalestok: str,
    lister: Collection[dt.date],
    landsgennemsnit: Mapping[dt.date, Decimal],
    parametre: Parametre | None = None,
) -> dict[dt.date, Graense]:
    """The limit on each of these lists that has one, in order of time."""
    parametre = parametre or load_parametre()
    found = {
        liste: limit_on(indikator, maalestok, liste, landsgennemsnit.get(liste), parametre)
        for liste in sorted(lister)
    }
    return {liste: graense for liste, graense in found.items() if graense is not None}
