"""A helhedsplan's figures as tables show them: the budget's matrix, who pays against what is demanded, the accounts against the budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from almen.organisationer.selectors import current_profil
from almen.planer.gulve import gulve_on
from almen.planer.helhedsplanbudget import FAELLES, FAELLES_NAVN, Linjer
from almen.planer.helhedsplansvar import Krav, krav_on
from almen.planer.models import Finansieringsdel, Finansieringspart, Helhedsplan, Plan, Regnskabslinje
from almen.planer.selectors.helhedsplan import PARTER, Helhedsplandata, temaer_on
from almen.planer.selectors.oekonomi import Planoekonomi
from almen.regler.boligsociale_temaer import theme_name
from almen.regler.medfinansiering import share_of


@dataclass(frozen=True)
class Partsraekke:
    """A party of the financing: what it pays (whole kroner), its share, and what is demanded of it."""

    part: str
    navn: str
    beloeb: int | None
    andel: Decimal | None
    krav: Krav | None

    @property
    def forskel(self) -> int | None:
        """By how many kroner the demand is broken; 0 where it is kept, None where it cannot be told."""
        if self.krav is None or self.beloeb is None:
            return None
        over = self.beloeb - self.krav.beloeb
        return max(0, over if self.krav.ord == "højst" else -over)


def financing_rows(data: Helhedsplandata, dato: dt.date) -> list[Partsraekke]:
    """The three parties as of `dato`."""
    budget = data.egne.budget
    demanded = krav_on(budget, gulve_on(current_profil(), dato), dato, data.parametre) if budget else {}
    return [
        Partsraekke(
            part.value,
            part.label,
            paid := data.dele[part.value],
            share_of(paid, budget) if budget and paid is not None else None,
            demanded.get(part.value),
        )
        for part in (PARTER[0], PARTER[2], PARTER[1])
    ]


def tema_rows(data: Helhedsplandata, dato: dt.date) -> dict[str, str]:
    """The themes that the budget's matrix has: those in force, those that are used though they are not, and what is common."""
    used = {tema: theme_name(tema) for tema in data.oekonomi.temaer if tema}
    return {**temaer_on(dato), **used, FAELLES: FAELLES_NAVN}


def aar_columns(data: Helhedsplandata) -> list[int]:
    """The matrix's years: the term's, and those that are used though they lie outside it."""
    return sorted({*data.aar, *(year for year in data.oekonomi.aar if year is not None)})


def budget_matrix(data: Helhedsplandata, dato: dt.date) -> dict[str, Any] | None:
    """Columns and rows for `<c-money-table>`: themes down, years across, both added up. None while there are no lines."""
    lines = data.oekonomi.budget
    if not lines:
        return None
    years = aar_columns(data)
    themes = [
        item for item in tema_rows(data, dato).items() if any((item[0], year) in lines for year in years)
    ]
    rows: list[dict[str, Any]] = [
        {"titel": name, "beloeb": [*(cells := [lines.get((tema, year), 0) for year in years]), sum(cells)]}
        for tema, name in themes
    ]
    sums = [sum(lines.get((tema, year), 0) for tema, _ in themes) for year in years]
    rows.append({"titel": "I alt", "beloeb": [*sums, sum(sums)], "sum": True})
    return {
        "columns": [*map(str, years), "I alt"],
        "rows": rows,
        "rest": (rest := rest_of(data)),
        "over": -(rest or 0),
    }


def rest_of(data: Helhedsplandata) -> int | None:
    """What the lines lack of the budget, negative where they are more; None while the budget is not known."""
    if data.egne.budget is None:
        return None
    return data.egne.budget - sum(data.oekonomi.budget.values())


def with_figures(
    data: Helhedsplandata, budget: int | None, dele: Mapping[str, int | None], linjer: Linjer
) -> Helhedsplandata:
    """The plan with figures that nobody has saved, so that the checks can be asked of them."""
    paid = tuple(
        Finansieringsdel(plan=data.plan, part=Finansieringspart(part), beloeb=value)
        for part, value in dele.items()
        if value is not None
    )
    lines = {key: value for key, value in linjer.items() if value}
    money: Planoekonomi = replace(data.oekonomi, finansiering=paid, budget=lines)
    return Helhedsplandata(data.plan, Helhedsplan(plan=data.plan, budget=budget), money)


@dataclass(frozen=True)
class Regnskabsraekke:
    """Budget and spent of a theme or a year in whole kroner; `brugt` None: no accounts yet."""

    navn: str
    budget: int
    brugt: int | None
    revideret: bool = False
    aar: int | None = None

    @property
    def afvigelse(self) -> int | None:
        """Spent less budget: positive is more than budgeted."""
        return None if self.brugt is None else self.brugt - self.budget

    @property
    def afvigelse_pct(self) -> Decimal | None:
        """The deviation in percent of the budget, one decimal."""
        if self.afvigelse is None or not self.budget:
            return None
        return (Decimal(self.afvigelse) * 100 / self.budget).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Regnskab:
    """The accounts against the budget: by year with each year's themes, and by theme over the years that have accounts."""

    aar: tuple[Regnskabsraekke, ...]
    temaer_pr_aar: Mapping[int, tuple[Regnskabsraekke, ...]]
    temaer: tuple[Regnskabsraekke, ...]
    i_alt: Regnskabsraekke | None


def regnskab_of(data: Helhedsplandata, dato: dt.date) -> Regnskab:
    """One query. A year's budget counts in the sums once the year has accounts, so that what is compared is like with like."""
    rows = list(data.plan.regnskabslinjer.all())
    budget = data.oekonomi.budget
    years = sorted({*aar_columns(data), *(row.aar for row in rows)})
    names = {**tema_rows(data, dato), **{row.tema: theme_name(row.tema) for row in rows if row.tema}}
    told: dict[int, list[Regnskabslinje]] = {}
    for row in rows:
        told.setdefault(row.aar, []).append(row)
    by_year = tuple(
        Regnskabsraekke(
            str(year),
            sum(value for (_, its), value in budget.items() if its == year),
            sum(row.beloeb for row in told[year]) if year in told else None,
            all(row.revideret for row in told.get(year, ())) and year in told,
            year,
        )
        for year in years
    )
    themes = {year: _by_theme(budget, told[year], names, (year,)) for year in told}
    every = _by_theme(budget, rows, names, tuple(told))
    done = [row for row in by_year if row.brugt is not None]
    total = (
        Regnskabsraekke("I alt", sum(row.budget for row in done), sum(row.brugt or 0 for row in done))
        if done
        else None
    )
    return Regnskab(by_year, themes, every, total)


def _by_theme(
    budget: Mapping[tuple[str, int | None], int],
    rows: Sequence[Regnskabslinje],
    names: Mapping[str, str],
    years: tuple[int, ...],
) -> tuple[Regnskabsraekke, ...]:
    found = []
    for tema, name in names.items():
        planned = sum(budget.get((tema, year), 0) for year in years)
        spent = sum(row.beloeb for row in rows if row.tema == tema)
        if planned or spent:
            found.append(Regnskabsraekke(name, planned, spent))
    return tuple(found)


def plan_years_until(plan: Plan, dato: dt.date) -> list[int]:
    """The years of the term that have begun, which accounts can be entered for."""
    if plan.fra is None or plan.til is None:
        return []
    return list(range(plan.fra.year, min(plan.til.year, dato.year) + 1))
