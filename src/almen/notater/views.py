"""The introduction on the page, and as Word and PDF."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from almen.notater.introduktion import AAR_FREM, FOERSTE_AAR, compose_introduktion, compose_stykker
from almen.notater.stykke import missing_in
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.papirer import MIMETYPER, Kilde, SkabelonFejl, build_papir
from almen.sager import adgang
from almen.sager.filer import content_response
from almen.ui.forms import AlmenForm


class AarForm(AlmenForm):
    """The year whose figures are shown."""

    hide_optional = True
    aar = forms.IntegerField(
        label="År", widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "a-w-s"})
    )

    def clean_aar(self) -> int:
        """A year that there can be figures for."""
        aar: int = self.cleaned_data["aar"]
        last = timezone.localdate().year + AAR_FREM
        if not FOERSTE_AAR <= aar <= last:
            raise forms.ValidationError(f"Skal være et år fra {FOERSTE_AAR} til {last}.")
        return aar


def _require(request: HttpRequest) -> None:
    adgang.require(
        adgang.may_see_moeder(user_of(request)),
        "Notatet er for kommunens egne folk; det offentlige ligger for sig.",
    )


def _address(kilde: Kilde, bruger: Bruger) -> str:
    """Where the source is read; empty where it is a page for those who see every case, and the reader does not."""
    closed = kilde.url.startswith(("/sager/", "/aarshjul/"))
    return "" if closed and not adgang.may_see_aarshjul(bruger) else kilde.url


@require_GET
def introduktion(request: HttpRequest) -> HttpResponse:
    """The whole note as it stands today, and which sections the system has no data for."""
    _require(request)
    today = timezone.localdate()
    form = AarForm(request.GET if "aar" in request.GET else {"aar": today.year})
    aar = form.cleaned_data["aar"] if form.is_valid() else today.year
    stykker = compose_stykker(aar, today)
    papir = compose_introduktion(aar, today, stykker)
    bruger = user_of(request)
    context = {
        "form": form,
        "aar": aar,
        "papir": papir,
        "stykker": stykker,
        "mangler": missing_in(stykker),
        "kilder": [(kilde, _address(kilde, bruger)) for kilde in papir.kilder],
    }
    return render(request, "notater/introduktion.html", context, status=400 if form.errors else 200)


@require_GET
def introduktion_fil(request: HttpRequest, aar: int, endelse: str) -> HttpResponseBase:
    """The note as a file."""
    _require(request)
    if endelse not in MIMETYPER or not AarForm({"aar": aar}).is_valid():
        raise Http404
    try:
        papir = compose_introduktion(aar, timezone.localdate())
        content = build_papir(papir, settings.ALMEN_KOMMUNE, endelse)
    except SkabelonFejl as error:
        messages.error(request, str(error))
        return redirect("notater:introduktion")
    return content_response(content, filnavn=f"introduktion-{aar}.{endelse}", mimetype=MIMETYPER[endelse])
