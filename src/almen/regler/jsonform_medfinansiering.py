"""The split of a boligsocial helhedsplan as JSON, as the command speaks it (issue D.8). Every fault is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.jsonform import Laeser
from almen.regler.medfinansiering import NAVNE, Gulv, Medfinansiering, check_medfinansiering
from almen.regler.resultat import kilde_to_dict
from almen.regler.samling import Parametre


def answer_medfinansiering(
    raa: object, gulve: Callable[[date], Mapping[str, Gulv]], parametre: Parametre | None = None
) -> dict[str, Any]:
    """`beregn medfinansiering`: `dato`, `budget` and the three parts in whole kroner. Raises UgyldigtInput.

    `gulve` gives the municipality's floors on a day.
    """
    fejl: list[Fejl] = []
    laeser = Laeser(raa, "", fejl)
    laeser.refuse_unknown("dato", "budget", *NAVNE)
    dato = laeser.dato("dato")
    budget = laeser.heltal("budget", paakraevet=True) or 0
    dele = {navn: laeser.heltal(navn, paakraevet=True) or 0 for navn in NAVNE}
    if fejl:
        raise UgyldigtInput(fejl)
    return medfinansiering_to_dict(check_medfinansiering(budget, dele, gulve(dato), dato, parametre))


def medfinansiering_to_dict(resultat: Medfinansiering) -> dict[str, Any]:
    """Shares as decimal text in percent, amounts in whole kroner."""
    return {
        "ok": resultat.ok,
        "overtraedelser": [
            {
                "regel": item.regel,
                "kraevet": item.kraevet,
                "faktisk": item.faktisk,
                "hjemmel": item.hjemmel,
                "tekst": item.tekst,
            }
            for item in resultat.overtraedelser
        ],
        "andele": {navn: str(andel) for navn, andel in resultat.andele.items()},
        "advarsler": list(resultat.advarsler),
        "trin": [trin.tekst for trin in resultat.trin],
        "kilder": [kilde_to_dict(kilde) for kilde in resultat.kilder],
    }
