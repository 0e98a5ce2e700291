"""Letters and papers of a case: seen as PDF first, then kept as Word and PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from almen.organisationer.selectors import user_of
from almen.papirer import SkabelonFejl
from almen.sager.models import Sag
from almen.sager.selectors import Papirvalg, find_papir
from almen.sager.services import FilAfvist, preview_papir, write_papir
from almen.sager.views.opslag import find_sag, require_edit


@require_GET
def vis(request: HttpRequest, nummer: str, papir_id: str) -> HttpResponse:
    """The paper as it would be kept now, as PDF; nothing is kept."""
    sag, valg = _find(request, nummer, papir_id)
    try:
        content = preview_papir(bruger=user_of(request), valg=valg, dato=timezone.localdate())
    except SkabelonFejl as error:
        messages.error(request, str(error))
        return redirect(sag)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{papir_id}-{sag.nummer}.pdf"'
    return response


@require_POST
def skriv(request: HttpRequest, nummer: str, papir_id: str) -> HttpResponse:
    """Keeps the paper as documents of the case."""
    sag, valg = _find(request, nummer, papir_id)
    try:
        written = write_papir(bruger=user_of(request), valg=valg, dato=timezone.localdate())
    except (SkabelonFejl, FilAfvist) as error:
        messages.error(request, str(error))
    except OSError:
        messages.error(request, "Brevet kunne ikke gemmes på serveren. Prøv igen, eller kontakt driften.")
    else:
        if written:
            messages.success(request, f"{valg.type.navn} er lagt på sagen som Word og PDF.")
        else:
            messages.info(request, f"{valg.type.navn} ligger allerede på sagen, og intet er ændret siden.")
    return redirect(sag)


def _find(request: HttpRequest, nummer: str, papir_id: str) -> tuple[Sag, Papirvalg]:
    """The case and the paper; 404 for what may not be seen or cannot be written now."""
    sag = find_sag(request, nummer)
    require_edit(request)
    valg = find_papir(sag, papir_id)
    if valg is None:
        raise Http404("Papiret kan ikke skrives i denne sag nu.")
    return sag, valg
