"""Documents of a case: in, new versions, and out through rights."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.sager.filer import file_response
from almen.sager.forms import DokumentForm, DokumentretForm, VersionForm
from almen.sager.selectors.papirer import PREFIKS, outdated_pdfs
from almen.sager.services import (
    FilAfvist,
    add_dokument,
    add_dokumentversion,
    edit_dokument,
    log_download,
)
from almen.sager.views.opslag import find_sag, require_edit


def nyt(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds a document."""
    sag = find_sag(request, nummer)
    require_edit(request)
    form = DokumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["fil"]
        try:
            add_dokument(
                bruger=request.user,  # type: ignore[arg-type]
                sag=sag,
                titel=form.cleaned_data["titel"],
                name=file.name,
                size=file.size,
                stream=file,
                fortrolighed=form.cleaned_data["fortrolighed"],
            )
            messages.success(request, "Dokumentet er lagt på sagen.")
            return redirect(sag)
        except (FilAfvist, OSError) as reason:
            form.add_error("fil", _say(reason))
    return _page(request, sag, "Nyt dokument", form, "Læg på sagen")


def ny_version(request: HttpRequest, nummer: str, noegle: uuid.UUID) -> HttpResponse:
    """Adds a version of a document."""
    sag = find_sag(request, nummer)
    require_edit(request)
    dokument = get_object_or_404(
        adgang.visible_dokumenter(request.user).filter(sag=sag).select_related("sag"),  # type: ignore[arg-type]
        noegle=noegle,
    )
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["fil"]
        try:
            version = add_dokumentversion(
                bruger=request.user,  # type: ignore[arg-type]
                dokument=dokument,
                name=file.name,
                size=file.size,
                stream=file,
            )
            messages.success(request, f"Version {version.nummer} af {dokument.titel} er gemt.")
            return redirect(sag)
        except (FilAfvist, OSError) as reason:
            form.add_error("fil", _say(reason))
    return _page(request, sag, f"Ny version af {dokument.titel}", form, "Gem version")


def ret(request: HttpRequest, nummer: str, noegle: uuid.UUID) -> HttpResponse:
    """Changes a document's title and who may see it."""
    sag = find_sag(request, nummer)
    require_edit(request)
    dokument = get_object_or_404(
        adgang.visible_dokumenter(request.user).filter(sag=sag).select_related("sag"),  # type: ignore[arg-type]
        noegle=noegle,
    )
    initial = {"titel": dokument.titel, "fortrolighed": dokument.fortrolighed}
    form = DokumentretForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_dokument(bruger=request.user, dokument=dokument, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Dokumentet er rettet.")
        return redirect(sag)
    return _page(request, sag, f"Ret {dokument.titel}", form, "Gem")


def vis(request: HttpRequest, nummer: str, noegle: uuid.UUID) -> HttpResponse:
    """A document's versions, and of a paper the sources of each."""
    sag = find_sag(request, nummer)
    bruger = user_of(request)
    visible = adgang.visible_dokumenter(bruger).filter(sag=sag)
    dokument = get_object_or_404(visible, noegle=noegle)
    papirer = visible.filter(art__startswith=PREFIKS).prefetch_related("versioner")
    return render(
        request,
        "sager/dokument.html",
        {
            "sag": sag,
            "dokument": dokument,
            "versioner": dokument.versioner.select_related("registreret_af").order_by("-nummer"),
            "er_papir": dokument.art.startswith(PREFIKS),
            "foraeldet": outdated_pdfs(papirer).get(dokument.pk),
            "maa_rette": adgang.may_edit_sag(bruger),
        },
    )


def hent(request: HttpRequest, nummer: str, noegle: uuid.UUID, version: int) -> HttpResponseBase:
    """Sends one version as a download; reading a confidential one is journalled."""
    sag = find_sag(request, nummer)
    dokument = get_object_or_404(adgang.visible_dokumenter(request.user).filter(sag=sag), noegle=noegle)  # type: ignore[arg-type]
    found = get_object_or_404(dokument.versioner.select_related("dokument__sag"), nummer=version)
    response = file_response(sha256=found.sha256, filnavn=found.filnavn, mimetype=found.mimetype)
    log_download(bruger=request.user, version=found)  # type: ignore[arg-type]
    return response


def _say(reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.errno == 28:
        return "Serverens disk er fuld. Filen er ikke gemt; prøv igen, når der er gjort plads."
    if isinstance(reason, OSError):
        return "Filen kunne ikke gemmes på serveren. Prøv igen, eller kontakt driften."
    return str(reason)


def _page(request: HttpRequest, sag: object, titel: str, form: object, label: str) -> HttpResponse:
    status = 400 if getattr(form, "errors", None) else 200
    return render(
        request,
        "sager/formular.html",
        {"sag": sag, "titel": titel, "form": form, "label": label},
        status=status,
    )
