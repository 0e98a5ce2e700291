"""A plan's money: who pays, the budget by theme and year, what the efforts cost, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from almen.planer.models import Finansieringsdel, Plan
from almen.ui.formater import kroner, pct


@dataclass(frozen=True)
class Planoekonomi:
    """Amounts in whole kroner. `budget` by (theme, year); either may be left out ("" and None). Sums are None where nothing stands."""

    finansiering: tuple[Finansieringsdel, ...]
    budget: Mapping[tuple[str, int | None], int]
    indsatser: int | None
    uden_beloeb: int

    @property
    def finansieret(self) -> int | None:
        """What all parties pay together."""
        return sum(item.beloeb for item in self.finansiering) if self.finansiering else None

    @property
    def budgetteret(self) -> int | None:
        """The budget's lines together."""
        return sum(self.budget.values()) if self.budget else None

    @property
    def i_alt(self) -> int | None:
        """What the plan costs: its budget, else its financing, else its efforts."""
        return next(
            (item for item in (self.budgetteret, self.finansieret, self.indsatser) if item is not None), None
        )

    @property
    def forskelle(self) -> tuple[str, ...]:
        """By how much the tables do not add up, in Danish; empty where they do."""
        pairs = (
            ("Finansieringen er", self.finansieret, self.budgetteret, "budgettet"),
            ("Indsatsernes beløb er tilsammen", self.indsatser, self.budgetteret, "budgettet"),
            ("Finansieringen er", self.finansieret, self.indsatser, "indsatsernes beløb tilsammen"),
        )
        # Where there is a budget, the others are held against it, not against one another.
        used = pairs[:2] if self.budgetteret is not None else pairs[2:]
        return tuple(
            f"{name} {kroner(abs(a - b))} {'mindre' if a < b else 'mere'} end {other}."
            for name, a, b, other in used
            if a is not None and b is not None and a != b
        )

    @property
    def aar(self) -> tuple[int | None, ...]:
        """The budget's years in order, an unknown year last."""
        years = {key[1] for key in self.budget}
        return (*sorted(item for item in years if item is not None), *((None,) if None in years else ()))

    @property
    def temaer(self) -> tuple[str, ...]:
        """The budget's themes in order, lines without one last."""
        themes = {key[0] for key in self.budget}
        return (*sorted(item for item in themes if item), *(("",) if "" in themes else ()))


def oekonomi_of(plan: Plan) -> Planoekonomi:
    """The plan's money: three queries."""
    budgets = list(plan.indsatser.filter(udgaaet__isnull=True).values_list("budget", flat=True))
    known = [item for item in budgets if item is not None]
    return Planoekonomi(
        finansiering=tuple(plan.finansiering.all()),
        budget={(line.tema, line.aar): line.beloeb for line in plan.budgetlinjer.all()},
        indsatser=sum(known) if known else None,
        uden_beloeb=len(budgets) - len(known),
    )


def budget_table(
    oekonomi: Planoekonomi, temanavne: Mapping[str, str]
) -> tuple[list[str], list[dict[str, Any]]]:
    """The budget's columns and rows for `<c-money-table>`: a row a theme, a column a year, both added up."""
    years = oekonomi.aar
    columns = [str(year) if year is not None else "Uden år" for year in years] + ["I alt"]
    rows: list[dict[str, Any]] = []
    for theme in oekonomi.temaer:
        cells = [oekonomi.budget.get((theme, year)) for year in years]
        title = temanavne.get(theme, theme) or ("Uden tema" if len(oekonomi.temaer) > 1 else "Budget")
        rows.append({"titel": title, "beloeb": [*cells, sum(item or 0 for item in cells)]})
    if len(rows) > 1:
        sums = [sum(oekonomi.budget.get((theme, year), 0) for theme in oekonomi.temaer) for year in years]
        rows.append({"titel": "I alt", "beloeb": [*sums, sum(sums)], "sum": True})
    return columns, rows


def finansiering_table(oekonomi: Planoekonomi) -> list[dict[str, Any]]:
    """The financing's rows for `<c-money-table>`: each party's amount and its share of the sum, with two decimals."""
    total = oekonomi.finansieret or 0
    rows: list[dict[str, Any]] = [
        {
            "titel": item.get_part_display(),
            "note": item.note,
            "beloeb": [item.beloeb, _share(item.beloeb, total)],
        }
        for item in oekonomi.finansiering
    ]
    if rows:
        rows.append({"titel": "I alt", "beloeb": [total, _share(total, total)], "sum": True})
    return rows


def _share(amount: int, total: int) -> str:
    if not total:
        return "–"
    return pct((Decimal(amount) * 100 / total).quantize(Decimal("0.01"), ROUND_HALF_UP), 2)
