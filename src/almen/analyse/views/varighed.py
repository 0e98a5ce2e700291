"""How long the stretches take: the table of them, and the chosen one's survival curve, parted as asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import sagstype_of
from almen.analyse.filtre_vejen import GRUPPER, VarighedFilter
from almen.analyse.kolonner_vejen import duration_columns, list_address
from almen.analyse.maalestok import mindste_antal
from almen.analyse.regning import KanIkkeRegnes
from almen.analyse.selectors.varighed import FLEST, durations, table_of
from almen.analyse.selectors.vejen import ways_of
from almen.analyse.straekninger import vejkort_of
from almen.analyse.ventetider import published
from almen.analyse.views.opslag import require_view
from almen.analyse.views.vejen import krummer
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.kolonner import Kolonne
from almen.ui.kurvediagram import Kurve, survival_chart
from almen.ui.raekkeliste import Raekkeliste

# What only this page asks: the ways to the cases leave it behind.
OWN = ("gruppe", "straekning", "side", "sort", "q", "bred", "smal", "eksport")
FAILED = "Statistikken kunne ikke beregnes lige nu. Sagerne kan ses i listen; prøv igen om lidt."


class Varigheder(Raekkeliste):
    """Every stretch with how long it takes, and the curve of one."""

    titel = "Hvor lang tid tager det?"
    navn = ("strækning", "strækninger")
    beskrivelse = "Hele boligens vej, stykke for stykke. Sager, der ikke er færdige, tæller som ikke færdige"
    filterset_class = VarighedFilter
    search_label = "Søg på strækning"
    template_name = "analyse/varighed.html"
    result_template = "analyse/varighed_resultat.html"
    eksport_navn = "varighed"
    tom_titel = "Ingen strækninger"

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return krummer()

    def get_kolonner(self) -> list[Kolonne]:
        return duration_columns(self._filters(), reverse("analyse:varighed"))

    def _filters(self) -> Any:
        kept = self.request.GET.copy()
        for name in OWN:
            kept.pop(name, None)
        return kept

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        self.kort = vejkort_of(sagstype_of(valg))
        self.straekning = self.kort.straekning[valg.get("straekning") or self.kort.straekninger[0].id]
        self.mindst = mindste_antal()
        veje = ways_of(require_view(self.request), sagstype_of(valg), timezone.localdate())
        try:
            rows, self.dele = durations(veje, self.kort, valg, self.straekning, self.mindst)
        except KanIkkeRegnes:
            self.fejl.append(FAILED)
            return []
        self.egen = next(row for row in rows if row.id == self.straekning.id)
        return rows

    def search_text(self, row: Any) -> str:
        return str(row.navn)

    def result_context(self, queryset: Any) -> dict[str, Any]:
        require_view(self.request)
        if self.fejl:
            return {}
        query = self.request.GET.copy()
        for name in ("side", "sort", "q"):
            query.pop(name, None)
        return {
            "straekning": self.straekning,
            "punkter": [self.kort.punkt[end] for end in (self.straekning.fra, self.straekning.til)],
            "dele": [
                (part, list_address(self._filters(), {**part.filtre, "stand": "maalt"})) for part in self.dele
            ],
            "tabel": table_of(self.dele),
            "gruppe": GRUPPER.get(self.valgt.get("gruppe") or "", ""),
            "flest": FLEST,
            "har_kurve": any(part.kurve for part in self.dele),
            "filtre": query.urlencode(),
            "mindst": self.mindst,
            "offentliggjorte": published(sagstype_of(self.valgt), self.straekning.id),
            "egen": self.egen,
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The curves, with the same choices as the page."""
        require_view(request)
        view, _ = cls.read(request)
        parts = [] if view.fejl else view.dele
        return svg_response(
            survival_chart(
                [Kurve(part.navn, part.tekst, part.kurve, part.laengst) for part in parts],
                titel=view.straekning.navn if parts else view.titel,
                beskrivelse="Hvor stor en del af sagerne der ikke er nået til strækningens slutning efter så mange dage",
                bredde=requested_width(request),
            ),
            max_age=0,
        )
