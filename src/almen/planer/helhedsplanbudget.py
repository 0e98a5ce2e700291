"""Does the budget of a boligsocial helhedsplan add up: pure functions on lines by theme and year, in whole kroner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from almen.regler.dansk import format_kroner, join_med

FAELLES = ""  # what is common to the themes, e.g. the leadership of the plan
FAELLES_NAVN = "Fælles for temaerne"
AAR_HOEJST = 6  # as many years as the routes have steps of supervision

Linjer = Mapping[tuple[str, int | None], int]


@dataclass(frozen=True)
class Budgetfejl:
    """Something that does not add up: which rule, and in Danish what is demanded and what is there."""

    regel: str
    tekst: str
    kraevet: str = ""
    faktisk: str = ""


def years_of(fra: dt.date | None, til: dt.date | None) -> tuple[int, ...]:
    """The calendar years that the term touches; none while either end is unknown."""
    return tuple(range(fra.year, til.year + 1)) if fra and til else ()


def find_budgetfejl(
    budget: int, linjer: Linjer, aar: Collection[int], temaer: Mapping[str, str]
) -> tuple[Budgetfejl, ...]:
    """What keeps the lines from being the budget: their sum to the krone, years outside the term, themes not in force.

    `temaer` are those of the regulation on the day, id → name; a line common to the themes has "" as its theme.
    """
    found = []
    total = sum(linjer.values())
    if total != budget:
        way = "mangler" if total < budget else "er for meget"
        found.append(
            Budgetfejl(
                "sum",
                f"Budgetlinjerne giver {format_kroner(total)} af {format_kroner(budget)}; {format_kroner(abs(budget - total))} {way}.",
                str(budget),
                str(total),
            )
        )
    years = {year for (_, year), amount in linjer.items() if amount}
    if None in years:
        found.append(Budgetfejl("aar", "Nogle budgetlinjer har intet år."))
    outside = sorted(year for year in years if year is not None and year not in aar)
    if outside:
        term = f"{min(aar)}-{max(aar)}" if aar else "ukendt periode"
        found.append(
            Budgetfejl(
                "aar",
                f"Budgettet har beløb i {join_med([str(item) for item in outside])}, som ligger uden for planens periode ({term}).",
                term,
                ", ".join(map(str, outside)),
            )
        )
    strange = sorted(
        {theme for (theme, _), amount in linjer.items() if amount and theme and theme not in temaer}
    )
    if strange:
        allowed = "; ".join(temaer.values()) or "ingen kendte"
        found.append(
            Budgetfejl(
                "tema",
                f"Budgettet har temaer, som regulativet ikke har: {join_med([f'“{item}”' for item in strange])}. "
                f"Regulativets temaer er: {allowed}.",
                allowed,
                ", ".join(strange),
            )
        )
    return tuple(found)
