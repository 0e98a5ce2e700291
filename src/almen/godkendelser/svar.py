"""Answers as they are typed, kept as JSON, and shown: one place for each kind of question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from almen.godkendelser.typedefinition import Felt, Godkendelsestype
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import SUM_HOEJST, is_heltal
from almen.ui import formater

HOEJST_ANTAL = 1_000_000
HOEJST_DECIMAL = Decimal(10_000_000)
HOEJST_TEGN = 5_000


def encode_svar(type_: Godkendelsestype, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as JSON keeps them; what was not answered is left out.

    Raises UgyldigtInput with every fault: unknown questions, missing answers, values of the wrong kind.
    """
    fejl = [
        Fejl(str(navn)[:60], f"kendes ikke; tilladt er {', '.join(felt.id for felt in type_.felter)}")
        for navn in given
        if navn not in {felt.id for felt in type_.felter}
    ]
    kept: dict[str, Any] = {}
    for felt in type_.felter:
        value = given.get(felt.id)
        if value is None or value == "":
            if felt.paakraevet:
                fejl.append(Fejl(felt.id, "skal udfyldes"))
            continue
        problem = _problem(felt, value)
        if problem:
            fejl.append(Fejl(felt.id, problem))
        else:
            kept[felt.id] = str(value) if isinstance(value, Decimal | dt.date) else value
    if fejl:
        raise UgyldigtInput(fejl)
    return kept


def _problem(felt: Felt, value: Any) -> str:
    """What is wrong with an answer, in Danish; empty if nothing is."""
    if felt.art in ("kroner", "antal"):
        hoejst = SUM_HOEJST if felt.art == "kroner" else HOEJST_ANTAL
        if not is_heltal(value) or not 0 <= value <= hoejst:
            return f"er {value!r}; tilladt er hele tal fra 0 til {formater.heltal(hoejst)}"
    elif felt.art in ("m2", "pct"):
        if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= HOEJST_DECIMAL:
            return f"er {value!r}; tilladt er tal fra 0 til {formater.heltal(int(HOEJST_DECIMAL))}"
    elif felt.art == "dato":
        if not isinstance(value, dt.date):
            return f"er {value!r}; tilladt er en dato"
    elif felt.art == "tekst":
        if not isinstance(value, str) or len(value) > HOEJST_TEGN:
            return f"er for lang; tilladt er højst {formater.heltal(HOEJST_TEGN)} tegn"
    elif value not in felt.muligheder:
        return f"er “{str(value)[:40]}”; tilladt er {', '.join(felt.muligheder)}"
    return ""


def decode_svar(felt: Felt, kept: Any) -> Any:
    """A kept answer as a form takes it: Decimal and date again."""
    if kept is None:
        return None
    if felt.art in ("m2", "pct"):
        return Decimal(kept)
    return dt.date.fromisoformat(kept) if felt.art == "dato" else kept


def show_svar(felt: Felt, kept: Any) -> str:
    """A kept answer as people read it; empty where there is none."""
    value = decode_svar(felt, kept)
    if value is None:
        return ""
    match felt.art:
        case "kroner":
            return formater.kroner(value)
        case "antal":
            return formater.heltal(value)
        case "m2":
            return formater.m2(value)
        case "pct":
            return formater.pct(value)
        case "dato":
            return formater.dato(value)
        case "tekst":
            return str(value)
    return felt.muligheder.get(value, str(value))
