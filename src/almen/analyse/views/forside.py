"""The front page of the analysis."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almen.analyse.regning import KanIkkeRegnes
from almen.analyse.selectors.forside import Overblik, overview
from almen.analyse.views.opslag import require_view
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.ui.diagrammer import bar_chart, requested_width, svg_response


def forside(request: HttpRequest) -> HttpResponse:
    """How long new building takes, where the longest waits are, and what else can be asked."""
    bruger = require_view(request)
    context = {"overblik": _overview(bruger), "kan_simulere": adgang.may_simulate(bruger)}
    return render(request, "analyse/forside.html", context)


def forside_svg(request: HttpRequest) -> HttpResponse:
    """The steps that take longest, as a drawing."""
    overblik = _overview(require_view(request))
    rows = [(row.navn, row.median or 0) for row in overblik.langsomste] if overblik else []
    titel = "De trin, der tager længst tid, median i dage"
    return svg_response(bar_chart(rows, titel=titel, enhed="dage", bredde=requested_width(request)))


def _overview(bruger: Bruger) -> Overblik | None:
    try:
        return overview(bruger, timezone.localdate())
    except KanIkkeRegnes:
        return None
