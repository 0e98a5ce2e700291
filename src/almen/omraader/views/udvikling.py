"""Small multiples: one figure of every area, or every figure of one area, each against its limit."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from almen.omraader.filtre import ALLE_KOMMUNER, OmraadeFilter
from almen.omraader.indikatorer import Indikator, find_indikator, indikatorer_by_id, omraadeindikatorer
from almen.omraader.maalestok import MAALESTOKKE, UDSAT
from almen.omraader.models import Omraade, Omraadestand
from almen.omraader.selectors.stilling import own_kommune
from almen.omraader.selectors.udvikling import Panel, Tidspunkt, lists_in, panels_of
from almen.omraader.views.liste import Omraadeliste
from almen.omraader.views.omraade import require_view
from almen.ui import eksport
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.filtre import ChoiceFilter
from almen.ui.graensediagram import SAMMENLIGNINGER, multiples_chart
from almen.ui.kolonner import Kolonne

FOERST = "uden_for_arbejdsmarked_pct"
# So many that each can still be read; all of them stand in the table.
TEGNET = 40


def _choices() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in omraadeindikatorer() if item.id != FOERST]


class UdviklingFilter(OmraadeFilter):
    """Which figure of which areas, or which area, and the class whose limit it is held against."""

    indikator = ChoiceFilter(label="Tal", choices=_choices, method="with_others")
    omraade = ChoiceFilter(
        label="Område", choices=(), empty_label="Et felt for hvert område", method="with_others"
    )
    graense = ChoiceFilter(
        label="Grænsen for",
        empty_label=MAALESTOKKE[UDSAT][0],
        choices=[(id_, navn) for id_, (navn, _) in MAALESTOKKE.items() if id_ != UDSAT],
        method="with_others",
    )

    class Meta:
        model = Omraadestand
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = find_indikator(FOERST)
        self.filters["indikator"].extra["empty_label"] = first.navn if first else FOERST
        del self.filters["liste"]
        for name in ("graense", "omraade", "indikator"):
            self.filters.move_to_end(name, last=False)
        wanted = (self.data or {}).get("kommune") or own_kommune()
        areas = Omraade.objects.order_by("kommune", "navn")
        if wanted != ALLE_KOMMUNER:
            areas = areas.filter(kommune=wanted)
        self.filters["omraade"].extra["choices"] = [
            (str(pk), navn) for pk, navn in areas.values_list("pk", "navn")
        ]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """One area alone, or those of the filters."""
        if pk := self.form.cleaned_data.get("omraade"):
            return queryset.filter(seneste=True, omraade=pk)
        return super().filter_queryset(queryset)


TIDSKOLONNER = (
    Kolonne("omraade", "Område", "panel.omraade.navn"),
    Kolonne("kommune", "Kommune", "panel.omraade.kommune"),
    Kolonne("liste", "Liste", "liste", "dato"),
    Kolonne("indikator", "Tal", "panel.indikator.navn"),
    Kolonne("vaerdi", "Værdi", "vaerdi", "decimal"),
    Kolonne("enhed", "Enhed", "panel.indikator.enhed_tekst"),
    Kolonne("klasse", "Grænsen er for", lambda row: str(row.klasse or "") or None),
    Kolonne(
        "krav",
        "Krav",
        lambda row: SAMMENLIGNINGER[str(row.graense.sammenligning)][0] if row.graense else None,
    ),
    Kolonne("graense", "Grænse", lambda row: row.graense.vaerdi if row.graense else None, "decimal"),
    Kolonne("opfyldt", "Opfyldt", "opfyldt", "ja_nej"),
    Kolonne("demo", "Demodata", "panel.demo", "ja_nej"),
)


class Udviklingsside(Omraadeliste):
    """The figures over time as small drawings and as a table."""

    titel = "Områdernes udvikling"
    beskrivelse = "Tallene på statens lister år for år, hvert mod sin grænse"
    filterset_class = UdviklingFilter
    template_name = "omraader/liste.html"
    result_template = "omraader/udvikling_resultat.html"
    fane = "udvikling"

    def extra_context(self) -> dict[str, Any]:
        return {}

    def chosen(self) -> tuple[bool, list[Indikator], str]:
        """Whether one area was chosen, the figures to show, and whose limit."""
        form = self.filterset.form if self.filterset else None
        data = form.cleaned_data if form is not None and form.is_valid() else {}
        one = bool(data.get("omraade"))
        if one:
            figures = [item for item in omraadeindikatorer() if item.id != "aar_i_traek"]
        else:
            figures = [indikatorer_by_id()[data.get("indikator") or FOERST]]
        return one, figures, data.get("graense") or UDSAT

    def panels(self, queryset: QuerySet[Omraadestand]) -> list[Panel]:
        """What drawing, table and export show."""
        _, figures, maalestok = self.chosen()
        return panels_of(queryset.values_list("omraade", flat=True), figures, maalestok)

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        one, figures, maalestok = self.chosen()
        panels = self.panels(queryset)
        lister = lists_in(panels)
        coming = sorted({row.liste for panel in panels for row in panel.ventet})
        query = self.request.GET.copy()
        query.pop("side", None)
        return {
            "et_omraade": panels[0].omraade if one and panels else None,
            "indikator": None if one else figures[0],
            "maalestok": MAALESTOKKE[maalestok][0],
            "paneler": panels,
            "tegnet": min(len(panels), TEGNET),
            "lister": lister,
            "ventede": coming,
            "raekker": [
                (panel, [Tidspunkt(panel, liste) for liste in lister], panel.expected_on(coming))
                for panel in panels
            ],
            "filtre": query.urlencode(),
        }

    def export(self, request: HttpRequest, queryset: QuerySet[Any], form: str) -> HttpResponseBase | None:
        """Every figure on every list with its limit, a row each."""
        if form not in ("xlsx", "csv"):
            self.fejl.append("Tallene kan hentes som xlsx eller csv.")
            return None
        panels = self.panels(queryset)
        rows = [Tidspunkt(panel, liste) for panel in panels for liste in sorted(panel.punkter)]
        navn = f"omraadernes-udvikling-{timezone.localdate():%Y-%m-%d}"
        if form == "csv":
            return eksport.csv_response(TIDSKOLONNER, rows, navn)
        return eksport.xlsx_response(TIDSKOLONNER, rows, self.titel, navn, {"Hentet af": str(request.user)})

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The small drawings, with the same filters."""
        require_view(request)
        view, found = cls.read(request)
        panels = view.panels(found)[:TEGNET]
        one, figures, maalestok = view.chosen()
        titel = panels[0].omraade.navn if one and panels else figures[0].navn
        return svg_response(
            multiples_chart(
                [panel.as_udvikling(panel.indikator.kort if one else panel.omraade.navn) for panel in panels],
                titel=titel,
                faelles_skala=not one,
                beskrivelse=f"Grænsen for {MAALESTOKKE[maalestok][0].lower()}",
                bredde=requested_width(request),
            ),
            max_age=0,
        )
