"""The guarantee register and land loans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from almen.byggeri.forms.oekonomi import GarantiForm, GrundkoebslaanForm
from almen.byggeri.kolonner import GARANTIKOLONNER, GRUNDKOEBSLAANKOLONNER
from almen.byggeri.models import Garanti, Garantiformaal, Grundkoebslaan
from almen.byggeri.selectors.garantier import (
    garanti_eksponering,
    proposed_garanti,
    visible_garantier,
    visible_grundkoebslaan,
)
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.byggeri.services import register_garanti, register_grundkoebslaan
from almen.byggeri.views.faelles import editable_garantisag, editable_sag, page_of
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Sag
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView


class GarantiFilter(AlmenFilterSet):
    """Filters of the guarantee register."""

    formaal = ChoiceFilter(label="Formål", choices=Garantiformaal.choices)
    status = ChoiceFilter(
        label="Status",
        choices=(("besluttet", "Besluttet"), ("forslag", "Forslag")),
        method="by_status",
    )
    fra = DatoFilter(label="Besluttet fra", field_name="beslutning_dato", lookup_expr="gte")
    til = DatoFilter(label="Besluttet til", field_name="beslutning_dato", lookup_expr="lte")

    class Meta:
        model = Garanti
        fields: list[str] = []

    def by_status(self, queryset: QuerySet[Garanti], name: str, value: str) -> QuerySet[Garanti]:
        return queryset.filter(beslutning_nummer__isnull=value == "forslag")


class GarantiListe(ListView):
    """Every guarantee that the user may see: gross, percent, re-guarantee, net, frame, decision."""

    titel = "Garantier"
    navn = ("garanti", "garantier")
    beskrivelse = "Kommunens garantier for lån til nybyggeri og renovering"
    kolonner = GARANTIKOLONNER
    filterset_class = GarantiFilter
    search_fields = ("sag__titel", "sag__nummer", "laangiver")
    search_label = "Søg på sag eller långiver"
    standard_sortering = ("-beslutning_dato",)
    template_name = "byggeri/garantier.html"
    eksport_navn = "garantier"
    broedkrumme = (("Nybyggeri", "/byggeri/"),)
    tom_titel = "Ingen garantier endnu"
    tom_tekst = "En garanti registreres på projektets eller renoveringens side."

    def get_queryset(self) -> QuerySet[Garanti]:
        return visible_garantier(user_of(self.request))

    def extra_context(self) -> dict[str, Any]:
        bruger = user_of(self.request)
        return {"eksponering": garanti_eksponering(bruger), "kan_se_rammer": may_see_rammer(bruger)}


class GrundkoebslaanListe(ListView):
    """Every land loan that the user may see."""

    titel = "Grundkøbslån"
    navn = ("grundkøbslån", "grundkøbslån")
    beskrivelse = "Lån til køb af grund efter almenboligloven § 119 a"
    kolonner = GRUNDKOEBSLAANKOLONNER
    search_fields = ("sag__titel", "sag__nummer")
    standard_sortering = ("-pk",)
    template_name = "byggeri/grundkoebslaan.html"
    eksport_navn = "grundkoebslaan"
    broedkrumme = (("Nybyggeri", "/byggeri/"),)
    tom_titel = "Ingen grundkøbslån endnu"
    tom_tekst = "Et grundkøbslån registreres på projektets side."

    def get_queryset(self) -> QuerySet[Grundkoebslaan]:
        return visible_grundkoebslaan(user_of(self.request))

    def extra_context(self) -> dict[str, Any]:
        return {"kan_se_rammer": may_see_rammer(user_of(self.request))}


def ny_garanti(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers a proposed guarantee in a case."""
    sag = editable_garantisag(request, nummer)
    return _garanti_form(request, sag, proposed_garanti(sag), None)


def udfyld_garanti(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Completes a guarantee: a proposal, or a decided one whose amount was not known."""
    sag = editable_garantisag(request, nummer)
    garanti = get_object_or_404(Garanti, pk=pk, sag=sag)
    return _garanti_form(request, sag, GarantiForm.initial_of(garanti), garanti)


def _garanti_form(
    request: HttpRequest, sag: Sag, initial: dict[str, Any], garanti: Garanti | None
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = GarantiForm(posted, initial=initial)
    if posted is not None and form.is_valid():
        try:
            register_garanti(bruger=user_of(request), sag=sag, garanti=garanti, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Garantien er registreret.")
            return redirect(page_of(sag))
    titel = "Registrér garanti" if garanti is None else "Udfyld garanti"
    return render(
        request, "byggeri/formular.html", {"sag": sag, "form": form, "titel": titel, "tilbage": page_of(sag)}
    )


def nyt_grundkoebslaan(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers a land loan in a case."""
    sag = editable_sag(request, nummer)
    posted = request.POST if request.method == "POST" else None
    form = GrundkoebslaanForm(posted)
    if posted is not None and form.is_valid():
        try:
            register_grundkoebslaan(bruger=user_of(request), sag=sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Grundkøbslånet er registreret.")
            return redirect("byggeri:projekt", nummer=sag.nummer)
    return render(
        request,
        "byggeri/formular.html",
        {"sag": sag, "form": form, "titel": "Registrér grundkøbslån", "tilbage": page_of(sag)},
    )
