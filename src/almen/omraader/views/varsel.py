"""Early warning: which areas will probably enter or leave a class on the coming list, and how well such forecasts have done."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from almen.omraader.fremskrivning import DAEKNING, METODENAVNE
from almen.omraader.klasser import klasse_choices, vis_klasse
from almen.omraader.models import Klassefremskrivning, Tilbageproevning
from almen.omraader.offentliggjort_proeve import published_proeve
from almen.omraader.selectors.varsel import chance_of_graver, coming_list, is_outdated, varsel_pct, varsler
from almen.omraader.tasks import project_all
from almen.omraader.views.omraade import require_view
from almen.organisationer.selectors import user_of
from almen.regler.omraadesvar import TITLER
from almen.sager import adgang
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

MAY_NOT_EDIT = "Kun sagsbehandlere, ledere og administratorer kan bestille en ny fremskrivning."
KORT = {"ind": "Ind", "ud": "Ud", "tungere": "Tungere", "lettere": "Lettere"}
SKIFTETONER = {"ind": "bad", "tungere": "bad", "ud": "ok", "lettere": "ok"}


def _word(row: Klassefremskrivning) -> str:
    """How probable the expected change is, by the municipality's own limits."""
    limits = varsel_pct()
    if row.skifte == "samme":
        return "Kan ændre sig" if limits and row.chance >= limits[0] else "Samme klasse"
    probable = limits is not None and row.chance >= limits[1]
    return f"{KORT[row.skifte]}, {'sandsynligt' if probable else 'muligt'}"


KOLONNER = (
    Kolonne("omraade", "Område", "omraade.navn", url="omraade.get_absolute_url", sorter="omraade__navn"),
    Kolonne("bydel", "Bydel", "omraade.bydel", sorter="omraade__bydel"),
    Kolonne("nu", "Klasse nu", lambda row: vis_klasse(row.nu).navn, sorter="nu"),
    Kolonne("ventet", "Ventet klasse", lambda row: vis_klasse(row.ventet, row.liste).navn, sorter="ventet"),
    Kolonne(
        "skifte",
        "Varsel",
        _word,
        "chip",
        sorter="skifte",
        tone=lambda row: SKIFTETONER.get(row.skifte, "neutral"),
    ),
    Kolonne(
        "chance",
        "Skifte",
        "chance",
        "pct",
        sorter="chance",
        beskrivelse="Andel af de trukne udfald, hvor hovedklassen bliver en anden end nu",
    ),
    Kolonne(
        "tungere",
        "Tungere",
        chance_of_graver,
        "pct",
        beskrivelse="Andel af de trukne udfald med en tungere klasse end nu",
    ),
    Kolonne(
        "uafgjort",
        "Uafgjort",
        "uafgjort",
        "pct",
        sorter="uafgjort",
        beskrivelse="Andel af udfaldene, hvor et manglende tal gør klassen uafgjort",
    ),
    Kolonne("liste", "Liste", "liste", "dato", skjult=True),
    Kolonne("sidste", "Bygger på lister til", "sidste_liste", "dato", skjult=True),
    Kolonne(
        "data", "Data", lambda row: "Demodata" if row.omraade.demo else "", "chip", tone=lambda row: "demo"
    ),
)


class VarselFilter(AlmenFilterSet):
    """What is expected, and of which class the area is now."""

    vis = ChoiceFilter(
        label="Vis",
        empty_label="Ventede og mulige skift",
        choices=(
            ("ind", "Kommer på en liste"),
            ("ud", "Går ud af listerne"),
            ("tungere", "Får en tungere klasse"),
            ("lettere", "Får en lettere klasse"),
            ("alle", "Alle områder"),
        ),
        method="shown",
    )
    nu = ChoiceFilter(label="Klasse nu", choices=klasse_choices)

    class Meta:
        model = Klassefremskrivning
        fields: list[str] = []

    def shown(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset if value == "alle" else queryset.filter(skifte=value)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("vis"):
            return rows
        limits = varsel_pct()
        changing = rows.exclude(skifte="samme")
        return changing | rows.filter(chance__gte=limits[0]) if limits else changing


class Varselliste(ListView):
    """The areas whose class will probably or possibly be another on the coming list."""

    titel = "Varsel om næste liste"
    navn = ("område", "områder")
    kolonner = KOLONNER
    filterset_class = VarselFilter
    search_fields = ("omraade__navn", "omraade__bydel")
    search_label = "Søg på område eller bydel"
    standard_sortering = ("-chance", "omraade__navn")
    template_name = "omraader/varsel.html"
    eksport_navn = "varsel"
    tom_titel = "Ingen ventede skift"
    tom_tekst = "Fremskrivningen venter ingen ændringer på næste liste, eller den er ikke beregnet endnu."

    def get_queryset(self) -> QuerySet[Any]:
        """This municipality's areas: who may see one may see all."""
        require_view(self.request)
        return varsler()

    def extra_context(self) -> dict[str, Any]:
        """The coming list, how it has gone before, and whether there are newer figures."""
        tried = Tilbageproevning.objects.first()
        return {
            "kommende": coming_list(),
            "proeve": tried,
            "proeveraekker": proeveraekker(tried.resultat if tried else {}),
            "klasseproeve": (tried.resultat.get("klasser") if tried else None) or {},
            "offentliggjort": published_proeve(),
            "offentliggjorte_raekker": proeveraekker(published_proeve()),
            "foraeldet": is_outdated(tried),
            "daekning": round(DAEKNING * 100),
            "graenser": varsel_pct(),
            "kan_beregne": adgang.may_edit_omraader(user_of(self.request)),
        }


def proeveraekker(resultat: Any) -> list[dict[str, Any]]:
    """The chosen model of each indicator with its measured error, as the page's tables show it."""
    found = []
    for row in resultat.get("indikatorer", ()):
        if not row.get("valgt", True):
            continue
        inside = row.get("i_intervallet_pct")
        found.append(
            {
                "titel": TITLER.get(row["indikator"], row["indikator"]),
                "metode": METODENAVNE[row["metode"]],
                "proevet": row["proevet"],
                "fejl": Decimal(str(row["fejl"])).quantize(Decimal("0.01")),
                "i_intervallet": round(row["i_intervallet"] * 100) if inside is None else inside,
            }
        )
    return found


@require_POST
def beregn(request: HttpRequest) -> HttpResponse:
    """Asks a worker for new projections."""
    adgang.require(adgang.may_edit_omraader(user_of(request)), MAY_NOT_EDIT)
    project_all.enqueue()
    messages.success(request, "Fremskrivningen beregnes. Genindlæs siden om et øjeblik.")
    return redirect("omraader:varsel")
