"""Rows of area figures as texts (a CSV file), and the classes of each as JSON (issue D.8). A bad row spoils no other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.omraadeklasse import Omraadetal, check_omraadetal, day_of_list
from almen.regler.omraadesvar import Omraadeklasse, compute_omraadeklasse
from almen.regler.resultat import json_vaerdi, kilde_to_dict
from almen.regler.samling import Parametre
from almen.regler.schema import VaerdiFejl, read_dato

HELTAL = ("beboere", "aar_i_traek")
PROCENTER = (
    "ikkevestlige_pct",
    "uden_for_arbejdsmarked_pct",
    "doemte_pct",
    "grundskole_pct",
    "indkomst_pct",
    "landsgennemsnit_doemte_pct",
)
KOLONNER = ("aar", "omraade", "kommune", "beboere", *PROCENTER, "aar_i_traek")
PAAKRAEVEDE = ("aar", "omraade")

# Point or comma before the decimals; a count may have points between its thousands, or a nought or two of decimals.
_PROCENT = re.compile(r"[0-9]{1,4}([.,][0-9]{1,8})?")
_ANTAL = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+)(?:[.,]0{1,2})?")
_DANSK_DATO = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


def check_overskrift(overskrift: Sequence[str]) -> list[str]:
    """Faults of a file's first line, in Danish: columns that are unknown, doubled or missing."""
    fejl = [f"{navn}: kolonnen mangler" for navn in PAAKRAEVEDE if navn not in overskrift]
    for navn in dict.fromkeys(overskrift):
        if navn not in KOLONNER:
            fejl.append(
                f"{navn[:60] or '(uden navn)'}: kolonnen kendes ikke; tilladt er {', '.join(KOLONNER)}"
            )
        elif overskrift.count(navn) > 1:
            fejl.append(f"{navn}: kolonnen står flere gange")
    return fejl


def parse_omraadetal(raa: Mapping[str, str], parametre: Parametre) -> Omraadetal:
    """One row's figures; an empty cell is a missing figure. Raises UgyldigtInput with every fault of the row."""
    fejl: list[Fejl] = []
    heltal: dict[str, int | None] = dict.fromkeys(HELTAL)
    procenter: dict[str, Decimal | None] = dict.fromkeys(PROCENTER)
    for navn in HELTAL:
        if tekst := raa.get(navn, ""):
            if antal := _ANTAL.fullmatch(tekst):
                heltal[navn] = int(antal[1].replace(".", ""))
            else:
                fejl.append(
                    Fejl(navn, f"er »{tekst[:40]}«; tilladt er hele tal, eller tomt for et ukendt tal")
                )
    for navn in PROCENTER:
        if tekst := raa.get(navn, ""):
            if _PROCENT.fullmatch(tekst):
                procenter[navn] = Decimal(tekst.replace(",", "."))
            else:
                fejl.append(
                    Fejl(navn, f"er »{tekst[:40]}«; tilladt er et tal som 54,1, eller tomt for et ukendt tal")
                )
    if not raa.get("omraade"):
        fejl.append(Fejl("omraade", "skal udfyldes"))
    try:
        aar = raa.get("aar", "")
        if re.fullmatch("[0-9]{4}", aar):
            liste = day_of_list(int(aar), parametre)
        else:
            liste = read_dato(_DANSK_DATO.sub(r"\3-\2-\1", aar))
    except UgyldigtInput as grund:
        raise UgyldigtInput([*grund.fejl, *fejl]) from None
    except VaerdiFejl:
        fejl.insert(
            0, Fejl("aar", f"er »{aar[:40]}«; tilladt er et årstal som 2024 eller en dato som 2014-02-01")
        )
        raise UgyldigtInput(fejl) from None
    tal = Omraadetal(liste=liste, **heltal, **procenter)  # type: ignore[arg-type]
    fejl += check_omraadetal(tal, parametre)
    if fejl:
        raise UgyldigtInput(fejl)
    return tal


def head_of_answer(raa: Mapping[str, str]) -> dict[str, object]:
    """What every row's answer begins with: which year or date and which area it is about."""
    aar = raa.get("aar", "")
    return {
        "aar": int(aar) if re.fullmatch("[0-9]{4}", aar) else aar,
        "omraade": raa.get("omraade", ""),
        "kommune": raa.get("kommune", ""),
    }


def answer_omraade(raa: Mapping[str, str], parametre: Parametre) -> dict[str, object]:
    """The answer for one row, or what is wrong with it under `fejl`, field by field."""
    hoved = head_of_answer(raa)
    try:
        tal = parse_omraadetal(raa, parametre)
        return {
            **hoved,
            "dato": tal.liste.isoformat(),
            **omraadeklasse_to_dict(compute_omraadeklasse(tal, parametre)),
        }
    except UgyldigtInput as grund:
        return {**hoved, "fejl": str(grund)}


def omraadeklasse_to_dict(svar: Omraadeklasse) -> dict[str, object]:
    """The JSON answer: percentages as decimal strings as printed, counts as integers, `opfyldt` null if undecided."""
    return {
        "klasser": list(svar.klasser),
        "uafgjorte": list(svar.uafgjorte),
        "kriterier": [
            {
                "klasse": k.klasse,
                "navn": k.navn,
                "vaerdi": json_vaerdi(k.vaerdi),
                "graense": json_vaerdi(k.graense),
                "sammenligning": k.sammenligning.value,
                "opfyldt": k.opfyldt,
                "afvigelse": json_vaerdi(k.afvigelse),
                "middel_aar": k.middel_aar,
                "parameter": k.parameter,
                "forklaring": k.forklaring,
            }
            for k in svar.kriterier
        ],
        "trin": list(svar.trin),
        "advarsler": list(svar.advarsler),
        "kilder": [kilde_to_dict(kilde) for kilde in svar.kilder],
    }
