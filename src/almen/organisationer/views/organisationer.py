"""Boligorganisationer: list, page, form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from almen.organisationer import kolonner, oversigt, services
from almen.organisationer.filtre import OrganisationFilter
from almen.organisationer.forms import OrganisationForm
from almen.organisationer.models import Boligorganisation, Boligtype
from almen.organisationer.selectors import user_of
from almen.organisationer.services.rettigheder import may_edit_stamdata, require_edit_stamdata
from almen.organisationer.stedkort import cards_of
from almen.organisationer.views.faelles import attempt, find_organisation, form_page
from almen.ui.lists import ListView

LISTE = "Boligorganisationer"


class OrganisationListe(ListView):
    """Boligorganisationer that the user may see."""

    titel = LISTE
    navn = ("boligorganisation", "boligorganisationer")
    kolonner = kolonner.ORGANISATIONER
    filterset_class = OrganisationFilter
    search_fields = ("navn", "kortnavn", "lbf_nummer", "administrator")
    standard_sortering = ("navn",)
    eksport_navn = "boligorganisationer"
    tom_tekst = "Ingen boligorganisationer svarer til søgningen."

    def get_queryset(self) -> QuerySet[Any]:
        """With the number of afdelinger and dwellings."""
        return oversigt.organisationer_with_counts(self.request.user)

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Buttons: one more for those who may add."""
        new = [("Ny boligorganisation", reverse("organisationer:ny"))]
        all_afdelinger = ("Alle afdelinger", reverse("organisationer:afdelinger"))
        return [*(new if may_edit_stamdata(self.request.user) else []), all_afdelinger]


def organisation(request: HttpRequest, lbf: str) -> HttpResponse:
    """One boligorganisation: afdelinger, and dwellings by type as counted last."""
    found = find_organisation(request, lbf)
    lines = oversigt.bestandslinjer(found)
    context = {
        "organisation": found,
        "linjer": lines,
        "boligtyper": Boligtype.labels,
        "totaler": oversigt.totals(lines),
        "kort": cards_of(found, user_of(request)),
        "maa_rette": may_edit_stamdata(request.user),
    }
    return render(request, "organisationer/organisation.html", context)


def ret_organisation(request: HttpRequest, lbf: str | None = None) -> HttpResponse:
    """Creates or changes a boligorganisation."""
    found = find_organisation(request, lbf) if lbf else None
    require_edit_stamdata(request.user)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        stored = Boligorganisation.objects.get(pk=found.pk) if found else None
        saved = attempt(
            form,
            lambda: services.save_boligorganisation(
                bruger=request.user, organisation=stored, **form.cleaned_data
            ),
        )
        if saved:
            messages.success(request, f"{saved} er gemt.")
            return redirect("organisationer:organisation", saved.lbf_nummer)
    crumbs = [(LISTE, reverse("organisationer:liste"))]
    if found is not None and lbf is not None:
        # The form has written into `found`; its old name stands in the address only.
        crumbs.append((f"LBF-nr. {lbf}", reverse("organisationer:organisation", args=[lbf])))
    return form_page(request, form, "Ret boligorganisation" if found else "Ny boligorganisation", crumbs)
