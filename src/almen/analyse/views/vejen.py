"""The whole way of a dwelling: every case with its days, and one case's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import sagstype_of
from almen.analyse.filtre_vejen import VejlisteFilter
from almen.analyse.kolonner_vejen import TONER, way_columns
from almen.analyse.selectors.vejen import ways_of
from almen.analyse.straekninger import load_straekninger, vejkort_of
from almen.analyse.vej import STANDNAVNE, narrow_ways
from almen.analyse.views.opslag import require_view
from almen.organisationer.selectors import user_of
from almen.sager.views.opslag import find_sag
from almen.ui.kolonner import Kolonne
from almen.ui.raekkeliste import Raekkeliste

KRUMMER = [("Analyse", "analyse:forside")]


def krummer() -> list[tuple[str, str]]:
    """The way back from the room's pages."""
    return [(navn, reverse(adresse)) for navn, adresse in KRUMMER]


class Vejliste(Raekkeliste):
    """Every case with the days on its way, and what each stretch took."""

    titel = "Sagernes vej"
    navn = ("sag", "sager")
    beskrivelse = "Lokalplan, støttesag og byggesag samlet pr. sag, med dagene på vejen"
    filterset_class = VejlisteFilter
    search_label = "Søg på sag, titel eller boligorganisation"
    template_name = "analyse/vejen.html"
    eksport_navn = "vejen"
    tom_titel = "Ingen sager"
    tom_tekst = "Sager om nybyggeri og renovering vises her, når de er oprettet."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return krummer()

    @property
    def straekning(self) -> str | None:
        """The chosen stretch; how a stretch stands is asked of the whole way where none is chosen."""
        first = vejkort_of(sagstype_of(self.valgt)).straekninger[0].id
        return self.valgt.get("straekning") or (first if self.valgt.get("stand") else None)

    def get_kolonner(self) -> list[Kolonne]:
        """The columns of the chosen case type."""
        kort = vejkort_of(sagstype_of(self.valgt))
        return way_columns(kort, self.straekning, self.valgt.get("vis") == "laengder")

    def get_rows(self, valg: Mapping[str, Any]) -> list[Any]:
        bruger = require_view(self.request)
        return narrow_ways(ways_of(bruger, sagstype_of(valg), timezone.localdate()), valg, self.straekning)

    def search_text(self, row: Any) -> str:
        return f"{row.nummer} {row.titel} {row.organisation}"

    def extra_context(self) -> dict[str, Any]:
        require_view(self.request)
        return {}


def sag(request: HttpRequest, nummer: str) -> HttpResponse:
    """One case's way: every point with its day, and every stretch with what it took."""
    require_view(request)
    found = find_sag(request, nummer)
    kort = load_straekninger().sagstyper.get(found.sagstype)
    veje = ways_of(user_of(request), found.sagstype, timezone.localdate(), sag=found.pk) if kort else []
    if kort is None or not veje:
        raise Http404
    return render(request, "analyse/vejen_sag.html", {"sag": found, **_shown(veje[0], kort)})


def _shown(vej: Any, kort: Any) -> dict[str, Any]:
    days = sorted(vej.dage.values())
    before = {day: next((d for d in reversed(days) if d < day), None) for day in days}
    points = [
        {
            "punkt": punkt,
            "dag": (day := vej.dage.get(punkt.id)),
            "siden": (day - before[day]).days if day and before[day] else None,
            "erstattet": kort.punkt[punkt.ellers].navn if punkt.id in vej.erstattet and punkt.ellers else "",
            "uden": punkt.id in vej.uden,
            "forbi": punkt.id in vej.forbi,
            "venter": punkt.id in vej.venter,
        }
        for punkt in kort.punkter
    ]
    lengths = [
        {
            "straekning": item,
            "laengde": vej.laengder[item.id],
            "stand": STANDNAVNE[vej.laengder[item.id].stand],
            "tone": TONER.get(vej.laengder[item.id].stand, "neutral"),
        }
        for item in kort.straekninger
    ]
    return {
        "vej": vej,
        "punkter": sorted(points, key=lambda row: (row["dag"] is None, row["dag"] or 0)),
        "laengder": lengths,
        "kendte": len(vej.dage),
        "mangler": sum(row["dag"] is None and not row["uden"] for row in points),
    }
