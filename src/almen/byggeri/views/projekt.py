"""The list of projects and the page of one."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.byggeri.kolonner import PROJEKTKOLONNER
from almen.byggeri.models import Bogstav, Projekt
from almen.byggeri.selectors.bydele import district_choices, in_district
from almen.byggeri.selectors.lokalplaner import plans_of
from almen.byggeri.selectors.projekter import FASER, pipeline, visible_projekter
from almen.byggeri.selectors.projektside import amounts_table, beregning, parts_table, schedule
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.byggeri.selectors.sagsside import boliger_text
from almen.byggeri.views.faelles import visible_sag
from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import organisation_choices, user_of
from almen.sager import adgang
from almen.ui.diagrammer import bar_chart, requested_width, svg_response
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.lists import ListView


class ProjektFilter(AlmenFilterSet):
    """Filters of the project list."""

    fase = ChoiceFilter(label="Fase", choices=FASER, field_name="pipelinefase")
    boligtype = ChoiceFilter(
        label="Boligtype",
        choices=Boligtype.choices,
        field_name="sag__overblik__boligtyper",
        lookup_expr="contains",
    )
    organisation = ModelChoiceFilter(
        label="Boligorganisation", field_name="sag__boligorganisation", queryset=organisation_choices
    )
    bydel = ChoiceFilter(label="Bydel", choices=(), method="filter_bydel")
    tilsagn_fra = DatoFilter(label="Tilsagn fra", field_name="tilsagn_dato", lookup_expr="gte")
    tilsagn_til = DatoFilter(label="Tilsagn til", field_name="tilsagn_dato", lookup_expr="lte")
    i_brug_fra = DatoFilter(label="Ibrugtagning fra", field_name="ibrugtagning", lookup_expr="gte")
    i_brug_til = DatoFilter(label="Ibrugtagning til", field_name="ibrugtagning", lookup_expr="lte")
    demo = django_filters.ChoiceFilter(
        label="Data",
        field_name="sag__demo",
        choices=(("True", "Kun demodata"), ("False", "Uden demodata")),
        empty_label="Alle",
    )

    class Meta:
        model = Projekt
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["bydel"].extra["choices"] = district_choices(self.queryset)

    def filter_bydel(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The projects of one district, by every name it has."""
        return in_district(queryset, value)


class ProjektListe(ListView):
    """All projects that the user may see, with the pipeline above."""

    titel = "Nybyggeri"
    navn = ("projekt", "projekter")
    beskrivelse = "Nye almene boliger fra ansøgning til byggeregnskab"
    kolonner = PROJEKTKOLONNER
    filterset_class = ProjektFilter
    search_fields = ("soegetekst", "sag__titel", "sag__nummer")
    search_label = "Søg på projekt, adresse, boligorganisation eller sagsnummer"
    standard_sortering = ("-sag_id",)
    template_name = "byggeri/liste.html"
    views_template = "byggeri/visninger.html"
    tom_titel = "Ingen projekter endnu"
    tom_tekst = "Et projekt kommer på listen, når der er åbnet en sag om nybyggeri."

    def get_queryset(self) -> QuerySet[Projekt]:
        return visible_projekter(user_of(self.request))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """Opening a case, for those who may."""
        may_open = adgang.may_open_sag(user_of(self.request))
        return (
            [("Ny byggesag", reverse("byggeri:ny")), ("Hent fra fil", reverse("byggeri:projektimport"))]
            if may_open
            else []
        )

    def extra_context(self) -> dict[str, Any]:
        bruger = user_of(self.request)
        query = self.request.GET.copy()
        for navn in ("side", "sort", "eksport"):
            query.pop(navn, None)
        return {
            "pipeline": pipeline(bruger),
            "kan_se_rammer": may_see_rammer(bruger),
            "filtre": query.urlencode(),
            "visning": "liste",
        }


def pipeline_svg(request: HttpRequest) -> HttpResponse:
    """The pipeline as a drawing."""
    rows = [(item.navn, item.boliger) for item in pipeline(user_of(request))]
    svg = bar_chart(rows, titel="Boliger på vej efter fase", bredde=requested_width(request))
    return svg_response(svg, max_age=60)


def projekt(request: HttpRequest, nummer: str) -> HttpResponse:
    """One project: parts, Skemaer side by side, financing with its steps, guarantee, grundkapital,
    schedule.
    """
    sag = visible_sag(request, nummer)
    bruger = user_of(request)
    side = beregning(sag, timezone.localdate())
    byggesag = getattr(sag, "byggesag", None)
    fixed = {letter: side.data.fixed(letter) for letter in Bogstav.values}
    return render(
        request,
        "byggeri/projekt.html",
        {
            "sag": sag,
            "projekt": side.data.projekt,
            "side": side,
            "boliger": boliger_text(side.data.current),
            "beloeb": amounts_table(side.skemaer),
            "dele": parts_table(side.skemaer, timezone.localdate()),
            "byggesag": byggesag,
            "plan": schedule(side.data, byggesag),
            "kan_se_rammer": may_see_rammer(bruger),
            "kan_rette": adgang.may_edit_sag(bruger),
            "kan_flytte": adgang.may_edit_sag(bruger) and adgang.may_adopt(bruger),
            "kan_registrere": [letter for letter in Bogstav.values if _may_add(letter, side.data, fixed)],
            "versioner": list(side.data.skemaer),
            "planer": plans_of(side.data.projekt, list(side.grundkoebslaan), side.data.parametre),
        },
    )


def _may_add(bogstav: str, data: Any, fixed: dict[str, Any]) -> bool:
    """A new version can be written while neither this Skema nor a later one is fixed, and the one before is
    there.
    """
    letters = Bogstav.values
    index = letters.index(bogstav)
    if any(fixed[letter] for letter in letters[index:]):
        return False
    return index == 0 or data.latest(letters[index - 1]) is not None
