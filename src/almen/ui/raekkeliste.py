"""The one list page over rows that are computed, not stored: filtered, searched and sorted in memory, with the same page and export.

class Konfliktliste(Raekkeliste):
    filterform_class = KonfliktFilterForm

    def get_rows(self, valg):
        return [...]

    def search_text(self, row):
        return f"{row.afdeling} {row.tekst}"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, overload

from django import forms
from django.http import HttpRequest

from almen.ui.kolonner import Kolonne, shown
from almen.ui.lists import ListView, SearchForm


class Raekker(Sequence[Any]):
    """Computed rows with what the list page asks of a queryset."""

    def __init__(self, rows: Sequence[Any] = ()) -> None:
        self._rows = list(rows)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Raekker: ...
    def __getitem__(self, index: int | slice) -> Any:
        return Raekker(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def count(self, value: Any = None) -> int:
        """How many rows there are."""
        return len(self._rows)

    def order_by(self, *fields: str) -> Raekker:
        """The rows as they stand: counting asks for no order."""
        return self

    def values(self, *fields: str) -> Raekker:
        """The rows as they stand: counting asks for keys only."""
        return self

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        """The rows one by one, for exports."""
        return iter(self._rows)

    def none(self) -> Raekker:
        """No rows."""
        return Raekker()


class Raekkeliste(ListView):
    """A list page of computed rows. `filterform_class`: a form whose fields need not be filled in; else `filterset_class`.

    `valgt` are the filters' values; unknown values are sorted last, whichever way one sorts.
    """

    filterform_class: type[forms.Form] | None = None
    # Only that there is a search field is asked; what is searched is `search_text`.
    search_fields = ("tekst",)

    def get_rows(self, valg: Mapping[str, Any]) -> Sequence[Any]:
        """The rows that this user may see and that fit the filters (`valg` by field name), in the standard order."""
        raise NotImplementedError

    def search_text(self, row: Any) -> str:
        """What the free-text search looks in."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest) -> Any:
        """The filters as a form: of its own, or that of a filter set over no rows."""
        if self.filterform_class is not None:
            return self.filterform_class(request.GET)
        if self.filterset_class is None:
            return None
        self.filterset = self.filterset_class(
            request.GET, self.filterset_class._meta.model._default_manager.none(), request=request
        )
        return self.filterset.form

    def filtered(self, request: HttpRequest) -> Any:
        """The rows after filters, search and sorting; none, and `fejl` filled, if one cannot be read."""
        self.filterset: Any = None
        self.valgt: dict[str, Any] = {}
        form = self.get_form(request)
        if form is not None:
            self.filterset = self.filterset or SimpleNamespace(form=form)
            if form.is_valid():
                self.valgt = form.cleaned_data
            else:
                self.fejl += [f"{self._label(n)}: {e}" for n, es in form.errors.items() for e in es]
        search = SearchForm(request.GET)
        self.q = search.cleaned_data["q"] if search.is_valid() else ""
        self.fejl += [str(e) for es in search.errors.values() for e in es]
        self.sort = ""
        if self.fejl:
            return Raekker()
        rows = list(self.get_rows(self.valgt))
        if words := self.q.casefold().split()[:8]:
            texts = [(row, self.search_text(row).casefold()) for row in rows]
            rows = [row for row, text in texts if all(word in text for word in words)]
        return Raekker(self._in_order(rows, request.GET.get("sort", "")))

    def _in_order(self, rows: list[Any], sort: str) -> list[Any]:
        wanted = sort.removeprefix("-")
        kolonne = next((k for k in shown(self.get_kolonner()) if k.id == wanted and k.sort_fields), None)
        if kolonne is None:
            return rows
        self.sort = sort
        known = [row for row in rows if kolonne.value(row) is not None]
        unknown = [row for row in rows if kolonne.value(row) is None]
        return [*sorted(known, key=lambda row: _key(kolonne, row), reverse=sort.startswith("-")), *unknown]


def _key(kolonne: Kolonne, row: Any) -> Any:
    value = kolonne.value(row)
    return value.casefold() if isinstance(value, str) else value
