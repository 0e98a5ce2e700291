"""Guarantee and re-guarantee as JSON, as commands and API speak them (issue B.8). Every fault is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.garanti import (
    Regaranti,
    compute_garanti,
    compute_garanti_af_pct,
    compute_garanti_serviceareal,
    compute_regaranti,
)
from almen.regler.jsonform import Laeser
from almen.regler.resultat import kilde_to_dict
from almen.regler.samling import Parametre

FORMAAL = ("boliger", "serviceareal")


def answer_garanti(raa: object, parametre: Parametre | None = None) -> dict[str, Any]:
    """`beregn garanti`: `laan` with either `ejendomsvaerdi` or `pct` (a service area needs neither), and perhaps
    `regaranti_pct`. Amounts in whole kroner, percentages as decimal text. Raises UgyldigtInput.
    """
    fejl: list[Fejl] = []
    laeser = Laeser(raa, "", fejl)
    laeser.refuse_unknown("laan", "ejendomsvaerdi", "pct", "formaal", "laandato", "regaranti_pct")
    laan = laeser.heltal("laan", paakraevet=True) or 0
    vaerdi = laeser.heltal("ejendomsvaerdi", paakraevet=False)
    pct, regaranti_pct = _decimal(laeser, "pct"), _decimal(laeser, "regaranti_pct")
    laandato = _dato(laeser)
    formaal = laeser.raa.get("formaal", "boliger")
    if formaal not in FORMAAL:
        laeser.say("formaal", f"er {formaal!r}; tilladt er {', '.join(FORMAAL)}")
    if formaal == "serviceareal" and vaerdi is not None:
        laeser.say(
            "ejendomsvaerdi", "bruges ikke for serviceareal, hvor hele lånet garanteres; lad den være tom"
        )
    if vaerdi is not None and pct is not None:
        laeser.say("pct", "kan ikke gives sammen med ejendomsvaerdi; det ene følger af det andet")
    if (
        formaal == "boliger"
        and vaerdi is None
        and pct is None
        and "ejendomsvaerdi" not in {item.felt for item in fejl}
    ):
        laeser.say(
            "ejendomsvaerdi", "mangler; giv långivers værdiansættelse i hele kroner, eller pct af lånet"
        )
    if fejl:
        raise UgyldigtInput(fejl)
    if pct is not None:
        garanti = compute_garanti_af_pct(laan, pct)
    elif vaerdi is not None:
        garanti = compute_garanti(laan, vaerdi, laandato, parametre)
    else:
        garanti = compute_garanti_serviceareal(laan, laandato, parametre)
    svar: dict[str, Any] = {
        "beloeb": garanti.beloeb,
        "pct_af_laan": str(garanti.pct_af_laan),
        "laan": garanti.laan,
        "ejendomsvaerdi": garanti.ejendomsvaerdi,
        "regaranti": None,
        "advarsler": list(garanti.advarsler),
        "trin": [trin.tekst for trin in garanti.trin],
        "kilder": [kilde_to_dict(kilde) for kilde in garanti.kilder],
    }
    if regaranti_pct is not None and garanti.beloeb:
        svar["regaranti"] = regaranti_to_dict(compute_regaranti(garanti.beloeb, regaranti_pct))
    return svar


def answer_regaranti(raa: object, parametre: Parametre | None = None) -> dict[str, Any]:
    """`beregn regaranti`: `brutto` (kroner) and perhaps `pct`; without it the statutory share. Raises UgyldigtInput."""
    fejl: list[Fejl] = []
    laeser = Laeser(raa, "", fejl)
    laeser.refuse_unknown("brutto", "pct", "laandato")
    brutto = laeser.heltal("brutto", paakraevet=True) or 0
    pct, laandato = _decimal(laeser, "pct"), _dato(laeser)
    if fejl:
        raise UgyldigtInput(fejl)
    return regaranti_to_dict(compute_regaranti(brutto, pct, laandato, parametre))


def regaranti_to_dict(resultat: Regaranti) -> dict[str, Any]:
    """Gross, the fund's part and net in whole kroner."""
    return {
        "brutto": resultat.brutto,
        "regaranti": resultat.regaranti,
        "netto": resultat.netto,
        "pct": str(resultat.pct),
        "trin": [trin.tekst for trin in resultat.trin],
        "kilder": [kilde_to_dict(kilde) for kilde in resultat.kilder],
    }


def _decimal(laeser: Laeser, navn: str) -> Decimal | None:
    value = laeser.tal(navn)
    return None if value is None else Decimal(value)


def _dato(laeser: Laeser) -> date | None:
    return None if laeser.raa.get("laandato") is None else laeser.dato("laandato")
