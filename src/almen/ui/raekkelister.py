"""A list page of rows that are computed and no table: the same filters, search, sorting, pages and export as `ListView`.

For some thousands of rows: all are made, then filtered and sorted here. A column's `sorter` names attributes of the row;
unknown values come last, whichever way one sorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django_tables2.paginators import LazyPaginator

from almen.ui import eksport, formater
from almen.ui.kolonner import shown
from almen.ui.lists import ListView, SearchForm


class RowListView(ListView):
    """An app gives `get_rows`, `filter_rows` and `search_text`; the rest is as for lists of a table."""

    def get_rows(self) -> list[Any]:
        """The rows that this user may see, in the order that they stand without sorting."""
        raise NotImplementedError

    def filter_rows(self, rows: list[Any], valgt: dict[str, Any]) -> list[Any]:
        """The rows that fit the filters' values."""
        return rows

    def search_text(self, row: Any) -> str:
        """What the free-text field searches in."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        """What the filter set is made over; only its form is used."""
        model = self.filterset_class._meta.model if self.filterset_class else None
        if model is None:
            raise NotImplementedError
        found: QuerySet[Any] = model._default_manager.none()
        return found

    def filtered(self, request: HttpRequest) -> Any:
        """The rows after filters, search and sorting; none, and `fejl` filled, if one cannot be read."""
        self.filterset = (
            self.filterset_class(request.GET, self.get_queryset(), request=request)
            if self.filterset_class
            else None
        )
        valgt: dict[str, Any] = {}
        if self.filterset is not None:
            if self.filterset.form.is_valid():
                valgt = self.filterset.form.cleaned_data
            else:
                self.fejl += [
                    f"{self._label(n)}: {e}" for n, es in self.filterset.form.errors.items() for e in es
                ]
        search = SearchForm(request.GET)
        self.q = search.cleaned_data["q"] if search.is_valid() else ""
        self.fejl += [str(e) for es in search.errors.values() for e in es]
        if self.fejl:
            self.sort = ""
            return []
        self.valgt = valgt
        rows = self.filter_rows(self.get_rows(), valgt)
        for word in self.q.casefold().split()[:8]:
            rows = [row for row in rows if word in self.search_text(row).casefold()]
        return self.sorted(rows, request.GET.get("sort", ""))

    def sorted(self, queryset: Any, sort: str) -> Any:
        """Sorted as the URL says; what is unknown comes last. Unknown columns are ignored."""
        self.sort = ""
        kolonne = next((k for k in shown(self.get_kolonner()) if k.id == sort.removeprefix("-")), None)
        if kolonne is None or not kolonne.sort_fields:
            return queryset
        self.sort = sort
        return sort_rows(queryset, kolonne.sort_fields, falling=sort.startswith("-"))

    def page(self, request: HttpRequest, queryset: Any) -> Page[Any]:
        """One page; one that does not exist gives the first."""
        paginator = LazyPaginator(queryset, self.page_size)
        try:
            return paginator.page(request.GET.get("side") or 1)
        except InvalidPage:
            return paginator.page(1)

    def count_text(self, queryset: Any, page: Page[Any]) -> str:
        """ "73 afdelinger", "51–100 af 1.204 afdelinger"."""
        if not page.has_other_pages():
            return formater.antal(len(page.object_list), *self.navn)
        first = (page.number - 1) * self.page_size + 1
        last = first + len(page.object_list) - 1
        return (
            f"{formater.heltal(first)}–{formater.heltal(last)} af "
            f"{formater.heltal(len(queryset))} {self.navn[1]}"
        )

    def export(self, request: HttpRequest, queryset: Any, form: str) -> HttpResponseBase | None:
        """The filtered rows as XLSX or CSV; None with `fejl` filled when it cannot be done."""
        if form not in ("xlsx", "csv"):
            self.fejl.append("Lister kan hentes som xlsx eller csv.")
            return None
        navn = f"{self.eksport_navn or self.navn[1]}-{timezone.localdate():%Y-%m-%d}"
        if form == "csv":
            return eksport.csv_response(self.get_kolonner(), queryset, navn)
        filtre = "; ".join(f"{f['titel']}: {f['tekst']}" for f in self.active_filters(request)) or "Ingen"
        oplysninger = {
            "Liste": self.titel,
            "Hentet": formater.tidspunkt(timezone.now()),
            "Hentet af": str(getattr(request, "user", "")),
            "Filtre": filtre,
        }
        return eksport.xlsx_response(self.get_kolonner(), queryset, self.titel, navn, oplysninger)


def sort_rows(rows: Sequence[Any], fields: Sequence[str], *, falling: bool) -> list[Any]:
    """Rows by attributes, the first counting most; rows without a value come last both ways. Equal rows keep their order."""
    result = list(rows)
    for name in reversed(fields):
        known = [row for row in result if getattr(row, name) is not None]
        unknown = [row for row in result if getattr(row, name) is None]
        result = sorted(known, key=lambda row: _key(getattr(row, name)), reverse=falling) + unknown
    return result


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
