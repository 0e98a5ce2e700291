"""The pages of one afdeling's and one organisation's key figures, and their drawings."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.rettigheder import ADMINISTRER
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.tilsyn.indikatorer import indikatorer_of
from almen.tilsyn.selectors.talside import Talraekke, Talside, afdelinger_in, talside_of
from almen.tilsyn.views.noegletal import crumbs
from almen.tilsyn.views.revision import require_view
from almen.ui.diagrammer import line_chart, requested_width, svg_response

KVARTILER = (("nedre", "Nedre kvartil"), ("median", "Median"), ("oevre", "Øvre kvartil"))


def afdeling(request: HttpRequest, pk: int) -> HttpResponse:
    """One afdeling: its figures by year against limits and like afdelinger."""
    require_view(request)
    found = get_object_or_404(Afdeling.objects.select_related("boligorganisation"), pk=pk)
    parent = found.boligorganisation
    context = {
        **_context(request, _side(found)),
        "titel": found.navn,
        "afdeling": found,
        "organisation": parent,
        "krummer": [*crumbs(), (parent.navn, reverse("tilsyn:noegletal_organisation", args=[parent.pk]))],
        "nyt": _new(parent, found),
        "svg": "tilsyn:noegletal_afdeling_svg",
        "pk": pk,
    }
    return render(request, "tilsyn/talside.html", context)


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: its own figures by year, and those of its afdelinger in a year."""
    require_view(request)
    found = get_object_or_404(Boligorganisation, pk=pk)
    side = _side(found)
    years = _years_of(found)
    wanted = request.GET.get("aar", "")
    aar = int(wanted) if wanted.isdecimal() and int(wanted) in years else max(years, default=None)
    context = {
        **_context(request, side),
        "titel": found.navn,
        "organisation": found,
        "krummer": crumbs(),
        "nyt": _new(found, None),
        "svg": "tilsyn:noegletal_organisation_svg",
        "pk": pk,
        "aar": aar,
        "afdelingsaar": years,
        "indikatorer": indikatorer_of("afdeling"),
        "afdelinger": afdelinger_in(found, aar, current_parametre()) if aar else [],
    }
    return render(request, "tilsyn/talside.html", context)


def afdeling_svg(request: HttpRequest, pk: int, indikator: str) -> HttpResponse:
    """One figure of an afdeling over the years, and the quartiles of its group."""
    require_view(request)
    return _draw(request, get_object_or_404(Afdeling, pk=pk), indikator)


def organisation_svg(request: HttpRequest, pk: int, indikator: str) -> HttpResponse:
    """One figure of an organisation over the years."""
    require_view(request)
    return _draw(request, get_object_or_404(Boligorganisation, pk=pk), indikator)


def _side(sted: Afdeling | Boligorganisation) -> Talside:
    return talside_of(sted, current_parametre(), timezone.localdate().year)


def _years_of(organisation: Boligorganisation) -> list[int]:
    """The years in which its afdelinger have figures, the latest first. One query."""
    rows = organisation.tilsynstal.filter(afdeling__isnull=False).order_by("-aar")
    return list(rows.values_list("aar", flat=True).distinct())


def _context(request: HttpRequest, side: Talside) -> dict[str, Any]:
    return {
        "side": side,
        "kan_rette": adgang.may_import_tilsynstal(user_of(request)),
        "kan_fastsaette": user_of(request).has_perm(ADMINISTRER),
        "tegnes": [row for row in side.raekker if row.kan_tegnes],
    }


def _new(organisation: Boligorganisation, afdeling: Afdeling | None) -> str:
    number = f"&afdeling={afdeling.nummer}" if afdeling else ""
    return f"{reverse('tilsyn:noegletal_nyt')}?boligorganisation={organisation.pk}{number}"


def _draw(request: HttpRequest, sted: Afdeling | Boligorganisation, indikator: str) -> HttpResponse:
    row = next((item for item in _side(sted).raekker if item.indikator.id == indikator), None)
    if row is None or not row.kan_tegnes:
        raise Http404
    svg = line_chart(
        _lines(row, "Afdelingen" if isinstance(sted, Afdeling) else "Organisationen"),
        titel=f"{row.indikator.navn}, {sted}",
        enhed=row.indikator.enhed_tekst,
        bredde=requested_width(request),
        fra_nul=False,
    )
    return svg_response(svg, max_age=0)


def _lines(row: Talraekke, navn: str) -> list[tuple[str, str, Any]]:
    """Year by year the figure, and the quartiles of its group where they are known; what is missing is left out."""
    rows: list[tuple[str, str, Any]] = []
    for celle in row.celler:
        if celle.vaerdi is not None:
            rows.append((str(celle.aar), navn, celle.vaerdi))
        if celle.gruppe is not None:
            rows += [(str(celle.aar), label, getattr(celle.gruppe, name)) for name, label in KVARTILER]
    return rows
