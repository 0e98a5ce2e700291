"""Deviations from the routes: how many of each kind, at which steps, and every one of them in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from almen.analyse.afvigelsesarter import Afvigelse, Afvigelsesart
from almen.analyse.filtre import OpholdFilter, chosen, sagstype_of
from almen.analyse.maalestok import sent_registreret_dage
from almen.analyse.selectors.afvigelser import count_cases, find_afvigelser, sums_by_art, sums_by_trin
from almen.analyse.selectors.ruter import steps_of
from almen.analyse.views.opslag import require_view
from almen.sagsgang.register import REGISTER
from almen.ui.diagrammer import bar_chart, requested_width, svg_response
from almen.ui.filtre import ChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.raekkeliste import Raekkeliste

FIELDS = ("sagstype", "version", "boligtype", "organisation", "art", "trin", "aar_fra", "aar_til")


class Afvigelsesfilter(OpholdFilter):
    """Which cases, and which deviations in them."""

    art = ChoiceFilter(label="Afvigelse", choices=[(art.value, art.navn) for art in Afvigelsesart])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {name: self.filters[name] for name in FIELDS}
        self.filters.clear()
        self.filters.update(kept)
        self.filters["aar_fra"].label = "Sag åbnet fra og med"
        self.filters["aar_til"].label = "Sag åbnet til og med"


def _case_url(row: Afvigelse) -> str:
    return reverse("sager:sag", args=[row.nummer])


KOLONNER = (
    Kolonne("sag", "Sag", "nummer", url=_case_url, sorter="nummer"),
    Kolonne("titel", "Titel", "titel", sorter="titel"),
    Kolonne("art", "Afvigelse", "art.navn", sorter="art"),
    Kolonne("trin", "Trin", "trin_navn", sorter="trin"),
    Kolonne("dato", "Dag", "dato", "dato", sorter="dato"),
    Kolonne("begrundelse", "Begrundelse", "begrundelse"),
    Kolonne("organisation", "Boligorganisation", "organisation", sorter="organisation"),
    Kolonne("version", "Sagsgang", "version", sorter="version"),
)


class Afvigelsesliste(Raekkeliste):
    """Every deviation in the cases asked about, with the sums of them."""

    titel = "Afvigelser"
    navn = ("afvigelse", "afvigelser")
    beskrivelse = "Hvor sagerne ikke fulgte sagsgangen, som den var tænkt"
    kolonner = KOLONNER
    filterset_class = Afvigelsesfilter
    search_fields = ("tekst",)
    search_label = "Søg på sag, trin, boligorganisation eller begrundelse"
    template_name = "analyse/afvigelser.html"
    result_template = "analyse/afvigelser_resultat.html"
    eksport_navn = "afvigelser"
    tom_titel = "Ingen afvigelser"
    tom_tekst = "Sagerne har fulgt sagsgangen."
    # Nothing was read where a filter cannot be.
    alle: Sequence[Any] = ()
    sager = 0

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [("Analyse", reverse("analyse:forside"))]

    def get_rows(self, valg: Mapping[str, Any]) -> list[Afvigelse]:
        """The deviations of the kind and at the step that were chosen; `alle` is every kind's."""
        bruger = require_view(self.request)
        cases, self.routes = chosen(valg), self.filterset.routes
        self.sent = sent_registreret_dage()
        found = find_afvigelser(bruger, cases, self.routes, sent=self.sent, today=timezone.localdate())
        self.sager = count_cases(bruger, cases)
        self.alle = [row for row in found if not valg.get("trin") or row.trin == valg["trin"]]
        return [row for row in self.alle if not valg.get("art") or row.art == valg["art"]]

    def search_text(self, row: Afvigelse) -> str:
        return f"{row.nummer} {row.titel} {row.trin_navn} {row.organisation} {row.art.navn} {row.begrundelse}"

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        query = self.request.GET.copy()
        for name in ("side", "sort", "q", "art", "eksport"):
            query.pop(name, None)
        by_step = query.copy()
        by_step.pop("trin", None)
        if self.valgt.get("art"):
            by_step["art"] = self.valgt["art"]
        return {
            "sagstype_navn": REGISTER.sagstype(sagstype_of(self.request.GET)).navn,
            "sager": self.sager,
            "summer": sums_by_art(self.alle, self.sager),
            "trinsummer": sums_by_trin(queryset, list(steps_of(self.routes)), self.sager),
            "kendte_trin": steps_of(self.routes),
            "sent": self.sent,
            "filtre": query.urlencode(),
            "trinfiltre": by_step.urlencode(),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_view(request)
        return super().get(request, *args, **kwargs)

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """Cases by kind of deviation as bars, with the same filters."""
        require_view(request)
        view, _ = cls.read(request)
        happened = [item for item in sums_by_art(view.alle, view.sager) if item.sager]
        return svg_response(
            bar_chart(
                [(item.navn, item.sager) for item in sorted(happened, key=lambda item: -item.sager)],
                titel="Sager efter afvigelse",
                beskrivelse="Hvor mange sager der har hver slags afvigelse",
                bredde=requested_width(request),
            ),
            max_age=0,
        )
