"""Afdelinger: list, page, forms, the dwellings counted on a day, and a file of many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from almen.organisationer import kolonner, oversigt, services
from almen.organisationer.filtre import AfdelingFilter
from almen.organisationer.forms import AfdelingForm, BestandForm, NyAfdelingForm
from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype
from almen.organisationer.selectors import user_of
from almen.organisationer.services import Optaelling
from almen.organisationer.services.rettigheder import may_edit_stamdata, require_edit_stamdata
from almen.organisationer.stedkort import cards_of
from almen.organisationer.views.faelles import attempt, find_afdeling, find_organisation, form_page
from almen.ui import formater
from almen.ui.lists import ListView

LISTE = "Boligorganisationer"


class AfdelingListe(ListView):
    """Afdelinger of the boligorganisationer that the user may see."""

    titel = "Afdelinger"
    navn = ("afdeling", "afdelinger")
    kolonner = kolonner.AFDELINGER
    filterset_class = AfdelingFilter
    search_fields = ("navn", "nummer", "adresse", "bydel", "boligorganisation__navn")
    standard_sortering = ("boligorganisation__navn", "nummer")
    eksport_navn = "afdelinger"
    tom_tekst = "Ingen afdelinger svarer til søgningen."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [(LISTE, reverse("organisationer:liste"))]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """One button, for those who may change afdelinger."""
        from_file = [("Hent fra fil", reverse("organisationer:import_alle"))]
        return from_file if may_edit_stamdata(self.request.user) else []

    def get_queryset(self) -> QuerySet[Any]:
        """With dwellings by type as counted last."""
        return oversigt.afdelinger_with_counts(self.request.user)


def _crumbs(organisation: Boligorganisation, nummer: str = "") -> list[tuple[str, str]]:
    lbf = organisation.lbf_nummer
    crumbs = [
        (LISTE, reverse("organisationer:liste")),
        (organisation.navn, reverse("organisationer:organisation", args=[lbf])),
    ]
    if nummer:
        crumbs.append((f"Afd. {nummer}", reverse("organisationer:afdeling", args=[lbf, nummer])))
    return crumbs


def afdeling(request: HttpRequest, lbf: str, nummer: str) -> HttpResponse:
    """One afdeling: master data, and its dwellings as counted over the years."""
    found = find_afdeling(request, lbf, nummer)
    context = {
        "afdeling": found,
        "organisation": found.boligorganisation,
        "broedkrumme": _crumbs(found.boligorganisation),
        "boligtyper": Boligtype.labels,
        "opgoerelser": oversigt.opgoerelser(found),
        "kort": cards_of(found, user_of(request)),
        "maa_rette": may_edit_stamdata(request.user),
    }
    return render(request, "organisationer/afdeling.html", context)


def ny_afdeling(request: HttpRequest, lbf: str) -> HttpResponse:
    """Creates an afdeling, with its dwellings if they are known."""
    parent = find_organisation(request, lbf)
    require_edit_stamdata(request.user)
    form = NyAfdelingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = Afdeling(boligorganisation=parent)
        if _save(request, form, new, form.bestand()):
            messages.success(request, f"{new} er oprettet.")
            return redirect("organisationer:afdeling", lbf, new.nummer)
    note = "Boligerne regnes som opgjort i dag. De kan også skrives senere med deres egen dag."
    return form_page(request, form, "Ny afdeling", _crumbs(parent), "Opret", note)


def ret_afdeling(request: HttpRequest, lbf: str, nummer: str) -> HttpResponse:
    """Changes an afdeling's master data."""
    found = find_afdeling(request, lbf, nummer)
    require_edit_stamdata(request.user)
    form = AfdelingForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        stored = find_afdeling(request, lbf, nummer)  # as it was: the form has written into `found`
        if _save(request, form, stored):
            messages.success(request, f"{stored} er gemt.")
            return redirect("organisationer:afdeling", lbf, stored.nummer)
    return form_page(request, form, "Ret afdeling", _crumbs(found.boligorganisation, nummer))


def _save(
    request: HttpRequest, form: Any, item: Afdeling, bestand: dict[str, Optaelling] | None = None
) -> bool:
    fields = {name: form.cleaned_data[name] for name in AfdelingForm.Meta.fields}
    taken = item.boligorganisation.afdelinger.filter(nummer=fields["nummer"]).exclude(pk=item.pk)
    if taken.exists():
        form.add_error("nummer", "Nummeret bruges allerede af en anden afdeling i organisationen.")
        return False
    return bool(
        attempt(
            form,
            lambda: services.save_afdeling(bruger=request.user, afdeling=item, bestand=bestand, **fields),
            "nummer",
        )
    )


def bestand(request: HttpRequest, lbf: str, nummer: str) -> HttpResponse:
    """Records the dwellings by type as counted on a day."""
    found = find_afdeling(request, lbf, nummer)
    require_edit_stamdata(request.user)
    known: dict[str, Optaelling] = {}
    for row in found.bestand.order_by("opgjort"):
        known[row.boligtype] = Optaelling(row.antal, row.bruttoareal_m2)
    form = BestandForm(request.POST or None, kendt=known)
    if request.method == "POST" and form.is_valid():
        day, counts = form.cleaned_data["opgjort"], form.bestand()
        done = attempt(
            form,
            lambda: services.set_bestand(bruger=request.user, afdeling=found, opgjort=day, bestand=counts),
        )
        if done:
            messages.success(request, f"Boligerne er gemt, som de var {formater.dato(day)}.")
            return redirect("organisationer:afdeling", lbf, nummer)
    note = "Felterne viser den seneste opgørelse. Tidligere dage bliver stående i historikken."
    crumbs = _crumbs(found.boligorganisation, nummer)
    return form_page(request, form, "Opgør boliger", crumbs, note=note)
