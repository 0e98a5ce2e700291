"""What is drawn and fetched of one simulation: charts, figures as XLSX, everything as JSON, and the paper."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.analyse.breve import compose_simulering, draw_boliger, draw_fordeling
from almen.analyse.kolonner_simulering import TAL
from almen.analyse.models import Simulering, Simuleringsstatus
from almen.analyse.simuleringsvisning import figures_of, maal_of
from almen.analyse.views.simulering import find_simulering
from almen.papirer import MIMETYPER, SkabelonFejl, build_papir
from almen.sager.filer import content_response
from almen.ui import eksport, formater
from almen.ui.diagrammer import requested_width, svg_response


def _find_finished(request: HttpRequest, pk: int) -> tuple[Simulering, dict[str, Any]]:
    """The simulation with its answer; 404 while it has none."""
    found = find_simulering(request, pk)
    if found.status != Simuleringsstatus.FAERDIG or found.resultat is None:
        raise Http404("Simuleringen har intet resultat.")
    return found, found.resultat


@require_GET
def fordeling_svg(request: HttpRequest, pk: int, maal: str) -> HttpResponse:
    """The distribution of one measure, a line for each variant."""
    _, resultat = _find_finished(request, pk)
    wanted = next((item for item in maal_of(resultat) if item.id == maal), None)
    if wanted is None:
        raise Http404
    return svg_response(draw_fordeling(resultat, wanted, requested_width(request)))


@require_GET
def boliger_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """Dwellings completed a year, a line for each variant."""
    _, resultat = _find_finished(request, pk)
    return svg_response(draw_boliger(resultat, requested_width(request)))


@require_GET
def fil(request: HttpRequest, pk: int, endelse: str) -> HttpResponseBase:
    """The figures as a spreadsheet, or all of it with scenario and assumptions as JSON."""
    found, resultat = _find_finished(request, pk)
    navn = f"simulering-{found.pk}"
    if endelse == "xlsx":
        about = {
            "Simulering": found.navn,
            "Lavet": f"{formater.tidspunkt(found.oprettet)} af {found.oprettet_af}",
            "Kalibrering": (found.kalibrering or {}).get("forklaring", ""),
            "Frø og gentagelser": f"{resultat['froe']}, {resultat['gentagelser']}",
            "Hentet": formater.tidspunkt(timezone.now()),
            "Hentet af": str(request.user),
        }
        return eksport.xlsx_response(TAL, figures_of(resultat), "Simulering", navn, about)
    if endelse != "json":
        raise Http404
    content = {
        "navn": found.navn,
        "oprettet": found.oprettet.isoformat(),
        "demo": found.demo,
        "scenarie": found.scenarie,
        "forudsaetninger": found.forudsaetninger,
        "kalibrering": found.kalibrering,
        "resultat": resultat,
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return content_response(text.encode(), filnavn=f"{navn}.json", mimetype="application/json")


@require_GET
def papir(request: HttpRequest, pk: int, endelse: str) -> HttpResponseBase:
    """The simulation as a paper. Composed and kept nowhere: the same simulation gives the same bytes."""
    found, _ = _find_finished(request, pk)
    if endelse not in MIMETYPER:
        raise Http404
    try:
        content = build_papir(compose_simulering(found), settings.ALMEN_KOMMUNE, endelse)
    except SkabelonFejl as error:
        messages.error(request, str(error))
        return redirect(found)
    return content_response(content, filnavn=f"simulering-{found.pk}.{endelse}", mimetype=MIMETYPER[endelse])
