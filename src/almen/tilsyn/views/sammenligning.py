"""One key figure and year across all afdelinger: a list to sort, narrow and export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.selectors import organisation_choices
from almen.tilsyn.indikatorer import Indikator, indikatorer_of, load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.noegletalsliste import year_choices
from almen.tilsyn.selectors.sammenligning import Sammenligning, compare
from almen.tilsyn.views.noegletal import crumbs
from almen.tilsyn.views.revision import require_view
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.raekkeliste import Raekkeliste

FOERST = "henlaeggelser_konto120_pr_bolig"
VIS = (
    ("afviger", "Langt fra gruppen"),
    ("kritisk", "Kritiske"),
    ("mangler", "Uden tal"),
    ("ugrupperet", "Uden gruppe"),
)


def _figures() -> list[tuple[str, str]]:
    return [(item.id, item.navn) for item in indikatorer_of("afdeling") if item.id != FOERST]


class Sammenligningsfilter(AlmenFilterSet):
    """Which figure of which year, of whom, and which rows."""

    indikator = ChoiceFilter(label="Nøgletal", choices=_figures, method="with_others")
    aar = ChoiceFilter(label="Regnskabsår", choices=(), method="with_others", empty_label="Det seneste")
    organisation = ModelChoiceFilter(
        label="Boligorganisation", queryset=organisation_choices, method="with_others"
    )
    vis = ChoiceFilter(label="Vis", choices=VIS, method="with_others", empty_label="Alle afdelinger")

    class Meta:
        model = Tilsynstal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = year_choices()
        self.filters["indikator"].extra["empty_label"] = load_indikatorer()[FOERST].navn

    def with_others(self, queryset: Any, name: str, value: Any) -> Any:
        """The view narrows the computed rows."""
        return queryset


KOLONNER = (
    Kolonne("organisation", "Boligorganisation", "organisation", sorter=("organisation", "nummer")),
    Kolonne("nummer", "Afd.", "nummer", sorter="nummer"),
    Kolonne("navn", "Afdeling", "navn", url="url", sorter="navn"),
    Kolonne("vaerdi", "Værdi", "vaerdi", "decimal", sorter="vaerdi"),
    Kolonne("gruppe", "Gruppe", "gruppe", sorter="gruppe"),
    Kolonne(
        "antal",
        "I gruppen",
        "antal",
        "heltal",
        sorter="antal",
        beskrivelse="Afdelinger i gruppen, der har tallet",
        skjult=True,
    ),
    Kolonne("median", "Gruppens median", "median", "decimal", sorter="median"),
    Kolonne(
        "forskel",
        "Forskel",
        "forskel",
        "decimal",
        sorter="forskel",
        beskrivelse="Værdien minus gruppens median",
        skjult=True,
    ),
    Kolonne(
        "forskel_pct",
        "Forskel i procent",
        "forskel_pct",
        "pct",
        sorter="forskel_pct",
        beskrivelse="I procent af medianen",
    ),
    Kolonne("afviger", "Afvigelse", "afviger", "chip", sorter="afviger", tone=lambda row: "warn"),
    Kolonne("kritisk", "Kritisk værdi", "kritisk", "chip", sorter="kritisk", tone=lambda row: "bad"),
    Kolonne("demo", "Status", lambda row: "Demodata" if row.demo else None, "chip", tone=lambda row: "demo"),
    Kolonne("bemaerkning", "Hvorfor ikke sammenlignet", "bemaerkning", skjult=True),
    Kolonne("nedre", "Nedre kvartil", "tal.nedre", "decimal", skjult=True),
    Kolonne("oevre", "Øvre kvartil", "tal.oevre", "decimal", skjult=True),
)


class Sammenligningsliste(Raekkeliste):
    """Every afdeling's figure with its group, the group's median, and how far it is from it."""

    navn = ("afdeling", "afdelinger")
    kolonner = KOLONNER
    filterset_class = Sammenligningsfilter
    search_fields = ("navn",)
    search_label = "Søg på boligorganisation, afdeling eller gruppe"
    eksport_navn = "sammenligning-noegletal"
    tom_titel = "Ingen afdelinger"
    tom_tekst = "Ingen afdelinger svarer til valget."

    titel = "Sammenlign afdelinger"

    @property
    def beskrivelse(self) -> str:  # type: ignore[override]
        """Which figure is shown, in which unit and year, and with whom."""
        indikator, aar = self.chosen()
        unit = f" ({indikator.enhed_tekst})" if indikator.enhed_tekst else ""
        return f"{indikator.navn}{unit} i regnskabsåret {aar}, hver afdeling mod gruppen af lignende"

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return crumbs()

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The list of all figures."""
        return [("Alle nøgletal", reverse("tilsyn:noegletalsliste"))]

    def chosen(self) -> tuple[Indikator, int]:
        """The key figure and year that were asked for; else the first one, and the last year that has it."""
        valgt = getattr(self, "valgt", {})
        indikator = load_indikatorer()[valgt.get("indikator") or FOERST]
        if valgt.get("aar"):
            return indikator, int(valgt["aar"])
        if not hasattr(self, "_seneste"):
            rows = Tilsynstal.objects.gaeldende().filter(indikator=indikator.id, afdeling__isnull=False)
            self._seneste = rows.order_by("-aar").values_list("aar", flat=True).first()
        return indikator, self._seneste or timezone.localdate().year - 1

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        """Every afdeling, by organisation and number; or those of one organisation, or that something is to be said of."""
        require_view(self.request)
        indikator, aar = self.chosen()
        rows = compare(indikator, aar, current_parametre())
        if organisation := valg.get("organisation"):
            rows = [row for row in rows if row.organisation_pk == organisation.pk]
        wanted = valg.get("vis")
        return [row for row in rows if not wanted or _shown(row, wanted)]

    def search_text(self, row: Any) -> str:
        return f"{row.organisation} {row.nummer} {row.navn} {row.gruppe or ''}"


def _shown(row: Sammenligning, vis: str) -> bool:
    if vis == "mangler":
        return row.vaerdi is None
    if vis == "ugrupperet":
        return row.gruppe is None
    return getattr(row, vis) is not None
