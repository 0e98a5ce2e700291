"""The project list's filtered projects as a board, over time and by district: filter once, see them all."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from almen.byggeri.models import Projekt
from almen.byggeri.selectors.pipeline import Krydsraekke, board, by_district, by_year
from almen.byggeri.selectors.projekter import FASER
from almen.byggeri.views.projekt import ProjektListe
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response


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
    forklaring = "Året, hvor den sidste bolig var færdig, eller hvor boligerne ventes taget i brug."

    def rows(self, queryset: QuerySet[Projekt]) -> list[Krydsraekke]:
        """What the table and the drawing show."""
        return by_year(queryset)

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        return {"raekker": self.rows(queryset), "faser": [navn for _, navn in FASER], "visning": self.visning}

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The table as a drawing, with the same filters."""
        view = cls()
        view.setup(request)
        view.fejl = []
        rows = [
            (row.navn, navn, antal)
            for row in view.rows(view.filtered(request))
            for (_, navn), antal in zip(FASER, row.boliger, strict=True)
        ]
        svg = stacked_bar_chart(
            rows, titel=f"Boliger efter {cls.noegle.lower()}", bredde=requested_width(request)
        )
        return svg_response(svg, max_age=60)


class Bydele(Tid):
    """The dwellings by district."""

    visning = "bydele"
    noegle = "Bydel"
    forklaring = "Bydelen, som den er skrevet på projektet."

    def rows(self, queryset: QuerySet[Projekt]) -> list[Krydsraekke]:
        return by_district(queryset)
