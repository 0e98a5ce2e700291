"""The public front page, search, *Hvem beslutter?*, the catalogue, robots."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.forms import VejForm
from almen.grundlag.selectors.vej import find_vej, vej_context
from almen.offentlig.beskrivelse import catalogue
from almen.offentlig.raekker import capped_count, search
from almen.offentlig.side import public, too_often
from almen.organisationer.selectors import current_profil
from almen.sagsgang.tegning import draw_svg
from almen.sagsgang.vej import VejFejl
from almen.ui.diagrammer import svg_response
from almen.ui.formater import heltal
from almen.ui.lists import SearchForm
from almen.ui.offentligt import Offentligsamling, samlinger

COUNT_CAP = 1000
NEWEST, HITS, MIN_LENGTH = 6, 10, 2
JSON_FORM = {"ensure_ascii": False, "indent": 2}


def _hit(samling: Offentligsamling, row: Any) -> dict[str, Any]:
    return {
        "titel": samling.titel(row),
        "note": samling.note(row),
        "url": samling.url(row),
        "dato": samling.dato(row),
        "demo": samling.demo(row),
    }


@public
def forside(request: HttpRequest) -> HttpResponse:
    """What there is to read, how much of it, and the newest of the first collection that has days."""
    shown = samlinger()
    counted = [(item, capped_count(item.raekker(), COUNT_CAP)) for item in shown]
    first = next((item for item in shown if item.har_dato), None)
    return render(
        request,
        "offentlig/forside.html",
        {
            "samlinger": [
                (item, f"over {heltal(COUNT_CAP)}" if number > COUNT_CAP else heltal(number))
                for item, number in counted
            ],
            "nyeste_i": first,
            "nyeste": [_hit(first, row) for row in first.raekker()[:NEWEST]] if first else [],
        },
    )


@public
def soeg(request: HttpRequest) -> HttpResponse:
    """Search in everything that is public, and in nothing else."""
    form = SearchForm(request.GET)
    q = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context: dict[str, Any] = {"q": q, "fejl": [str(e) for errors in form.errors.values() for e in errors]}
    if q and len(q) < MIN_LENGTH:
        context["fejl"] = [f"Skriv mindst {MIN_LENGTH} tegn."]
    if q and not context["fejl"]:
        if slow_down := too_often(request):
            return slow_down
        found = []
        for samling in samlinger():
            rows = list(search(samling, samling.raekker(), q)[: HITS + 1])
            if rows:
                found.append((samling, [_hit(samling, row) for row in rows[:HITS]], len(rows) > HITS))
        context["fundet"] = found
    return render(request, "offentlig/soeg.html", context, status=400 if context["fejl"] else 200)


@public
def hvem_beslutter(request: HttpRequest) -> HttpResponse:
    """Choose a kind of case, facts and a day; see the route that was adopted, and what has changed since."""
    today = timezone.localdate()
    asked = bool(request.GET)
    form = VejForm(request.GET if asked else {"sagstype": "nybyggeri", "dato": f"{today:%d.%m.%Y}"})
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        context |= vej_context(form.cleaned_data, today)
    status = 400 if asked and (form.errors or context.get("fejl")) else 200
    return render(request, "offentlig/hvem_beslutter.html", context, status=status)


@public
def vej_svg(request: HttpRequest) -> HttpResponse:
    """The chosen route as a drawing."""
    form = VejForm(request.GET)
    if form.is_valid():
        try:
            vej = find_vej(form.cleaned_data)
            return svg_response(draw_svg(vej.sagsgang, None, current_profil(), form.cleaned_data["dato"]))
        except VejFejl:
            pass
    return HttpResponse("Vejen kan ikke tegnes.", status=400, content_type="text/plain; charset=utf-8")


@public
def data(request: HttpRequest) -> HttpResponse:
    """Every collection with its data description and downloads."""
    return render(request, "offentlig/data.html", {"katalog": catalogue(request)})


@public
def katalog(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    return JsonResponse(catalogue(request), json_dumps_params=JSON_FORM)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the public pages, not the search; of a demo nothing, since its data are not to be found by mistake."""
    lines = ["User-agent: *"]
    if settings.ALMEN_DEMO:
        lines += ["Disallow: /"]
    else:
        start = reverse("offentlig:forside")
        lines += [f"Disallow: {reverse('offentlig:soeg')}", f"Allow: {start}", "Disallow: /"]
        lines += [f"Sitemap: {request.build_absolute_uri(reverse('offentlig:sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
