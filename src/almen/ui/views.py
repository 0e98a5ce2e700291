"""Error pages in plain Danish, and the page that shows the design system."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

FEJL: dict[int, tuple[str, str]] = {
    400: (
        "Forespørgslen kunne ikke forstås",
        "Noget i adressen eller i det indsendte passer ikke. Gå tilbage, og prøv igen.",
    ),
    403: (
        "Du har ikke adgang",
        "Din bruger må ikke se eller gøre det, du bad om. Spørg din leder eller en administrator, "
        "hvis du mener, at du skal have adgang.",
    ),
    404: (
        "Siden findes ikke",
        "Adressen kan være skrevet forkert, eller det, den viste, findes ikke længere. "
        "Det kan også være noget, som din bruger ikke har adgang til.",
    ),
    429: (
        "For mange forsøg",
        "Der er kommet for mange forsøg på kort tid. Vent nogle minutter, og prøv igen.",
    ),
    500: (
        "Der er sket en fejl",
        "Fejlen ligger i systemet og er skrevet i driftsloggen. Det, du var i gang med, er ikke gemt. "
        "Prøv igen om lidt, og kontakt den systemansvarlige, hvis det sker igen.",
    ),
}


def _error(request: HttpRequest, kode: int, detalje: str = "") -> HttpResponse:
    titel, tekst = FEJL[kode]
    context = {"titel": titel, "tekst": tekst, "kode": kode, "detalje": detalje}
    return render(request, "ui/fejl.html", context, status=kode)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. The exception's text is not shown: it may hold what a stranger sent."""
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason when the code that refused gave one."""
    return _error(request, 403, str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection has run out (settings.CSRF_FAILURE_VIEW)."""
    return _error(request, 403, "Formularen er for gammel. Gå tilbage, genindlæs siden, og send den igen.")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429."""
    return _error(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Rendered without context processors: the database or the session may be what failed."""
    titel, tekst = FEJL[500]
    page = loader.get_template("ui/fejl.html").render({"titel": titel, "tekst": tekst, "kode": 500})
    return HttpResponse(page, status=500)


def stil(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; hidden in production."""
    if not (settings.DEBUG or getattr(settings, "ALMEN_DEMO", False)):
        raise Http404
    from almen.ui import stil as eksempler

    context: dict[str, Any] = eksempler.examples(request)
    return render(request, "ui/stil.html", context)


def stil_diagram(request: HttpRequest) -> HttpResponse:
    """The example drawings of /stil/, from their own address as every chart: `?navn=soejler`."""
    from almen.ui import stil as eksempler
    from almen.ui.diagrammer import requested_width, svg_response

    draw = eksempler.CHARTS.get(request.GET.get("navn", ""))
    if draw is None or not (settings.DEBUG or getattr(settings, "ALMEN_DEMO", False)):
        raise Http404
    return svg_response(draw(requested_width(request)))
