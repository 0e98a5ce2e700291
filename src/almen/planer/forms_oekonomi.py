"""A plan's money as it is typed: a row a party, and a table of themes and years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from almen.planer.forms import GrundForm
from almen.planer.models import Finansieringspart, Plan
from almen.planer.selectors.oekonomi import Planoekonomi
from almen.planer.services import Budgetbeloeb
from almen.ui.forms import KronerField, dress

MAX_YEARS = 12


class FinansieringForm(GrundForm):
    """An amount and a note for each party; a party without an amount pays nothing."""

    def __init__(self, *args: Any, oekonomi: Planoekonomi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {item.part: item for item in oekonomi.finansiering}
        rows: dict[str, forms.Field] = {}
        for part, name in Finansieringspart.choices:
            item = now.get(part)
            rows[part] = KronerField(
                label=f"{name} (kr.)", required=False, initial=item.beloeb if item else None
            )
            rows[f"{part}_note"] = forms.CharField(
                label=f"Note om {name.lower()}s beløb",
                required=False,
                max_length=200,
                initial=item.note if item else "",
            )
        # The reason, where it is asked for, stands last.
        self.fields = {**rows, **self.fields}
        dress(self)

    def dele(self) -> dict[str, tuple[int, str]]:
        """(kroner, note) by party, as the service takes it."""
        data = self.cleaned_data
        return {
            part: (data[part], data.get(f"{part}_note", ""))
            for part in Finansieringspart.values
            if data.get(part) is not None
        }


class BudgetForm(GrundForm):
    """An amount for each theme and year of the plan, and lines that name no year; empty cells are no lines."""

    def __init__(
        self, *args: Any, plan: Plan, oekonomi: Planoekonomi, temaer: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = {**temaer, **{key: temaer.get(key, key) for key in oekonomi.temaer}} or {"": "Planen"}
        self.aar = _years(plan, oekonomi)
        self.temaer = list(names.items())
        cells: dict[str, forms.Field] = {}
        for index, (tema, name) in enumerate(self.temaer):
            for year in self.aar:
                label = f"{name or 'Uden tema'}, {year or 'uden år'} (kr.)"
                cells[self._key(index, year)] = KronerField(
                    label=label, required=False, initial=oekonomi.budget.get((tema, year))
                )
        self.fields = {**cells, **self.fields}
        dress(self)

    @staticmethod
    def _key(index: int, year: int | None) -> str:
        return f"b{index}_{year or 'uden'}"

    @property
    def raekker(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The table's rows: a theme's name and its cells."""
        return [
            (name or "Uden tema", [self[self._key(index, year)] for year in self.aar])
            for index, (_, name) in enumerate(self.temaer)
        ]

    @property
    def grund_felt(self) -> forms.BoundField | None:
        """The reason's field where one is asked for."""
        return self["grund"] if "grund" in self.fields else None

    def linjer(self) -> list[Budgetbeloeb]:
        """The cells that hold an amount, as the service takes them."""
        return [
            Budgetbeloeb(tema, year, amount)
            for index, (tema, _) in enumerate(self.temaer)
            for year in self.aar
            if (amount := self.cleaned_data.get(self._key(index, year))) is not None
        ]


def _years(plan: Plan, oekonomi: Planoekonomi) -> list[int | None]:
    """The plan's years, those that the budget has beside them, and none."""
    first = plan.fra.year if plan.fra else None
    last = plan.til.year if plan.til else first
    period = range(first, min(last, first + MAX_YEARS - 1) + 1) if first and last else range(0)
    known = {year for year in oekonomi.aar if year is not None}
    return [*sorted(known | set(period)), None]
