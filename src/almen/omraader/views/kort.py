"""The map of areas: their outlines on a day over the districts, by class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from almen.omraader.filtre import OmraadeFilter
from almen.omraader.klasser import INGEN, NAVNE, Klassenavn
from almen.omraader.kolonner import UAFGJORT, beregnet, offentliggjort
from almen.omraader.models import Omraadegraense, Omraadestand
from almen.omraader.selectors.stilling import outlines_on
from almen.omraader.views.liste import Omraadeliste
from almen.omraader.views.omraade import require_view
from almen.organisationer.selectors import current_bydelskort
from almen.regler.omraadehistorie import RANGORDEN
from almen.ui.diagrammer import Kortflade, map_chart, requested_width, svg_response
from almen.ui.filtre import DatoFilter

# The same order, and so the same colours and patterns, on every map.
KORTORDEN = (*(NAVNE[id_] for id_ in RANGORDEN), INGEN, UAFGJORT)


class KortFilter(OmraadeFilter):
    """As the list's, and the day whose outlines are shown."""

    dag = DatoFilter(label="Omrids på dagen", method="with_others")

    class Meta:
        model = Omraadestand
        fields: list[str] = []


@dataclass(frozen=True)
class Kortraekke:
    """An area on the map: its class by today's name, its outline (None: it has none that day) and its number on the drawing."""

    stand: Omraadestand
    klasse: Klassenavn
    graense: Omraadegraense | None
    nummer: int | None

    @property
    def periode(self) -> str:
        """When the outline holds."""
        return self.graense.periode if self.graense else ""


def shown_klasse(stand: Omraadestand) -> Klassenavn:
    """The published main class, else the computed one, by today's name: lists of several years may share a map."""
    found = offentliggjort(stand) or beregnet(stand)
    return Klassenavn(found.id, NAVNE.get(found.id, found.navn), found.tone)


class Kort(Omraadeliste):
    """The areas of the filters on a map, and in a table beside it."""

    titel = "Områderne på kortet"
    beskrivelse = "Omrids efter klasse: den offentliggjorte, ellers den beregnede"
    filterset_class = KortFilter
    result_template = "omraader/kort_resultat.html"
    fane = "kort"
    page_size = 500

    def extra_context(self) -> dict[str, Any]:
        return {}

    def day(self) -> dt.date:
        """The day whose outlines are shown: the one asked for, the list's, or today."""
        assert isinstance(self.filterset, KortFilter)  # noqa: S101 - tells the type checker
        form = self.filterset.form
        asked = form.cleaned_data.get("dag") if form.is_valid() else None
        return asked or self.filterset.liste_dag or timezone.localdate()

    def rows(self, queryset: QuerySet[Omraadestand]) -> list[Kortraekke]:
        """The areas by class and name, numbered as the drawing numbers them. Two queries."""
        found = [(shown_klasse(stand), stand) for stand in queryset]
        found.sort(key=lambda item: (KORTORDEN.index(item[0].navn), item[1].omraade.navn))
        outlines = outlines_on([stand.omraade_id for _, stand in found], self.day())
        rows, number = [], 0
        for klasse, stand in found:
            graense = outlines.get(stand.omraade_id)
            number += graense is not None
            numbered = graense is not None and len(outlines) > 1
            rows.append(Kortraekke(stand, klasse, graense, number if numbered else None))
        return rows

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        rows = self.rows(queryset)
        query = self.request.GET.copy()
        query.pop("side", None)
        return {
            "raekker": rows,
            "dag": self.day(),
            "paa_kortet": any(row.graense for row in rows),
            "uden_omrids": [row.stand.omraade for row in rows if row.graense is None],
            "kort": current_bydelskort(),
            "filtre": query.urlencode(),
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The map, with the same filters."""
        require_view(request)
        view, found = cls.read(request)
        rows = view.rows(found)
        kort = current_bydelskort()
        return svg_response(
            map_chart(
                [(item.navn, item.polygoner, None) for item in kort.omrids] if kort else [],
                [],
                serier=[],
                flader=[
                    Kortflade(row.stand.omraade.navn, row.graense.geometri["coordinates"], row.klasse.navn)
                    for row in rows
                    if row.graense
                ],
                klasser=KORTORDEN,
                titel="Områder efter klasse",
                bredde=requested_width(request),
            ),
            max_age=0,
        )
