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
from almen.analyse.straekninger import LED, Vejkort, load_straekninger, vejkort_of
from almen.analyse.vej import MAALT, STANDNAVNE, Vej, narrow_ways
from almen.analyse.views.opslag import require_view
from almen.sager.models import Sag
from almen.sager.views.opslag import find_sag
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.kolonner import Kolonne
from almen.ui.plandiagram import Ganttbjaelke, gantt_chart
from almen.ui.raekkeliste import Raekkeliste

ACROSS = "På tværs af leddene"
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
    found, vej, kort = _find(request, nummer)
    drawn = bool(bars_of(vej, kort))
    return render(request, "analyse/vejen_sag.html", {"sag": found, "tegnet": drawn, **_shown(vej, kort)})


def sag_svg(request: HttpRequest, nummer: str) -> HttpResponse:
    """The case's stretches on a line of time, link by link."""
    found, vej, kort = _find(request, nummer)
    today = timezone.localdate()
    bars = bars_of(vej, kort)
    days = [day for bar in bars for day in (bar.fra, bar.til) if day is not None]
    return svg_response(
        gantt_chart(
            bars,
            titel=f"Hele vejen for {found.nummer}",
            fra=min(days, default=today),
            til=max([*days, today]),
            i_dag=today,
            serier=[ACROSS, *LED.values()],
            bredde=requested_width(request),
        ),
        max_age=0,
    )


def bars_of(vej: Vej, kort: Vejkort) -> list[Ganttbjaelke]:
    """A bar for each stretch that can be measured, under its link; one that runs has no end."""
    bars = []
    for item in kort.straekninger:
        first, last = kort.punkt[item.fra], kort.punkt[item.til]
        if vej.laengder[item.id].stand in MAALT:
            group = first.led_navn if first.led == last.led else ACROSS
            bars.append(
                Ganttbjaelke(item.navn, group, group, vej.dage[item.fra], vej.dage.get(item.til, vej.endt))
            )
    return bars


def _find(request: HttpRequest, nummer: str) -> tuple[Sag, Vej, Vejkort]:
    """The case, its way and what it is measured by; 404 where the user may not see it or its case type has no stretches."""
    bruger = require_view(request)
    found = find_sag(request, nummer)
    kort = load_straekninger().sagstyper.get(found.sagstype)
    veje = ways_of(bruger, found.sagstype, timezone.localdate(), sag=found.pk) if kort else []
    if kort is None or not veje:
        raise Http404
    return found, veje[0], kort


def _shown(vej: Vej, kort: Vejkort) -> dict[str, Any]:
    days = sorted(vej.dage.values())
    since = {day: (day - max(earlier)).days for day in days if (earlier := [d for d in days if d < day])}
    points = [
        {
            "punkt": punkt,
            "dag": (day := vej.dage.get(punkt.id)),
            "siden": since.get(day) if day else None,
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
