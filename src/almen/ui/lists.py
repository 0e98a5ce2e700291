"""The one list page: filter, search, sort, pages, export. An app gives columns, filters and a queryset.

    class SagListe(ListView):
        titel = "Sager"
        navn = ("sag", "sager")
        kolonner = SAG_KOLONNER
        filterset_class = SagFilter
        search_fields = ("nummer", "titel")
        standard_sortering = ("-aendret",)

        def get_queryset(self):
            return selectors.visible_sager(self.request.user)

`get_queryset` must give only what this user may see: list, search, count and export all come from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django import forms
from django.core.paginator import InvalidPage, Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views import View
from django_tables2.paginators import LazyPaginator

from almen.ui import eksport, formater
from almen.ui.filtre import AlmenFilterSet
from almen.ui.kolonner import Kolonne, shown
from almen.ui.tables import AlmenTable, make_table

OWN_PARAMETERS = ("q", "sort", "side", "eksport")


class SearchForm(forms.Form):
    """The free-text field: long or broken text gives an error, not a slow query."""

    q = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": "Søgeteksten er for lang: højst 200 tegn."},
    )


class ListView(View):
    """A list page. See the module's docstring; the attributes below are what an app sets."""

    titel = ""
    navn: tuple[str, str] = ("række", "rækker")
    beskrivelse = ""
    kolonner: Sequence[Kolonne] = ()
    filterset_class: type[AlmenFilterSet] | None = None
    search_fields: tuple[str, ...] = ()
    search_label = "Søg"
    standard_sortering: tuple[str, ...] = ("pk",)
    page_size = 50
    count_cap = 1000
    max_eksport = 200_000
    eksport_navn = ""
    template_name = "ui/liste.html"
    result_template = "ui/liste_resultat.html"
    ramme = "ui/base.html"
    hent_template = "ui/liste_hent.html"
    views_template = ""
    base_table: type[AlmenTable] = AlmenTable
    tom_titel = ""
    tom_tekst = ""
    tom_handling: tuple[str, str] | None = None
    handlinger: Sequence[tuple[str, str]] = ()
    broedkrumme: Sequence[tuple[str, str]] = ()

    # -- what an app overrides ---------------------------------------------------------------------------

    def get_queryset(self) -> QuerySet[Any]:
        """The rows that this user may see."""
        raise NotImplementedError

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """Rows where every word occurs in one of the search fields."""
        ord_ = tekst.split()[:8]
        hver = (reduce(or_, (Q(**{f"{f}__icontains": o}) for f in self.search_fields)) for o in ord_)
        return queryset.filter(reduce(and_, hver, Q()))

    def get_kolonner(self) -> Sequence[Kolonne]:
        """The columns; override where they hang on the user."""
        return self.kolonner

    def extra_context(self) -> dict[str, Any]:
        """More context for a template that extends `ui/liste.html`."""
        return {}

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        """What `result_template` shows of the filtered rows beside the page of them."""
        return {}

    # -- the page ----------------------------------------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, the result alone for htmx, or the export."""
        self.fejl: list[str] = []
        queryset = self.filtered(request)
        wanted = request.GET.get("eksport", "")
        if wanted and not self.fejl and (response := self.export(request, queryset, wanted)) is not None:
            return response
        context = self.context(request, queryset)
        partial = bool(getattr(request, "htmx", False)) and request.htmx.target == "liste-resultat"  # type: ignore[attr-defined]
        template = self.result_template if partial else self.template_name
        response = render(request, template, context, status=400 if wanted else 200)
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response

    @classmethod
    def read(cls, request: HttpRequest) -> tuple[Self, Any]:
        """The list as it reads this request's filters, and the rows: for a drawing of it, or an act on what the filters find."""
        view = cls()
        view.setup(request)
        view.fejl = []
        return view, view.filtered(request)

    def filtered(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows after filters, search and sorting; none, and `fejl` filled, if one cannot be read."""
        queryset = self.get_queryset()
        self.filterset = (
            self.filterset_class(request.GET, queryset, request=request) if self.filterset_class else None
        )
        if self.filterset is not None:
            if self.filterset.form.is_valid():
                queryset = self.filterset.filter_queryset(queryset)
            else:
                self.fejl += [
                    f"{self._label(n)}: {e}" for n, es in self.filterset.form.errors.items() for e in es
                ]
        search = SearchForm(request.GET)
        self.q = search.cleaned_data["q"] if search.is_valid() else ""
        self.fejl += [str(e) for es in search.errors.values() for e in es]
        if self.q and self.search_fields:
            queryset = self.search(queryset, self.q)
        queryset = self.sorted(queryset, request.GET.get("sort", ""))
        return queryset.none() if self.fejl else queryset

    def _label(self, name: str) -> str:
        field = self.filterset.form.fields.get(name) if self.filterset else None
        return str(field.label) if field is not None and field.label else name

    def sorted(self, queryset: QuerySet[Any], sort: str) -> QuerySet[Any]:
        """Sorted as the URL says, the key last: pages must not overlap. Unknown columns are ignored."""
        self.sort = ""
        fields: tuple[str, ...] = self.standard_sortering
        kolonne = next((k for k in shown(self.get_kolonner()) if k.id == sort.removeprefix("-")), None)
        if kolonne is not None and kolonne.sort_fields:
            self.sort = sort
            fields = (
                tuple(_flip(f) for f in kolonne.sort_fields) if sort.startswith("-") else kolonne.sort_fields
            )
        if {"pk", "-pk", "id", "-id"}.isdisjoint(fields):
            fields = (*fields, "-pk" if fields[0].startswith("-") else "pk")
        return queryset.order_by(*fields)

    def page(self, request: HttpRequest, queryset: QuerySet[Any]) -> Page[Any]:
        """One page, found without counting all rows. A page that does not exist gives the first one."""
        paginator = LazyPaginator(queryset, self.page_size)
        try:
            return paginator.page(request.GET.get("side") or 1)
        except InvalidPage:
            return paginator.page(1)

    def count_text(self, queryset: QuerySet[Any], page: Page[Any]) -> str:
        """ "73 sager", "51–100 af over 1.000 sager": counting stops at `count_cap`."""
        rows = len(page.object_list)
        if not page.has_other_pages():
            return formater.antal(rows, *self.navn)
        i_alt = queryset.order_by().values("pk")[: self.count_cap + 1].count()
        tekst = (
            f"over {formater.heltal(self.count_cap)}" if i_alt > self.count_cap else formater.heltal(i_alt)
        )
        first = (page.number - 1) * self.page_size + 1
        return f"{formater.heltal(first)}–{formater.heltal(first + rows - 1)} af {tekst} {self.navn[1]}"

    def active_filters(self, request: HttpRequest) -> list[dict[str, str]]:
        """The filters in use, each with the address of the list without it."""
        result = []
        shown_values = {"q": self.q} if self.q else {}
        form = self.filterset.form if self.filterset is not None else None
        if form is not None and form.is_valid():
            shown_values |= {n: _value_text(form.fields[n], v) for n, v in form.cleaned_data.items()}
        for name, text in shown_values.items():
            if text:
                query = request.GET.copy()
                for key in [k for k in query if k in (name, "side") or k.startswith(f"{name}_")]:
                    del query[key]
                titel = "Søgning" if name == "q" else self._label(name)
                result.append({"titel": titel, "tekst": text, "url": f"?{query.urlencode()}"})
        return result

    def context(self, request: HttpRequest, queryset: QuerySet[Any]) -> dict[str, Any]:
        """Everything that `ui/liste.html` shows."""
        page = self.page(request, queryset)
        table = make_table(self.get_kolonner(), self.titel, self.base_table)(
            page.object_list, request=request
        )
        table.sort_now = self.sort
        return {
            "liste": self,
            "titel": self.titel,
            "table": table,
            "page": page,
            "antal": "" if self.fejl else self.count_text(queryset, page),
            "filterform": self.filterset.form if self.filterset is not None else None,
            "aktive_filtre": self.active_filters(request),
            "fejl": self.fejl,
            "har_filtre": any(v for k, v in request.GET.items() if k not in ("sort", "side")),
            **self.extra_context(),
            **self.result_context(queryset),
        }

    # -- export ------------------------------------------------------------------------------------------

    def export(self, request: HttpRequest, queryset: QuerySet[Any], form: str) -> HttpResponseBase | None:
        """The filtered rows as XLSX or CSV; None with `fejl` filled when it cannot be done."""
        if form not in ("xlsx", "csv"):
            self.fejl.append("Lister kan hentes som xlsx eller csv.")
            return None
        if queryset.order_by().values("pk")[: self.max_eksport + 1].count() > self.max_eksport:
            graense = formater.heltal(self.max_eksport)
            self.fejl.append(f"Udtrækket er for stort: højst {graense} {self.navn[1]}. Brug filtrene.")
            return None
        rows = queryset.iterator(chunk_size=2000)
        dato = f"{timezone.localdate():%Y-%m-%d}"
        navn = f"{self.eksport_navn or self.navn[1]}-{dato}"
        if form == "csv":
            return eksport.csv_response(self.get_kolonner(), rows, navn)
        filtre = "; ".join(f"{f['titel']}: {f['tekst']}" for f in self.active_filters(request)) or "Ingen"
        oplysninger = {
            "Liste": self.titel,
            "Hentet": formater.tidspunkt(timezone.now()),
            "Hentet af": str(getattr(request, "user", "")),
            "Filtre": filtre,
        }
        return eksport.xlsx_response(self.get_kolonner(), rows, self.titel, navn, oplysninger)


def _flip(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _value_text(field: forms.Field, value: Any) -> str:
    """A filter's value as people read it."""
    if value in (None, "", [], ()) or (isinstance(value, QuerySet) and not value):
        return ""
    if isinstance(value, slice):
        return " – ".join(str(v) for v in (value.start, value.stop) if v is not None)
    if isinstance(value, list | tuple | set | QuerySet):
        return ", ".join(_value_text(field, v) for v in value)
    for key, label in getattr(field, "choices", None) or ():
        if str(key) == str(getattr(value, "pk", value)):
            return str(label)
    return formater.dato(value) if hasattr(value, "year") else str(value)
