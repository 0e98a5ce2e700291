"""Lost time: whose turn it was, and what the days went with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import chosen
from almen.analyse.filtre_tider import TabtTidFilter
from almen.analyse.kolonner_tider import TABT_KOLONNER
from almen.analyse.maalestok import mindste_antal, why_no_median
from almen.analyse.regning import KanIkkeRegnes, answers_to
from almen.analyse.selectors.ledetider import KEYS
from almen.analyse.selectors.ophold import narrow, visible_ophold
from almen.analyse.selectors.ruter import steps_of
from almen.analyse.selectors.tabt_tid_side import Tabt, lost_time
from almen.analyse.selectors.tider import counted, jobs_of
from almen.analyse.ventetid import NAVNE, VENTER, Aarsag
from almen.analyse.views.opslag import require_view
from almen.analyse.views.tider_ophold import KRUMMER
from almen.organisationer.selectors import aktoer_navn
from almen.ui.diagrammer import bar_chart, requested_width, svg_response
from almen.ui.raekkeliste import Raekkeliste

SLAGS = {Aarsag.ARBEJDE: "Kan være arbejde", Aarsag.TILBAGE: "Mellem to ophold"}


@dataclass
class Raekke:
    """A cause at a step, or at all, as the page shows it."""

    tabt: Tabt
    trin: str
    url: str
    median: int | None
    mindst: int

    @property
    def navn(self) -> str:
        return NAVNE[self.tabt.aarsag]

    @property
    def sager(self) -> int:
        return len(self.tabt.dage.sager)

    @property
    def ophold(self) -> int:
        return self.tabt.dage.ophold

    @property
    def dage(self) -> int:
        return self.tabt.dage.dage

    @property
    def slags(self) -> str:
        return "Ventetid" if self.tabt.aarsag in VENTER else SLAGS[self.tabt.aarsag]

    @property
    def bemaerkning(self) -> str:
        """Why there is no median."""
        return why_no_median(self.ophold, self.mindst, self.median)


class TabtTid(Raekkeliste):
    """What the days went with, by cause and step."""

    titel = "Tabt tid"
    navn = ("række", "rækker")
    beskrivelse = "Hvis tur det var, og hvad dagene gik med: mødekalender, udsættelser, tilbagesendelser og manglende materiale"
    kolonner = TABT_KOLONNER
    filterset_class = TabtTidFilter
    search_label = "Søg på trin eller årsag"
    template_name = "analyse/tabt_tid.html"
    result_template = "analyse/tabt_tid_resultat.html"
    eksport_navn = "tabt-tid"
    page_size = 100
    tom_titel = "Ingen ophold"
    tom_tekst = "Tallene kommer med sagernes beslutninger."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [(navn, reverse(name)) for navn, name in KRUMMER]

    def get_rows(self, valg: Mapping[str, Any]) -> list[Raekke]:
        stays = narrow(visible_ophold(require_view(self.request)), chosen(valg))
        self.trin, self.mindst = steps_of(self.filterset.routes), mindste_antal()
        self.billede = lost_time(stays, self.trin, timezone.localdate())
        wanted = valg.get("aarsag")
        shown = [item for item in self.billede.trin if not wanted or item.aarsag == wanted]
        jobs = jobs_of([item.tider for item in self.billede.ture] + [item.dage.tider for item in shown], None)
        self.ingen_statistik = False
        try:
            answers = answers_to(jobs)
        except KanIkkeRegnes:
            self.ingen_statistik = True
            answers = [counted(job["tider"], None) for job in jobs]
        self.medianer = [answer["median"] for answer in answers[: len(self.billede.ture)]]
        medians = [answer["median"] for answer in answers[len(self.billede.ture) :]]
        return [self.row(item, median) for item, median in zip(shown, medians, strict=True)]

    def row(self, item: Tabt, median: int | None = None) -> Raekke:
        """The cause at its step with the way to its stays."""
        wanted = {key: str(self.valgt[key]) for key in KEYS if self.valgt.get(key)}
        wanted |= {"aarsag": item.aarsag.value} | ({"trin": item.trin} if item.trin else {})
        return Raekke(
            item,
            self.trin[item.trin].navn if item.trin in self.trin else item.trin,
            f"{reverse('analyse:ophold')}?{urlencode(wanted)}",
            median if item.dage.ophold >= self.mindst else None,
            self.mindst,
        )

    def search_text(self, row: Raekke) -> str:
        return f"{row.navn} {row.trin}"

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        query = self.request.GET.copy()
        for name in ("side", "sort", "q", "aarsag"):
            query.pop(name, None)
        today = timezone.localdate()
        return {
            "sager": self.billede.sager,
            "ture": [
                {
                    "navn": aktoer_navn(tur.aktoer, today),
                    "tur": tur,
                    "median": median if tur.ophold >= self.mindst else None,
                }
                for tur, median in zip(self.billede.ture, self.medianer, strict=True)
            ],
            "aarsager": [self.row(item) for item in self.billede.aarsager],
            "filtre": query.urlencode(),
            "ingen_statistik": self.ingen_statistik,
            "mindst": self.mindst,
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The days by cause as bars, with the same filters."""
        require_view(request)
        view, _ = cls.read(request)
        rows = [] if view.fejl else [(NAVNE[item.aarsag], item.dage.dage) for item in view.billede.aarsager]
        return svg_response(
            bar_chart(
                rows,
                titel="Dage efter årsag",
                enhed="dage",
                beskrivelse="Opholdenes dage, hver talt én gang, og dagene efter en tilbagesendelse",
                bredde=requested_width(request),
            ),
            max_age=0,
        )
