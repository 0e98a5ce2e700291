"""The page where administrators give and take away access to the API."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.api.models import Klient
from almen.api.program import api
from almen.api.services import create_klient, revoke_klient
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.ui.forms import AlmenForm, DatoField


class KlientForm(AlmenForm):
    """A new client."""

    navn = forms.CharField(label="Navn", max_length=80, help_text="Programmet, der skal bruge adgangen.")
    bruger = forms.ModelChoiceField(
        label="Handler som",
        queryset=Bruger.objects.filter(is_active=True),
        help_text="Adgangen får brugerens rettigheder.",
    )
    udloeber = DatoField(
        label="Udløber", required=False, help_text="Sidste dag, nøglen gælder. Tom: ingen udløb."
    )

    def clean_udloeber(self) -> dt.date | None:
        """Refuses a day that has passed."""
        day: dt.date | None = self.cleaned_data["udloeber"]
        if day is not None and day < timezone.localdate():
            raise ValidationError("Datoen er passeret. Vælg i dag eller en senere dag.")
        return day


@dataclass(frozen=True)
class Operation:
    """One operation as the page lists it."""

    metode: str
    adresse: str
    titel: str


@functools.cache
def operations() -> tuple[Operation, ...]:
    """What the API can do, from its own description."""
    paths = api.get_openapi_schema()["paths"]
    return tuple(
        Operation(method.upper(), address, told["summary"])
        for address, methods in paths.items()
        for method, told in methods.items()
    )


def klienter(request: HttpRequest) -> HttpResponse:
    """Clients now and before. A new token is in the answer to its own form only: no session or log ever holds it."""
    adgang.require(adgang.may_administrate(request.user), "Kun administratorer ser API-adgange.")  # type: ignore[arg-type]
    form = KlientForm(request.POST or None)
    ny, token = None, ""
    if request.method == "POST" and form.is_valid():
        ny, token = create_klient(af=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        form = KlientForm()
    context = {
        "form": form,
        "klienter": Klient.objects.select_related("bruger"),
        "operationer": operations(),
        "ny": ny,
        "token": token,
    }
    return render(request, "api/klienter.html", context, status=400 if form.errors else 200)


@require_POST
def fjern(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a client's access away."""
    adgang.require(adgang.may_administrate(request.user), "Kun administratorer fjerner API-adgange.")  # type: ignore[arg-type]
    revoke_klient(af=request.user, klient=get_object_or_404(Klient, pk=pk, tilbagekaldt__isnull=True))  # type: ignore[arg-type]
    messages.success(request, "Adgangen er fjernet.")
    return redirect("api:tokens")


app_name = "api"
urlpatterns = [
    path("api-adgang/", klienter, name="tokens"),
    path("api-adgang/<int:pk>/fjern/", fjern, name="fjern"),
]
