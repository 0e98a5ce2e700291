"""Pages of members' proposals and of the analyses that they may start."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.grundlag.models import Administrationsgrundlag, Sikkerhed
from almen.grundlag.selectors import IngenSagsgang
from almen.grundlagssager.forms import AnalyseForm, ForslagForm, initial_of_forslag
from almen.grundlagssager.kolonner import FORSLAGSKOLONNER
from almen.grundlagssager.models import Medlemsforslag
from almen.grundlagssager.selectors import visible_aendringer, visible_analyser, visible_forslag
from almen.grundlagssager.services import edit_analyse, open_analyse, save_forslag
from almen.organisationer.selectors import aktoer_navn, user_of
from almen.regler.fejl import UgyldigtInput
from almen.regler.resultat import kilde_er_link
from almen.sager import adgang
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

MAY_NOT = "Kun sagsbehandlere og ledere kan registrere medlemsforslag og åbne sager."


class ForslagFilter(AlmenFilterSet):
    """What proposals can be narrowed by."""

    grundlag = ModelChoiceFilter(label="Grundlag", queryset=Administrationsgrundlag.objects.all())
    sikkerhed = ChoiceFilter(label="Sikkerhed", choices=Sikkerhed.choices)
    fra = DatoFilter(label="Mødedato fra", field_name="dato", lookup_expr="gte")
    til = DatoFilter(label="Mødedato til", field_name="dato", lookup_expr="lte")

    class Meta:
        model = Medlemsforslag
        fields: list[str] = []


class ForslagListe(ListView):
    """Members' proposals, with or without a base and a case."""

    titel = "Medlemsforslag"
    navn = ("medlemsforslag", "medlemsforslag")
    beskrivelse = "Forslag fra medlemmer, der handler om almene boliger og kommunens grundlag"
    kolonner = FORSLAGSKOLONNER
    filterset_class = ForslagFilter
    search_fields = ("titel", "tekst", "stiller")
    search_label = "Søg i titel, forslag og parti"
    standard_sortering = ("-id",)
    eksport_navn = "medlemsforslag"
    tom_titel = "Ingen medlemsforslag"
    tom_tekst = "Et forslag kommer på listen, når det er registreret."
    broedkrumme = (("Grundlag", "/grundlag/"),)

    def get_queryset(self) -> QuerySet[Medlemsforslag]:
        return visible_forslag(user_of(self.request))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Recording one, for those who may."""
        may = adgang.may_open_sag(user_of(self.request))
        return [("Registrér et medlemsforslag", reverse("grundlagssager:nyt_forslag"))] if may else []


def forslag(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, and the cases that it has started."""
    bruger = user_of(request)
    found = get_object_or_404(visible_forslag(bruger), pk=pk)
    context = {
        "forslag": found,
        "organ": aktoer_navn(found.organ, found.dato or found.registreret.date()) if found.organ else "",
        "er_link": kilde_er_link(found.kilde),
        "aendringer": visible_aendringer(bruger).filter(forslag=found),
        "analyser": visible_analyser(bruger).filter(forslag=found),
        "kan_aabne": adgang.may_open_sag(bruger),
        "grundlag": list(found.grundlag.all()),
    }
    return render(request, "grundlagssager/forslag.html", context)


def nyt_forslag(request: HttpRequest) -> HttpResponse:
    """Records a proposal."""
    return _save_forslag(request, None)


def ret_forslag(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a proposal; what it was stands in the journal."""
    return _save_forslag(request, get_object_or_404(visible_forslag(user_of(request)), pk=pk))


def _save_forslag(request: HttpRequest, found: Medlemsforslag | None) -> HttpResponse:
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT)
    form = ForslagForm(request.POST or None, initial=initial_of_forslag(found) if found else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_forslag(bruger=bruger, forslag=found, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Medlemsforslaget er gemt.")
            return redirect(saved)
    context = {"form": form, "forslag": found}
    return render(
        request, "grundlagssager/forslagsformular.html", context, status=400 if form.errors else 200
    )


def ny_analyse(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens an analysis on a member's proposal."""
    bruger = user_of(request)
    found = get_object_or_404(visible_forslag(bruger), pk=pk)
    adgang.require(adgang.may_open_sag(bruger), MAY_NOT)
    initial = {
        "titel": f"Analyse: {found.titel}"[:200],
        "formaal": found.tekst,
        "grundlag": list(found.grundlag.values_list("pk", flat=True)),
    }
    form = AnalyseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_analyse(
                bruger=bruger,
                forslag=found,
                kilde=found.kilde,
                sikkerhed=found.sikkerhed,
                **form.cleaned_data,
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Sag {sag.nummer} er åbnet.")
            return redirect(sag)
    context: dict[str, Any] = {"form": form, "forslag": found}
    return render(request, "grundlagssager/analyseformular.html", context, status=400 if form.errors else 200)


def analyse(request: HttpRequest, nummer: str) -> HttpResponse:
    """One analysis: what it is to find out, which bases, and where it comes from."""
    bruger = user_of(request)
    found = get_object_or_404(visible_analyser(bruger), sag__nummer=nummer)
    context = {
        "analyse": found,
        "sag": found.sag,
        "grundlag": list(found.grundlag.all()),
        "er_link": kilde_er_link(found.kilde),
        "kan_rette": adgang.may_edit_sag(bruger) and not found.sag.overblik.afslutning,
        "kan_aabne": adgang.may_open_sag(bruger),
        "ser_forslag": adgang.may_see_forberedelse(bruger),
    }
    return render(request, "grundlagssager/analyse.html", context)


def ret_analyse(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes purpose, bases and note of an analysis."""
    bruger = user_of(request)
    found = get_object_or_404(visible_analyser(bruger), sag__nummer=nummer)
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT)
    initial = {
        "formaal": found.formaal,
        "note": found.note,
        "grundlag": list(found.grundlag.values_list("pk", flat=True)),
    }
    form = AnalyseForm(request.POST or None, initial=initial)
    del form.fields["titel"]  # the case's own page changes it
    if request.method == "POST" and form.is_valid():
        try:
            edit_analyse(bruger=bruger, sag=found.sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Analysen er gemt.")
            return redirect(found)
    context = {"form": form, "analyse": found, "sag": found.sag}
    return render(request, "grundlagssager/analyseformular.html", context, status=400 if form.errors else 200)
