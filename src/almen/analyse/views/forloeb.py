"""The cases, or stays, behind a figure of a measure."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import chosen
from almen.analyse.filtre_maal import Forloebsfilter
from almen.analyse.kolonner_udvikling import forloebskolonner
from almen.analyse.maalepunkter import Maal
from almen.analyse.models import Ophold
from almen.analyse.selectors.forloeb import behind, read_forloeb, stays_of
from almen.analyse.views.opslag import require_view
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView


class Bagomfilter(Forloebsfilter):
    """The filters as conditions on what lies behind a figure."""

    def filter_queryset(self, queryset: QuerySet[Ophold]) -> QuerySet[Any]:
        """Stays or cases, as the measure is."""
        valg = self.form.cleaned_data
        return behind(queryset, self.maal_of(valg), self.routes, chosen(valg))


class Forloebsliste(ListView):
    """One row a case that has begun the span, or one a stay where a step is measured."""

    titel = "Sager bag tallet"
    navn = ("forløb", "forløb")
    filterset_class = Bagomfilter
    search_fields = ("nummer", "titel")
    search_label = "Søg på sagsnummer eller titel"
    standard_sortering = ("begyndt",)
    template_name = "analyse/forloeb.html"
    eksport_navn = "forloeb"
    tom_titel = "Ingen sager har begyndt det, der måles"

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [("Analyse", reverse("analyse:forside")), ("Udvikling", reverse("analyse:udvikling"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, if the user may read the analysis."""
        self.bruger = require_view(request)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return stays_of(self.bruger)

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        if queryset.model is Ophold:
            self.search_fields = ("sag__nummer", "sag__titel")
        return super().search(queryset, tekst)

    def get_kolonner(self) -> list[Kolonne]:
        maal, today = self._maal(), timezone.localdate()
        return forloebskolonner(lambda row: read_forloeb(row, maal, today))

    def extra_context(self) -> dict[str, Any]:
        """What is measured, in words."""
        return {"maal": self._maal()}

    def _maal(self) -> Maal:
        filterset: Any = self.filterset
        return filterset.maal_of(filterset.form.cleaned_data if filterset.form.is_valid() else {})  # type: ignore[no-any-return]
