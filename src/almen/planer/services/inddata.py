"""Checks of what is typed about plans, shared by the services; each fault names its field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from almen.regler.fejl import Fejl, UgyldigtInput


def check_text(felt: str, value: str, hoejst: int, *, mindst: int = 1) -> list[Fejl]:
    """A fault if the text, without blanks around it, is too short or too long."""
    length = len(value.strip())
    if mindst <= length <= hoejst:
        return []
    return [
        Fejl(
            felt, f"skal være på {mindst} til {hoejst} tegn" if mindst else f"må højst være på {hoejst} tegn"
        )
    ]


def check_periode(fra: dt.date | None, til: dt.date | None) -> list[Fejl]:
    """A fault if the period ends before it begins; either end may be unknown."""
    if fra is not None and til is not None and til < fra:
        return [Fejl("til", "skal ligge efter den første dag")]
    return []


def check_beloeb(felt: str, value: int | None) -> list[Fejl]:
    """A fault if an amount in whole kroner is negative."""
    return [Fejl(felt, "må ikke være negativt")] if value is not None and value < 0 else []


def check_valg(felt: str, value: str, muligheder: Collection[str]) -> list[Fejl]:
    """A fault if the value is none of the possible ones."""
    if value in muligheder:
        return []
    return [Fejl(felt, f"“{value}” findes ikke. Vælg en af: {', '.join(muligheder)}")]


def refuse(fejl: Iterable[Fejl]) -> None:
    """Raises UgyldigtInput if there are any faults."""
    found = list(fejl)
    if found:
        raise UgyldigtInput(found)
