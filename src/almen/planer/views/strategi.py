"""Pages of the strategies that plans and bases point to."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.organisationer.selectors import user_of
from almen.planer.forms_politik import StrategiForm
from almen.planer.kolonner_politik import STRATEGIKOLONNER
from almen.planer.models import Strategi
from almen.planer.selectors import visible_planer
from almen.planer.selectors.politik import visible_politikker, visible_strategier
from almen.planer.services.strategi import MAY_NOT_EDIT, save_strategi
from almen.planer.views.opslag import place_error, status_of
from almen.planer.views.politik import MAY_NOT_SEE
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.lists import ListView


class StrategiListe(ListView):
    """Every strategy that plans and bases can point to."""

    titel = "Strategier"
    navn = ("strategi", "strategier")
    beskrivelse = "Strategier og planer uden for systemet, som politikker, planer og administrationsgrundlag henviser til."
    kolonner = STRATEGIKOLONNER
    search_fields = ("navn", "beskrivelse", "stand", "kilde")
    search_label = "Søg på navn, indhold eller kilde"
    standard_sortering = ("navn",)
    eksport_navn = "strategier"
    tom_titel = "Ingen strategier endnu"
    tom_tekst = "En strategi kommer på listen, når den er registreret."
    broedkrumme = (("Planer", "/planer/"), ("Politikker", "/planer/politikker/"))

    def get_queryset(self) -> QuerySet[Strategi]:
        bruger = user_of(self.request)
        adgang.require(adgang.may_see_omraader(bruger), MAY_NOT_SEE)
        seen = adgang.scope_of_sag(bruger, "planer__sag__")
        return visible_strategier(bruger).annotate(
            antal_planer=Count("planer", filter=seen, distinct=True),
            antal_grundlag=Count("grundlag", distinct=True),
        )

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Registering one."""
        own = adgang.may_edit_sag(user_of(self.request))
        return [("Ny strategi", reverse("planer:ny_strategi"))] if own else []


def strategi(request: HttpRequest, pk: int) -> HttpResponse:
    """A strategy, and what points to it."""
    bruger = user_of(request)
    found = get_object_or_404(visible_strategier(bruger), pk=pk)
    context = {
        "strategi": found,
        "planer": list(visible_planer(bruger).filter(strategier=found)),
        "politikker": list(visible_politikker(bruger).filter(strategier=found)),
        "grundlag": list(found.grundlag.all()),
        "kan_rette": adgang.may_edit_sag(bruger),
    }
    return render(request, "planer/strategi.html", context)


def ny_strategi(request: HttpRequest) -> HttpResponse:
    """Registers a strategy."""
    return _edit(request, None)


def ret_strategi(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a strategy."""
    return _edit(request, get_object_or_404(visible_strategier(user_of(request)), pk=pk))


def _edit(request: HttpRequest, found: Strategi | None) -> HttpResponse:
    bruger = user_of(request)
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    form = StrategiForm(request.POST or None, strategi=found)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_strategi(bruger=bruger, strategi=found, **form.cleaned_data)
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, "Strategien er gemt.")
            return redirect(saved)
    back = (str(found), found.get_absolute_url()) if found else ("Strategier", reverse("planer:strategier"))
    context = {
        "form": form,
        "titel": "Ret strategien" if found else "Ny strategi",
        "label": "Gem",
        "tilbage": back,
    }
    return render(request, "planer/formular.html", context, status=status_of(form))
