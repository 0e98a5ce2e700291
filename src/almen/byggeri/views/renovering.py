"""The list of renovations, the page of one, and its forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from almen.byggeri.forms.renovering import NyRenoveringForm, RenoveringForm, RenoveringsskemaForm
from almen.byggeri.kolonner import RENOVERINGSKOLONNER
from almen.byggeri.models import Bogstav, Garanti, Garantiramme, Problemtype, Renovering
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.byggeri.selectors.renovering import (
    amounts_table,
    femtedel_of,
    forget_renovering,
    lejestigning_of,
    renovering_of,
    visible_renoveringer,
)
from almen.byggeri.services import edit_renovering, open_renovering, save_renoveringsskema
from almen.byggeri.views.faelles import NO_RIGHT
from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import organisation_choices, user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView


class RenoveringFilter(AlmenFilterSet):
    """Filters of the list of renovations."""

    problem = ChoiceFilter(
        label="Problemtype", choices=Problemtype.choices, field_name="problemer", lookup_expr="icontains"
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )
    tilstand = ChoiceFilter(
        label="Tilstand",
        choices=(("aaben", "Under behandling"), ("afsluttet", "Afsluttet")),
        method="by_state",
    )

    class Meta:
        model = Renovering
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Renovering], name: str, value: str) -> QuerySet[Renovering]:
        running = {"sag__overblik__afslutning": ""}
        return queryset.filter(**running) if value == "aaben" else queryset.exclude(**running)


class RenoveringListe(ListView):
    """Every renovation whose case the user may see."""

    titel = "Renovering"
    navn = ("renovering", "renoveringer")
    beskrivelse = "Fysiske helhedsplaner og renoveringer fra prejekt til byggeregnskab"
    kolonner = RENOVERINGSKOLONNER
    filterset_class = RenoveringFilter
    search_fields = ("navn", "adresse", "sag__titel", "sag__nummer")
    search_label = "Søg på navn, adresse eller sagsnummer"
    standard_sortering = ("-sag_id",)
    template_name = "byggeri/renoveringer.html"
    eksport_navn = "renoveringer"
    tom_titel = "Ingen renoveringer endnu"
    tom_tekst = "En renovering kommer på listen, når der er åbnet en sag."

    def get_queryset(self) -> QuerySet[Renovering]:
        return visible_renoveringer(user_of(self.request))

    def extra_context(self) -> dict[str, Any]:
        return {"kan_se_rammer": may_see_rammer(user_of(self.request))}

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a case, for those who may."""
        may_open = adgang.may_open_sag(user_of(self.request))
        return [("Ny renoveringssag", reverse("byggeri:ny_renovering"))] if may_open else []


def _find(request: HttpRequest, nummer: str) -> Sag:
    found = visible_renoveringer(user_of(request)).select_related("sag__byggesag")
    sag = get_object_or_404(found, sag__nummer=nummer).sag
    forget_renovering(sag)
    return sag


def _editable(request: HttpRequest, nummer: str) -> Sag:
    sag = _find(request, nummer)
    adgang.require(adgang.may_edit_sag(user_of(request)), NO_RIGHT)
    return sag


def renovering(request: HttpRequest, nummer: str) -> HttpResponse:
    """One renovation: problems, figures side by side, rent, capital injection, guarantees."""
    sag = _find(request, nummer)
    data = renovering_of(sag)
    context: dict[str, Any] = {
        "sag": sag,
        "renovering": data.renovering,
        "afdelinger": data.renovering.afdelinger.select_related("boligorganisation")[:50],
        "beloeb": amounts_table(data),
        "skemaer": data.shown,
        "versioner": list(reversed(data.skemaer)),
        "leje": lejestigning_of(data.current),
        "femtedel": femtedel_of(data.current, data.parametre),
        "garantiramme": Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first(),
        "garantier": Garanti.objects.filter(sag=sag),
        "byggesag": getattr(sag, "byggesag", None),
        "kan_rette": adgang.may_edit_sag(user_of(request)),
        "kan_registrere": [letter for letter in Bogstav.values if not data.closed(letter)],
    }
    return render(request, "byggeri/renovering.html", context)


def ny(request: HttpRequest) -> HttpResponse:
    """Opens a case of renovation."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    form = NyRenoveringForm(request.POST or None, bruger=bruger)
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_renovering(bruger=bruger, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"Sag {sag.nummer} er åbnet. Udfyld resten, efterhånden som det kendes."
            )
            return redirect("byggeri:renovering", nummer=sag.nummer)
    context = {"form": form, "titel": "Ny renoveringssag", "tilbage": reverse("byggeri:renoveringer")}
    return render(request, "byggeri/renoveringsformular.html", context)


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes the facts."""
    sag = _editable(request, nummer)
    data = renovering_of(sag).renovering
    form = RenoveringForm(request.POST or None, instance=data, bruger=user_of(request))
    if request.method == "POST" and form.is_valid():
        felter = dict(form.cleaned_data)
        try:
            edit_renovering(
                bruger=user_of(request), sag=sag, afdelinger=felter.pop("afdelinger", None), **felter
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Oplysningerne er gemt.")
            return redirect(data)
    context = {"form": form, "titel": "Rediger renoveringen", "sag": sag, "tilbage": data.get_absolute_url()}
    return render(request, "byggeri/renoveringsformular.html", context)


def skema(request: HttpRequest, nummer: str, bogstav: str) -> HttpResponse:
    """Adds a version of Skema A, B or C, beginning with the newest figures."""
    sag = _editable(request, nummer)
    data = renovering_of(sag)
    if bogstav not in Bogstav.values:
        raise Http404
    if reason := data.closed(bogstav):
        messages.error(request, f"{reason}.")
        return redirect(data.renovering)
    form = RenoveringsskemaForm(request.POST or None, initial=_initial(data.latest(bogstav) or data.current))
    if request.method == "POST" and form.is_valid():
        try:
            save_renoveringsskema(
                bruger=user_of(request), sag=sag, bogstav=bogstav, tal=form.tal(), **form.head()
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, f"Skema {bogstav} er gemt som en ny version.")
            return redirect(data.renovering)
    context = {
        "form": form,
        "titel": f"Ny version af Skema {bogstav}",
        "sag": sag,
        "tilbage": data.renovering.get_absolute_url(),
    }
    return render(request, "byggeri/renoveringsformular.html", context)


def _initial(skema: Any) -> dict[str, Any]:
    names = RenoveringsskemaForm.Meta.fields[:-3]
    return {navn: getattr(skema, navn) for navn in names} if skema else {}
