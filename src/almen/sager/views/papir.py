"""Papers of a case: read with their sources, seen as PDF, then kept as Word and PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from almen.organisationer.selectors import user_of
from almen.papirer import SkabelonFejl
from almen.sager.models import Dokument, Sag
from almen.sager.selectors import Papirvalg, edited_papirer, find_papir
from almen.sager.selectors.papirer import PREFIKS
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


@require_http_methods(["GET", "POST"])
def papir(request: HttpRequest, nummer: str, papir_id: str) -> HttpResponse:
    """The paper's page: what it says and where each figure is from. A POST keeps it as documents of the case."""
    sag, valg = _find(request, nummer, papir_id)
    if request.method == "POST":
        return _write(request, sag, valg)
    composed = valg.compose(timezone.localdate())
    kept = Dokument.objects.filter(sag=sag, art__startswith=f"{PREFIKS}{papir_id}.")
    documents = list(kept.prefetch_related("versioner"))
    return render(
        request,
        "sager/papir.html",
        {
            "sag": sag,
            "valg": valg,
            "papir": composed.to_context(),
            "kilder": list(enumerate(composed.kilder, start=1)),
            "mangler": sum(item.tekst.count("[udfyldes") for item in composed.tekster),
            "dokumenter": documents,
            "rettet": edited_papirer(documents).get(papir_id),
        },
    )


def _write(request: HttpRequest, sag: Sag, valg: Papirvalg) -> HttpResponse:
    try:
        written = write_papir(bruger=user_of(request), valg=valg, dato=timezone.localdate())
    except (SkabelonFejl, FilAfvist) as error:
        messages.error(request, str(error))
        return redirect(sag)
    except OSError:
        messages.error(request, "Papiret kunne ikke gemmes på serveren. Prøv igen, eller kontakt driften.")
        return redirect(sag)
    if written:
        messages.success(request, f"{valg.type.navn} er lagt på sagen som Word og PDF.")
    else:
        messages.info(request, f"{valg.type.navn} ligger allerede på sagen, og intet er ændret siden.")
    return redirect(reverse("sager:papir_skriv", args=[sag.nummer, valg.type.id]))


def _find(request: HttpRequest, nummer: str, papir_id: str) -> tuple[Sag, Papirvalg]:
    """The case and the paper; 404 for what may not be seen or cannot be written now."""
    sag = find_sag(request, nummer)
    require_edit(request)
    valg = find_papir(sag, papir_id, timezone.localdate())
    if valg is None:
        raise Http404("Papiret kan ikke skrives i denne sag nu.")
    return sag, valg
