"""The committee's caseload as other programs read it (`./almen statistik udvalgsandel`). Decimals are text, as in every such answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from almen.udvalg.selectors.andel import (
    Andelsbaand,
    Andelslinje,
    held_moeder,
    share_band,
    share_lines,
    total_line,
    watched_organer,
)

NOT_COUNTED = "sagerne om andet er ikke talt"


class IngenAndel(LookupError):
    """The body or the year has no share; the text says what there is."""


def udvalgsandel_to_dict(organ: str, aar: int) -> dict[str, Any]:
    """The year's share, its quarters and meetings; `organ` "" means the first that is watched. Raises IngenAndel."""
    watched = {item.id: item for item in watched_organer()}
    found = watched.get(organ) if organ else next(iter(watched.values()), None)
    if found is None:
        raise IngenAndel(f"organ: »{organ}« følges ikke; tilladt er {', '.join(watched) or 'ingen'}.")
    every = held_moeder(found.id)
    moeder = [item for item in every if item.tal.dato.year == aar]
    if not moeder:
        years = [item.tal.dato.year for item in every]
        there = f"Der er holdt møder fra {years[0]} til {years[-1]}." if years else "Der er ingen møder."
        raise IngenAndel(f"aar: {found.navn} har ingen holdte møder i {aar}. {there}")
    band = share_band(dt.date(aar, 12, 31))
    lines = share_lines(moeder, "moede", band.baand)
    quarters = share_lines(moeder, "kvartal", band.baand)
    total = total_line(moeder, str(aar), band.baand)
    return {
        "aar": aar,
        "organ": found.id,
        "organ_navn": found.navn,
        "baand": _band(band),
        "aar_samlet": _figures(total) if total else None,
        "kvartaler": [{"navn": item.navn, **_figures(item)} for item in quarters],
        "moeder": [{"dato": _day(item), **_figures(item)} for item in lines if not item.andel.udeladt],
        "udeladt": [{"dato": _day(item), "grund": NOT_COUNTED} for item in lines if item.andel.udeladt],
    }


def _band(band: Andelsbaand) -> dict[str, str] | None:
    if band.baand is None or band.praksis is None:
        return None
    return {
        "fra": str(band.baand.fra),
        "til": str(band.baand.til),
        "kilde": band.praksis.kilde,
        "sikkerhed": band.praksis.sikkerhed,
        "note": band.praksis.note,
    }


def _day(line: Andelslinje) -> str:
    return line.periode.fra.isoformat()


def _figures(line: Andelslinje) -> dict[str, Any]:
    andel = line.andel
    return {
        "almene": andel.almene,
        "i_alt": andel.i_alt,
        "andel_pct": None if andel.pct is None else str(andel.pct),
        "i_baandet": None if line.plads is None else line.plads == "inden_for",
        "plads": line.plads_navn,
        "moeder_talt": andel.moeder,
        "moeder_udeladt": andel.udeladt,
    }
