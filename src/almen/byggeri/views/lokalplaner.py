"""Local plans: the list, one plan with its projects, and the forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.byggeri.forms.lokalplan import LinkForm, LokalplanForm
from almen.byggeri.kolonner import LOKALPLANKOLONNER
from almen.byggeri.models import Lokalplan
from almen.byggeri.selectors.lokalplaner import ledig_siden, lokalplaner, samlet, visible_links
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.byggeri.services.lokalplan import NO_RIGHT, link_projekt, save_lokalplan, unlink_projekt
from almen.grundlag.selectors import current_parametre
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.regler.lokalplan import check_andel, compute_realisering
from almen.sager import adgang
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.forms import place_fejl
from almen.ui.lists import ListView


class LokalplanFilter(AlmenFilterSet):
    """Filters of the list of plans."""

    tilstand = ChoiceFilter(
        label="Krav",
        choices=(
            ("mangler", "Mangler projekter"),
            ("opfyldt", "Opfyldt"),
            ("ukendt", "Kravet er ikke oplyst"),
        ),
        method="by_state",
    )
    bydel = ChoiceFilter(
        label="Bydel",
        choices=lambda: [
            (item, item)
            for item in Lokalplan.objects.exclude(bydel="")
            .order_by("bydel")
            .values_list("bydel", flat=True)
            .distinct()
        ],
    )

    class Meta:
        model = Lokalplan
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Lokalplan], name: str, value: str) -> QuerySet[Lokalplan]:
        if value == "ukendt":
            return queryset.filter(krav_m2__isnull=True)
        if value == "opfyldt":
            return queryset.filter(krav_m2__lte=F("i_projekter"))
        return queryset.filter(krav_m2__gt=F("i_projekter"))


class LokalplanListe(ListView):
    """Every plan with its requirement, what lies in projects, and what is left."""

    titel = "Lokalplaner"
    navn = ("lokalplan", "lokalplaner")
    beskrivelse = "Krav om almene boliger i lokalplaner, og hvor meget der er blevet til projekter"
    kolonner = LOKALPLANKOLONNER
    filterset_class = LokalplanFilter
    search_fields = ("nummer", "navn", "bydel")
    search_label = "Søg på nummer, navn eller bydel"
    standard_sortering = ("-rest",)
    template_name = "byggeri/lokalplaner.html"
    eksport_navn = "lokalplaner"
    tom_titel = "Ingen lokalplaner endnu"
    tom_tekst = "Registrér de lokalplaner, der kræver almene boliger."

    def get_queryset(self) -> QuerySet[Lokalplan]:
        return lokalplaner()

    def extra_context(self) -> dict[str, Any]:
        return {"samlet": samlet(), "kan_se_rammer": may_see_rammer(user_of(self.request))}

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Registering a plan, for those who may."""
        may = adgang.may_edit_sag(user_of(self.request))
        acts = [
            ("Registrér lokalplan", reverse("byggeri:ny_lokalplan")),
            ("Hent datoer fra fil", reverse("byggeri:leddatoimport")),
        ]
        return acts if may else []


def lokalplan(request: HttpRequest, nummer: str) -> HttpResponse:
    """One plan: its requirement against planloven, its projects, and what is left."""
    bruger = user_of(request)
    plan = get_object_or_404(lokalplaner(), nummer=nummer)
    may_edit = adgang.may_edit_sag(bruger)
    form = LinkForm(request.POST or None, bruger=bruger) if may_edit else None
    if request.method == "POST":
        adgang.require(may_edit, NO_RIGHT)
        if form is not None and form.is_valid():
            try:
                link_projekt(bruger=bruger, lokalplan=plan, **form.cleaned_data)
            except UgyldigtInput as error:
                place_fejl(form, error.fejl)
            else:
                messages.success(request, "Projektet tæller nu med i lokalplanen.")
                return redirect(plan)
    realisering = (
        compute_realisering(plan.krav_m2, plan.i_projekter)  # type: ignore[attr-defined]
        if plan.krav_m2 is not None
        else None
    )
    siden = ledig_siden(plan)
    context = {
        "plan": plan,
        "realisering": realisering,
        "andel": check_andel(plan.andel_pct, parametre=current_parametre()),
        "links": list(visible_links(bruger, plan)),
        "ledig_siden": siden,
        "ledig_dage": (timezone.localdate() - siden).days if siden else None,
        "form": form,
    }
    return render(request, "byggeri/lokalplan.html", context)


def ny(request: HttpRequest) -> HttpResponse:
    """Registers a plan."""
    return _form(request, None)


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes a plan."""
    return _form(request, get_object_or_404(Lokalplan, nummer=nummer))


def _form(request: HttpRequest, plan: Lokalplan | None) -> HttpResponse:
    bruger = user_of(request)
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    form = LokalplanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        known = Lokalplan.objects.get(pk=plan.pk) if plan else None
        try:
            saved = save_lokalplan(bruger=bruger, lokalplan=known, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Lokalplanen er gemt.")
            return redirect(saved)
    return render(request, "byggeri/lokalplanformular.html", {"form": form, "plan": plan})


@require_POST
def fjern(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes a project away from a plan."""
    bruger = user_of(request)
    plan = get_object_or_404(Lokalplan, nummer=nummer)
    link = get_object_or_404(visible_links(bruger, plan), pk=pk)
    unlink_projekt(bruger=bruger, link=link)
    messages.success(request, f"{link.projekt.navn} tæller ikke længere med.")
    return redirect(plan)
