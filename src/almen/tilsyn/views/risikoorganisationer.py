"""Whom to meet first: every boligorganisation of a year with its signs, its afdelinger's, and where its dialogue stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.tilsyn.selectors.risiko import Organisationstegn, latest_year, organisations_in, years
from almen.tilsyn.views.revision import require_view
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response

IN_CHART = 25
ALVORLIGE, ANDRE = "Alvorlige tegn", "Andre tegn"


def _asked_year(request: HttpRequest) -> tuple[int | None, list[int]]:
    """The financial year asked for, or the latest; and those that there are."""
    known = years()
    asked = request.GET.get("aar", "")
    return (int(asked) if asked.isdecimal() and int(asked) in known else latest_year()), known


def organisationer(request: HttpRequest) -> HttpResponse:
    """The organisations in order, with the reasons in words, and a chart of their signs."""
    require_view(request)
    aar, known = _asked_year(request)
    rows = organisations_in(aar, user_of(request), timezone.localdate()) if aar else []
    context = {
        "fane": "organisationer",
        "aar": aar,
        "aarene": known,
        "raekker": rows,
        "moed_foerst": [row for row in rows if row.moedes],
        "diagram": [(row, *_total(row)) for row in rows if any(_total(row))][:IN_CHART],
    }
    return render(request, "tilsyn/risikoorganisationer.html", context)


def organisationer_svg(request: HttpRequest) -> HttpResponse:
    """The signs of each organisation and its afdelinger, grave and other."""
    require_view(request)
    aar, _ = _asked_year(request)
    rows = organisations_in(aar, user_of(request), timezone.localdate()) if aar else []
    bars = []
    for row in [row for row in rows if any(_total(row))][:IN_CHART]:
        grave, other = _total(row)
        navn = row.organisation.kortnavn or row.organisation.navn
        bars += [(navn, ALVORLIGE, grave), (navn, ANDRE, other)]
    svg = stacked_bar_chart(
        bars,
        titel=f"Tegn efter boligorganisation, {aar or 'ingen år'}",
        bredde=requested_width(request),
    )
    return svg_response(svg, max_age=0)


def _total(row: Organisationstegn) -> tuple[int, int]:
    """(grave, other) signs of the organisation and its afdelinger together."""
    return row.antal[0] + row.afdelingstegn[0], row.antal[1] + row.afdelingstegn[1]
