"""The guarantee register and land loans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from almen.byggeri.forms.oekonomi import DagForm, GarantiForm, GrundkoebslaanForm
from almen.byggeri.kolonner import GARANTIKOLONNER, GRUNDKOEBSLAANKOLONNER
from almen.byggeri.models import Garanti, Garantiformaal, Grundkoebslaan
from almen.byggeri.selectors.garantier import (
    eksponeringsoversigt,
    garanti_eksponering,
    proposed_garanti,
    visible_garantier,
    visible_grundkoebslaan,
)
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.byggeri.services import register_garanti, register_grundkoebslaan
from almen.byggeri.views.faelles import editable_garantisag, editable_sag, page_of
from almen.organisationer.selectors import organisation_choices, user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Sag
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView

NO_LAANGIVER = "-"
MAY_NOT_SEE = "Kun kommunens egne brugere ser den samlede eksponering."


def _laangivere() -> list[tuple[str, str]]:
    names = Garanti.objects.exclude(laangiver="").order_by("laangiver").values_list("laangiver", flat=True)
    return [(NO_LAANGIVER, "Ikke oplyst"), *((name, name) for name in names.distinct())]


class GarantiFilter(AlmenFilterSet):
    """Filters of the guarantee register."""

    formaal = ChoiceFilter(label="Formål", choices=Garantiformaal.choices)
    status = ChoiceFilter(
        label="Status",
        choices=(("besluttet", "Besluttet"), ("forslag", "Forslag")),
        method="by_status",
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )
    laangiver = ChoiceFilter(label="Långiver", choices=_laangivere, method="by_laangiver")
    fra = DatoFilter(label="Besluttet fra", field_name="beslutning_dato", lookup_expr="gte")
    til = DatoFilter(label="Besluttet til", field_name="beslutning_dato", lookup_expr="lte")

    class Meta:
        model = Garanti
        fields: list[str] = []

    def by_status(self, queryset: QuerySet[Garanti], name: str, value: str) -> QuerySet[Garanti]:
        return queryset.filter(beslutning_nummer__isnull=value == "forslag")

    def by_laangiver(self, queryset: QuerySet[Garanti], name: str, value: str) -> QuerySet[Garanti]:
        return queryset.filter(laangiver="" if value == NO_LAANGIVER else value)


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

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The overview, for the municipality's own people."""
        may = may_see_rammer(user_of(self.request))
        return [("Eksponering", reverse("byggeri:eksponering"))] if may else []

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


def eksponering(request: HttpRequest) -> HttpResponse:
    """What the municipality stands surety for: by organisation, by lender, and over the years."""
    bruger = user_of(request)
    if not may_see_rammer(bruger):
        raise PermissionDenied(MAY_NOT_SEE)
    form = DagForm(request.GET or None)
    typed = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    context = {
        "oversigt": eksponeringsoversigt(bruger, typed or timezone.localdate()),
        "form": form,
        "uoplyst": NO_LAANGIVER,
    }
    return render(request, "byggeri/eksponering.html", context)


def eksponering_svg(request: HttpRequest) -> HttpResponse:
    """The exposure at the end of each year, gross and net."""
    bruger = user_of(request)
    if not may_see_rammer(bruger):
        raise PermissionDenied(MAY_NOT_SEE)
    rows: list[tuple[str, str, int]] = []
    for item in eksponeringsoversigt(bruger, timezone.localdate()).aar:
        rows += [(item.navn, "Brutto", item.brutto), (item.navn, "Netto", item.netto)]
    svg = line_chart(rows, titel="Garantier ved årets udgang", enhed="kr.", bredde=requested_width(request))
    return svg_response(svg, max_age=60)


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
