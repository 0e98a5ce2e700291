"""Templates of papers: which is in use, a new one tried before use, and the way back. For administrators."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from almen.organisationer.selectors import user_of
from almen.papirer import SkabelonFejl, arter, find_skabelon
from almen.papirer.models import Format, Skabelon
from almen.papirer.selectors import Stand, all_stande, history_of, stand_of, versions_of
from almen.papirer.skabelon import FELTER, content_of
from almen.sager import adgang
from almen.sager.forms import SkabelonForm
from almen.sager.services.skabelon import NO_RIGHT, activate_skabelon, sample_of, upload_skabelon

MIMETYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.TYP: "text/plain; charset=utf-8",
}
PDF = "application/pdf"


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Every kind of paper in both formats, with the template in use."""
    _require(request)
    return render(request, "sager/skabeloner.html", {"stande": all_stande(settings.ALMEN_KOMMUNE)})


@require_http_methods(["GET", "POST"])
def skabelon(request: HttpRequest, art: str, endelse: str) -> HttpResponse:
    """One kind in one format: what is in use, the versions, and a new one, which is tried before it is kept."""
    stand = _stand(request, art, endelse)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SkabelonForm(*sent, endelse=endelse)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["fil"]
        try:
            added = upload_skabelon(
                bruger=user_of(request),
                art=art,
                filnavn=file.name,
                indhold=file.read(),
                bemaerkning=form.cleaned_data["bemaerkning"],
            )
            messages.success(
                request, f"Version {added.version} er prøvet og gemt. Se prøven, før du tager den i brug."
            )
            return redirect("sager:skabelon", art, endelse)
        except SkabelonFejl as error:
            form.add_error("fil", str(error))
    return render(
        request,
        "sager/skabelon.html",
        {
            "stand": stand,
            "form": form,
            "versioner": versions_of(art, endelse)[:50],
            "historik": history_of(art, endelse)[:50],
            "felter": FELTER.items(),
        },
        status=400 if form.errors else 200,
    )


@require_GET
def i_brug(request: HttpRequest, art: str, endelse: str) -> HttpResponse:
    """The template that is used for the kind now, as a file to change."""
    _stand(request, art, endelse)
    content = content_of(find_skabelon(settings.ALMEN_KOMMUNE, art, endelse))
    return _file(content, f"{art}.{endelse}", MIMETYPES[Format(endelse)])


@require_GET
def hent(request: HttpRequest, pk: int) -> HttpResponse:
    """An uploaded template as a file."""
    found = _version(request, pk)
    return _file(bytes(found.indhold), found.filnavn, MIMETYPES[Format(found.format)])


@require_GET
def proeve(request: HttpRequest, pk: int) -> HttpResponse:
    """The sample paper as an uploaded template makes it."""
    found = _version(request, pk)
    try:
        content = sample_of(bruger=user_of(request), skabelon=found)
    except SkabelonFejl as error:
        messages.error(request, str(error))
        return redirect("sager:skabelon", found.art, found.format)
    word = found.format == Format.DOCX
    name = f"proeve-{found.art}-{found.version}.{'docx' if word else 'pdf'}"
    return _file(content, name, MIMETYPES[Format.DOCX] if word else PDF)


@require_POST
def brug(request: HttpRequest, art: str, endelse: str) -> HttpResponse:
    """Puts a version in use, or with none the template that ships."""
    _stand(request, art, endelse)
    chosen = None
    if request.POST.get("skabelon"):
        wanted = request.POST["skabelon"]
        rows = Skabelon.objects.filter(art=art, format=endelse)
        chosen = get_object_or_404(rows, pk=wanted if wanted.isdecimal() and len(wanted) < 12 else 0)
    valg = activate_skabelon(bruger=user_of(request), art=art, endelse=endelse, skabelon=chosen)
    if valg is None:
        messages.info(request, "Den skabelon er allerede i brug.")
    else:
        which = f"Version {chosen.version}" if chosen else "Den medfølgende skabelon"
        messages.success(request, f"{which} bruges nu til alle nye papirer af denne slags.")
    return redirect(reverse("sager:skabelon", args=[art, endelse]))


def _require(request: HttpRequest) -> None:
    adgang.require(adgang.may_administrate(user_of(request)), NO_RIGHT)


def _stand(request: HttpRequest, art: str, endelse: str) -> Stand:
    _require(request)
    if art not in arter() or endelse not in Format.values:
        raise Http404("Den slags papir findes ikke.")
    return stand_of(settings.ALMEN_KOMMUNE, art, endelse)


def _version(request: HttpRequest, pk: int) -> Skabelon:
    _require(request)
    return get_object_or_404(Skabelon, pk=pk)


def _file(content: bytes, navn: str, mimetype: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mimetype)
    response.headers["Content-Disposition"] = _attachment(navn)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _attachment(navn: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, navn) or "attachment"
