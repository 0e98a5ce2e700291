"""The project list's filtered projects as a board, over time and on a map: filter once, see them all."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from almen.byggeri.models import Projekt
from almen.byggeri.selectors.pipeline import Krydsraekke, board, by_district, by_year, on_map
from almen.byggeri.selectors.projekter import FASER
from almen.byggeri.views.projekt import ProjektListe
from almen.organisationer.selectors import current_bydelskort
from almen.ui.diagrammer import Kortmaerke, map_chart, requested_width, stacked_bar_chart, svg_response


class Tavle(ProjektListe):
    """The projects as a board by phase."""

    template_name = "byggeri/pipeline.html"
    result_template = "byggeri/tavle_resultat.html"
    visning = "tavle"

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        return {"spalter": board(queryset), "visning": self.visning}


class Tid(ProjektListe):
    """The dwellings by the year they are taken into use."""

    template_name = "byggeri/pipeline.html"
    result_template = "byggeri/kryds_resultat.html"
    visning = "tid"
    noegle = "År"

    def rows(self, queryset: QuerySet[Projekt]) -> list[Krydsraekke]:
        """What the table and the drawing show."""
        return by_year(queryset)

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        return {"raekker": self.rows(queryset), "faser": [navn for _, navn in FASER], "visning": self.visning}

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The table as a drawing, with the same filters."""
        view, found = cls.read(request)
        return svg_response(view.drawing(found, requested_width(request)), max_age=60)

    def drawing(self, queryset: QuerySet[Projekt], bredde: int) -> str:
        """The rows as stacked bars."""
        rows = [
            (row.navn, navn, antal)
            for row in self.rows(queryset)
            for (_, navn), antal in zip(FASER, row.boliger, strict=True)
        ]
        return stacked_bar_chart(rows, titel=f"Boliger efter {self.noegle.lower()}", bredde=bredde)


class Kort(Tid):
    """The dwellings by district on a map with the projects, above a table of the districts and the list itself.

    A municipality whose profile has no outlines gets bars instead of the map.
    """

    result_template = "ui/liste_resultat.html"
    views_template = "byggeri/kort.html"
    visning = "kort"
    noegle = "Bydel"

    def rows(self, queryset: QuerySet[Projekt]) -> list[Krydsraekke]:
        return by_district(queryset)

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        return super().result_context(queryset) | {"kort": current_bydelskort()}

    def drawing(self, queryset: QuerySet[Projekt], bredde: int) -> str:
        kort = current_bydelskort()
        if kort is None:
            return super().drawing(queryset, bredde)
        boliger = {row.navn: row.i_alt for row in self.rows(queryset)}
        faser = dict(FASER)
        return map_chart(
            [(item.navn, item.polygoner, boliger.get(item.navn, 0)) for item in kort.omrids],
            [
                Kortmaerke(item.laengdegrad, item.breddegrad, faser[item.fase], item.boliger)
                for item in on_map(queryset)
            ],
            serier=[navn for _, navn in FASER],
            titel="Boliger efter bydel, og projekterne",
            enhed="boliger",
            bredde=bredde,
        )
