"""A collection as a list, one thing of it, its file, its downloads and its data description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from almen.offentlig.beskrivelse import describe
from almen.offentlig.raekker import Rows, as_data, as_lines, capped_count, felter_of, search, sort_list
from almen.offentlig.side import public, too_often
from almen.sager.filer import file_response
from almen.ui import eksport, formater
from almen.ui.kolonner import Kolonne, shown
from almen.ui.lists import ListView, SearchForm
from almen.ui.offentligt import Offentligsamling, get_samling

PAGE = 500
JSON_FORM = {"ensure_ascii": False, "indent": 2}


def find_samling(id_: str) -> Offentligsamling:
    """The collection; 404 if it is not registered."""
    found = get_samling(id_)
    if found is None:
        raise Http404
    return found


def _find(samling_id: str, noegle: str) -> tuple[Offentligsamling, Any]:
    samling = find_samling(samling_id)
    row = samling.get(noegle) if "\x00" not in noegle else None
    if row is None:
        raise Http404
    return samling, row


class Samlingsliste(ListView):
    """The one list page, over the collection's public rows."""

    ramme = "offentlig/ramme.html"
    template_name = "offentlig/liste.html"
    hent_template = "offentlig/hent.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Takes title, columns and search from the collection."""
        super().setup(request, *args, **kwargs)
        self.samling = samling = find_samling(kwargs["samling"])
        self.titel, self.beskrivelse, self.navn = (
            samling.navn,
            samling.beskrivelse,
            (samling.ental, samling.flertal),
        )
        first, *rest = shown(felter_of(samling))
        self.kolonner: Sequence[Kolonne] = [replace(first, url=samling.url), *rest]
        self.search_fields = samling.soegefelter or ("liste",)
        self.broedkrumme = [("Offentlige sider", reverse("offentlig:forside"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; searching has its limit here as on the search page."""
        if request.GET.get("q") and (slow_down := too_often(request)):
            return slow_down
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """The rows that are public now, in the collection's own order."""
        rows = self.samling.raekker()
        assert isinstance(rows, QuerySet)  # noqa: S101 - `filtered` has asked
        self.standard_sortering = tuple(str(item) for item in rows.query.order_by)
        return rows

    def filtered(self, request: HttpRequest) -> Any:
        """As the one list does; a list in memory is searched and sorted here."""
        rows = self.samling.raekker()
        if isinstance(rows, QuerySet):
            return super().filtered(request)
        self.filterset, self.sort = None, ""
        form = SearchForm(request.GET)
        self.q = form.cleaned_data["q"] if form.is_valid() else ""
        self.fejl += [str(e) for errors in form.errors.values() for e in errors]
        found: Rows = search(self.samling, rows, self.q)
        wanted = request.GET.get("sort", "")
        kolonne = next((k for k in self.kolonner if k.id == wanted.removeprefix("-") and k.sort_fields), None)
        if kolonne is not None:
            self.sort = wanted
            found = sort_list(list(found), kolonne, reverse=wanted.startswith("-"))
        return [] if self.fejl else found

    def count_text(self, queryset: Any, page: Page[Any]) -> str:
        """As the one list says it."""
        if isinstance(queryset, QuerySet):
            return super().count_text(queryset, page)
        return formater.antal(capped_count(queryset, self.count_cap), *self.navn)

    def export(self, request: HttpRequest, queryset: Any, form: str) -> HttpResponseBase | None:
        """Downloads have addresses of their own."""
        self.fejl.append("Data hentes som CSV eller JSON på adresserne under listen.")
        return None

    def extra_context(self) -> dict[str, Any]:
        """The frame of public pages, and the collection for its links."""
        return {"samling": self.samling}


liste = public(Samlingsliste.as_view())


@public
def ting(request: HttpRequest, samling: str, noegle: str) -> HttpResponse:
    """One thing: its fields, and what its room tells beside them."""
    found, row = _find(samling, noegle)
    return render(
        request,
        "offentlig/ting.html",
        {
            "samling": found,
            "titel": found.titel(row),
            "demo_raekke": found.demo(row),
            "linjer": as_lines(found, row),
            "detaljer": found.detaljer(row) if found.detaljer else {},
            "noegle": found.noegle(row),
            "har_fil": found.fil is not None,
        },
    )


@public
def ting_json(request: HttpRequest, samling: str, noegle: str) -> HttpResponse:
    """The same for programs."""
    found, row = _find(samling, noegle)
    more = found.detaljer(row) if found.detaljer else {}
    return _json({**as_data(found, row, request), **more})


@public
def fil(request: HttpRequest, samling: str, noegle: str) -> HttpResponseBase:
    """The thing's file; rights are asked each time, the fingerprint spares sending it again."""
    found, row = _find(samling, noegle)
    if found.fil is None:
        raise Http404
    sha256, filnavn, mimetype = found.fil(row)
    response = file_response(sha256=sha256, filnavn=filnavn, mimetype=mimetype)
    response.headers["ETag"] = f'"{sha256}"'
    return response


@public
def hent_csv(request: HttpRequest, samling: str) -> HttpResponseBase:
    """Every public row as CSV, sent line by line."""
    found = find_samling(samling)
    rows = found.raekker()
    lines = rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows
    return eksport.csv_response(felter_of(found), lines, found.id)


@public
def hent_json(request: HttpRequest, samling: str) -> HttpResponse:
    """The public rows as JSON, a page at a time in an order that is the same every time."""
    found = find_samling(samling)
    text = request.GET.get("side", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) > 0):
        raise Http404
    number = int(text)
    rows = list(found.raekker()[(number - 1) * PAGE : number * PAGE + 1])
    if not rows and number > 1:
        raise Http404
    here = request.build_absolute_uri(reverse("offentlig:json", args=[found.id]))
    return _json(
        {
            "samling": found.id,
            "beskrivelse": request.build_absolute_uri(reverse("offentlig:beskrivelse_json", args=[found.id])),
            "side": number,
            "naeste": f"{here}?side={number + 1}" if len(rows) > PAGE else None,
            "raekker": [as_data(found, row, request) for row in rows[:PAGE]],
        }
    )


@public
def beskrivelse(request: HttpRequest, samling: str) -> HttpResponse:
    """The data description as a page."""
    found = find_samling(samling)
    return render(request, "offentlig/beskrivelse.html", {"samling": found, "d": describe(found, request)})


@public
def beskrivelse_json(request: HttpRequest, samling: str) -> HttpResponse:
    """The data description for programs."""
    return _json(describe(find_samling(samling), request))


def _json(content: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(content, encoder=DjangoJSONEncoder, json_dumps_params=JSON_FORM)
    # Read-only, the same for everybody and without cookies: any page may read it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
