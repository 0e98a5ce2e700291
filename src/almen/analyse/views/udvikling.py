"""How a time has developed from year to year, and the cases behind each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import chosen, sagstype_of
from almen.analyse.filtre_maal import Maalefilter, Udviklingsfilter
from almen.analyse.kolonner_udvikling import AARSKOLONNER
from almen.analyse.maalestok import mindste_antal
from almen.analyse.regning import KanIkkeRegnes, answers_to
from almen.analyse.selectors.ophold import narrow, visible_ophold
from almen.analyse.selectors.spand import Maaling, measured
from almen.analyse.udvikling import Aarsraekke, Udvikling, follow
from almen.analyse.views.opslag import require_view
from almen.organisationer.models import Bruger
from almen.sagsgang.register import REGISTER
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.raekkeliste import Raekkeliste

SERIE = "Median"


@dataclass(frozen=True)
class Vist:
    """A year with the address of its cases."""

    raekke: Aarsraekke
    url: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raekke, name)


def measured_of(bruger: Bruger, filterset: Maalefilter, valg: Mapping[str, Any]) -> list[Maaling]:
    """What the user may see of the chosen measure in the chosen cases. One query."""
    rows = narrow(visible_ophold(bruger), chosen(valg))
    return measured(rows, filterset.maal_of(valg), filterset.routes, timezone.localdate())


def holds_demo(bruger: Bruger, valg: Mapping[str, Any]) -> bool:
    """True if there are made-up cases among the chosen ones. One query."""
    return narrow(visible_ophold(bruger), chosen(valg)).filter(sag__demo=True).exists()


class Udviklingsliste(Raekkeliste):
    """The years in which the measured thing began, each with its number, median, interval and quartiles."""

    titel = "Udvikling"
    navn = ("år", "år")
    beskrivelse = "Hvad det tog, år for år, og om det er blevet kortere eller længere"
    kolonner = AARSKOLONNER
    filterset_class = Udviklingsfilter
    search_fields: tuple[str, ...] = ()  # type: ignore[assignment]
    page_size = 100
    template_name = "analyse/udvikling.html"
    result_template = "analyse/udvikling_resultat.html"
    eksport_navn = "udvikling"
    tom_titel = "Der er intet at måle endnu"
    tom_tekst = "Siden viser årene, når der er sager, der har begyndt det, der måles."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [("Analyse", reverse("analyse:forside"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, if the user may read the analysis."""
        self.bruger = require_view(request)
        return super().get(request, *args, **kwargs)

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        self.udvikling: Udvikling | None = None
        self.mindst, years = mindste_antal(), int(valg.get("saml") or 1)
        found = measured_of(self.bruger, self.filterset, valg)
        if not found:
            return []
        today = timezone.localdate()
        try:
            self.udvikling = follow(found, self.mindst, years, today.year, answers_to)
        except KanIkkeRegnes:
            self.fejl.append("Statistikken kunne ikke beregnes. Prøv igen om lidt.")
            return []
        return [Vist(row, self._cases_of(row)) for row in self.udvikling.raekker]

    def _cases_of(self, row: Aarsraekke) -> str:
        query = self._filters()
        query.pop("saml", None)
        query["begyndt_fra"], query["begyndt_til"] = f"01.01.{row.aar}", f"31.12.{row.til_aar}"
        return f"{reverse('analyse:bag_tallet')}?{query.urlencode()}"

    def _filters(self) -> Any:
        query = self.request.GET.copy()
        for name in ("side", "sort", "eksport", "q"):
            query.pop(name, None)
        return query

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        return {
            "udvikling": self.udvikling,
            "demo": holds_demo(self.bruger, self.valgt),
            "maal": self.filterset.maal_of(self.valgt),
            "sagstype": REGISTER.sagstype(sagstype_of(self.valgt)).navn,
            "mindst": self.mindst,
            "filtre": self._filters().urlencode(),
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The years' medians with their intervals, with the same filters."""
        view = cls()
        view.setup(request)
        view.bruger, view.fejl = require_view(request), []
        view.filtered(request)
        return svg_response(draw_years(getattr(view, "udvikling", None), requested_width(request)), max_age=0)


def draw_years(udvikling: Udvikling | None, bredde: int) -> str:
    """Every period from the first whose median is known to the last; the line breaks where one says nothing."""
    rows = udvikling.raekker if udvikling else ()
    usable = {row.aar: row for row in rows if row.median is not None}
    length = rows[0].til_aar - rows[0].aar + 1 if rows else 1
    years = range(min(usable), max(usable) + 1, length) if usable else range(0)
    names = {row.aar: row.navn for row in rows}
    return line_chart(
        [(names.get(aar, str(aar)), SERIE, usable[aar].median if aar in usable else None) for aar in years],
        titel="Udvikling i median",
        enhed="dage",
        beskrivelse="Medianen for det, der begyndte i året; bjælken er dens interval (95 procent)",
        bredde=bredde,
        spaend=[
            (row.navn, SERIE, row.median_fra, row.median_til)
            for row in usable.values()
            if row.median_fra is not None and row.median_til is not None
        ],
    )
