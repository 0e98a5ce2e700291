"""The one list component's table: made from columns, rendered by `ui/tabel.html`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2
from django.utils.functional import cached_property

from almen.ui.kolonner import Kolonne, shown


class AlmenColumn(django_tables2.Column):
    """A column that formats as its `Kolonne` says."""

    empty_values = ()

    def __init__(self, kolonne: Kolonne) -> None:
        self.kolonne = kolonne
        super().__init__(
            verbose_name=kolonne.overskrift,
            accessor=django_tables2.A("pk"),
            orderable=bool(kolonne.sort_fields),
            order_by=kolonne.sort_fields or None,
        )

    def render(self, record: Any) -> str:
        return self.kolonne.html(record)


class AlmenTable(django_tables2.Table):
    """Base of all tables. A row's first column is its heading."""

    caption = ""
    sort_now = ""
    """The URL's `sort`: a column's id, with a minus for descending."""

    class Meta:
        template_name = "ui/tabel.html"
        order_by_field = "sort"
        page_field = "side"
        per_page = 50

    @cached_property
    def kolonner(self) -> list[Kolonne]:
        return [column.column.kolonne for column in self.columns]

    def headings(self) -> list[dict[str, Any]]:
        """The heads: text, how each is sorted now, and the value of `sort` that a click gives."""
        result = []
        for column in self.columns:
            aria = {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort_now, "")
            result.append(
                {
                    "kolonne": column.column.kolonne,
                    "orderable": column.orderable,
                    "aria": aria,
                    "next": f"-{column.name}" if aria == "ascending" else column.name,
                }
            )
        return result

    def body(self) -> list[list[tuple[Kolonne, str]]]:
        """Cells of this page, straight from the columns: the library's bound cells cost much more."""
        kolonner = self.kolonner
        return [[(k, k.html(row.record)) for k in kolonner] for row in self.rows]


def make_table(
    kolonner: Sequence[Kolonne], caption: str = "", base: type[AlmenTable] = AlmenTable
) -> type[AlmenTable]:
    """A table class with these columns (those that are not `skjult`)."""
    columns: dict[str, Any] = {k.id: AlmenColumn(k) for k in shown(kolonner)}
    return type("KolonneTable", (base,), {**columns, "caption": caption})
