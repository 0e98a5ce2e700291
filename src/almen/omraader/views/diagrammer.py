"""The drawings on an area's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from almen.grundlag.selectors import current_parametre
from almen.omraader.kriterievisning import find_billede
from almen.omraader.maalestok import MAALESTOKKE, UDSAT
from almen.omraader.selectors.side import lister_of
from almen.omraader.views.omraade import chosen, visible_omraade
from almen.organisationer.selectors import current_bydelskort
from almen.ui import formater
from almen.ui.diagrammer import Kortflade, map_chart, requested_width, svg_response
from almen.ui.graensediagram import Afstand, distance_chart

NUVAERENDE, TIDLIGERE = "Nuværende omrids", "Tidligere omrids"


def afstand_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each criterion is from its limit on a list; `?graense=` says for which classes (`maalestok.MAALESTOKKE`)."""
    found = visible_omraade(request, pk)
    valgt = chosen(lister_of(found), request.GET.get("liste", ""))
    maalestok = MAALESTOKKE.get(request.GET.get("graense", UDSAT))
    if valgt is None or maalestok is None:
        raise Http404
    titel, klasser = maalestok
    billede = find_billede(valgt.stand, valgt.tal, current_parametre())
    rows = [
        Afstand(
            row.navn,
            row.svar.vaerdi,
            row.svar.graense,
            str(row.svar.sammenligning),
            row.svar.opfyldt,
            row.enhed,
            item.klasse.navn,
        )
        for item in billede.klasser
        if item.klasse.id in klasser
        for row in (*item.krav, *item.valgfri)
    ]
    return svg_response(
        distance_chart(
            rows,
            titel=f"{found.navn}: afstand til grænserne for {titel.lower()}, {formater.dato(valgt.dag)}",
            bredde=requested_width(request),
        ),
        max_age=0,
    )


def graenser_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the area lies and has lain, on its district."""
    found = visible_omraade(request, pk)
    rows = list(found.graenser.all())
    kort = current_bydelskort()
    ground = [item for item in kort.omrids if item.navn == found.bydel] if kort else []
    return svg_response(
        map_chart(
            [(item.navn, item.polygoner, None) for item in ground],
            [],
            serier=[],
            flader=[
                Kortflade(
                    row.periode,
                    row.geometri["coordinates"],
                    TIDLIGERE if row.gyldig_til else NUVAERENDE,
                )
                for row in reversed(rows)
            ],
            klasser=[NUVAERENDE, TIDLIGERE],
            titel=f"Hvor {found.navn} ligger",
            bredde=requested_width(request),
        ),
        max_age=0,
    )
