"""The stays behind every figure of lead time."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from almen.analyse.filtre import sagstype_of
from almen.analyse.filtre_tider import OpholdslisteFilter
from almen.analyse.kolonner_tider import ophold_kolonner
from almen.analyse.selectors.ophold import visible_ophold
from almen.analyse.selectors.ruter import routes_of, steps_of
from almen.analyse.selectors.tabt_tid import ForMange
from almen.analyse.views.opslag import require_view
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

KRUMMER = (("Analyse", "analyse:forside"),)


class Opholdsliste(ListView):
    """Every stay of the cases that the user may see."""

    titel = "Ophold ved trin"
    navn = ("ophold", "ophold")
    beskrivelse = (
        "Ét ophold er et trin i en sag i én runde: fra dagen, hvor det kunne tages op, til det blev afgjort"
    )
    filterset_class = OpholdslisteFilter
    search_fields = ("sag__nummer", "sag__titel")
    search_label = "Søg på sagsnummer eller titel"
    standard_sortering = ("-klar",)
    template_name = "analyse/ophold.html"
    eksport_navn = "ophold"
    tom_titel = "Ingen ophold"
    tom_tekst = "Opholdene kommer med sagernes beslutninger."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [(navn, reverse(name)) for navn, name in KRUMMER]

    def get_queryset(self) -> QuerySet[Any]:
        return visible_ophold(require_view(self.request)).select_related("sag")

    def filtered(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows; none where the cause was asked for of too many stays."""
        try:
            return super().filtered(request)
        except ForMange:
            self.q = self.sort = ""
            self.fejl.append(
                "Dage gået med: udsnittet er for stort. Vælg også et trin, en fase eller færre år."
            )
            return self.get_queryset().none()

    def get_kolonner(self) -> list[Kolonne]:
        """The columns, with the names of the chosen case type's steps."""
        if not hasattr(self, "_kolonner"):
            routes = self.filterset.routes if self.filterset else routes_of(sagstype_of(self.request.GET))
            self._kolonner = ophold_kolonner({key: trin.navn for key, trin in steps_of(routes).items()})
        return self._kolonner
