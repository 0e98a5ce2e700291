"""A base's figures and demands as people read them: name, value, unit and note from the profile's definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from almen.organisationer.selectors import current_profil
from almen.sagsgang.grundlagsparameter import TAL, Grundlagsparameter
from almen.ui.formater import dato, decimal


@dataclass(frozen=True)
class Vaerdilinje:
    """One figure or demand of a version; `vaerdi` is empty where the version does not settle it."""

    id: str
    navn: str
    vaerdi: str
    enhed: str
    note: str


def parametre_of(grundlag_id: str) -> tuple[Grundlagsparameter, ...]:
    """The figures and demands that versions of the base settle; none for a base that the profile does not have."""
    base = current_profil().grundlag_of(grundlag_id)
    return base.parametre if base else ()


def show_vaerdi(parameter: Grundlagsparameter | None, tekst: str) -> str:
    """A kept value in Danish without its unit; as it is where it cannot be read (the definition has changed)."""
    if not tekst or parameter is None:
        return tekst
    try:
        if parameter.art in TAL:
            return decimal(Decimal(tekst))
        if parameter.art == "dato":
            return dato(dt.date.fromisoformat(tekst))
    except (InvalidOperation, ValueError):
        return tekst
    return tekst.capitalize() if parameter.art == "ja_nej" else tekst


def value_lines(grundlag_id: str, parametre: Mapping[str, str]) -> list[Vaerdilinje]:
    """Every parameter that the base has now, in its order, then those of the version that it no longer has."""
    known = {item.id: item for item in parametre_of(grundlag_id)}
    lines = [
        Vaerdilinje(key, item.navn, show_vaerdi(item, parametre.get(key, "")), item.enhed, item.note)
        for key, item in known.items()
    ]
    return lines + [
        Vaerdilinje(key, key, value, "", "Findes ikke længere blandt grundlagets parametre.")
        for key, value in parametre.items()
        if key not in known
    ]
