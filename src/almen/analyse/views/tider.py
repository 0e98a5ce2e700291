"""Lead times: what a step, a phase or a case takes, by what one asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre_tider import LedetidFilter
from almen.analyse.grupper import GRUPPERINGER, STANDARD, Enhed, Gruppering, find_enhed, frist_text
from almen.analyse.kolonner_tider import ledetid_kolonner
from almen.analyse.maalestok import mindste_antal, why_no_median
from almen.analyse.regning import KanIkkeRegnes, answers_to
from almen.analyse.selectors.ledetider import cells_of_groups, stays_query, waiting_share
from almen.analyse.selectors.ophold import visible_ophold
from almen.analyse.selectors.ruter import steps_of
from almen.analyse.selectors.tider import Ledetid, counted, jobs_of, ledetid_of
from almen.analyse.views.opslag import require_view
from almen.analyse.views.tider_ophold import KRUMMER
from almen.grundlag.selectors import current_parametre
from almen.ui.diagrammer import bar_chart, requested_width, svg_response
from almen.ui.kolonner import Kolonne
from almen.ui.raekkeliste import Raekkeliste

TEGNET = 30
NAVNE = {
    Enhed.OPHOLD: ("ophold", "Målt er hvert ophold ved et trin, fra det kunne tages op, til det blev afgjort."),
    Enhed.FASE: ("sager i fasen", "Målt er hver sags tid i fasen, fra dens første trin kunne tages op, til sagen havde forladt den."),
    Enhed.SAG: ("sager", "Målt er hele sagen, fra den blev åbnet, til den var gennemført. En forkastet sag er uafsluttet på sin sidste dag."),
}  # fmt: skip


@dataclass
class Raekke:
    """A group as the list shows and sorts it; figures of a group that is too small are left out, and it is said."""

    tid: Ledetid
    url: str | None
    ventetid: Decimal | None
    frist: str
    mindst: int

    @property
    def navn(self) -> str:
        return self.tid.navn

    @property
    def nok(self) -> bool:
        """Enough cases to tell figures of."""
        return self.tid.antal >= self.mindst

    @property
    def median(self) -> int | None:
        return self.tid.median if self.nok else None

    @property
    def q1(self) -> int | None:
        return self.tid.q1 if self.nok else None

    @property
    def q3(self) -> int | None:
        return self.tid.q3 if self.nok else None

    @property
    def over(self) -> Decimal | None:
        return None if self.tid.over is None or not self.nok else Decimal(str(self.tid.over))

    @property
    def interval(self) -> str | None:
        """The median's interval; without an upper end where the curve does not get so far."""
        if self.median is None or self.tid.median_fra is None:
            return None
        upper = "ukendt" if self.tid.median_til is None else str(self.tid.median_til)
        return f"{self.tid.median_fra}–{upper}"

    @property
    def kvartiler(self) -> str | None:
        """The quartiles in one; the upper is unknown where the curve does not get so far."""
        return None if self.q1 is None else f"{self.q1}–{'ukendt' if self.q3 is None else self.q3}"

    @property
    def bemaerkning(self) -> str:
        """Why there is no figure."""
        return why_no_median(self.tid.antal, self.mindst, self.median)


class Ledetider(Raekkeliste):
    """Lead times by group."""

    titel = "Ledetider"
    navn = ("gruppe", "grupper")
    beskrivelse = "Hvor længe trin, faser og hele sager varer. Uafsluttede tæller med som uafsluttede"
    filterset_class = LedetidFilter
    search_label = "Søg på navn"
    template_name = "analyse/ledetider.html"
    result_template = "analyse/ledetider_resultat.html"
    eksport_navn = "ledetider"
    page_size = 100
    tom_titel = "Ingen ophold"
    tom_tekst = "Ledetiderne kommer med sagernes beslutninger."

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [(navn, reverse(name)) for navn, name in KRUMMER]

    @property
    def gruppering(self) -> Gruppering:
        """What the stays are divided by."""
        return GRUPPERINGER[self.valgt.get("saml") or STANDARD]

    @property
    def enhed(self) -> Enhed:
        """What is measured."""
        return find_enhed(self.gruppering.id, self.valgt)

    def get_kolonner(self) -> list[Kolonne]:
        """The columns; the group's own name, and a target where one is set."""
        return ledetid_kolonner(
            self.gruppering.navn, maal=self.valgt.get("maal"), frist=self.gruppering.id == "trin"
        )

    def get_rows(self, valg: Mapping[str, Any]) -> list[Raekke]:
        today = timezone.localdate()
        stays = visible_ophold(require_view(self.request))
        waiting = waiting_share(stays, valg, self.gruppering, today)
        steps = steps_of(self.filterset.routes) if self.gruppering.id == "trin" else {}
        parametre, self.mindst = current_parametre(), mindste_antal()
        return [
            Raekke(
                tid,
                _stays_url(stays_query(valg, self.gruppering, tid.noegle)) if tid.noegle else None,
                Decimal(str(round(waiting[tid.noegle], 1))) if tid.noegle in waiting else None,
                frist_text(steps[tid.noegle], steps, parametre, today) if tid.noegle in steps else "",
                self.mindst,
            )
            for tid in self.times(stays, valg, today)
        ]

    def times(self, stays: Any, valg: Mapping[str, Any], today: dt.date) -> list[Ledetid]:
        """The groups' lead times. Where the statistics cannot be had, `ingen_statistik` says so, and only numbers are told."""
        routes, maal = self.filterset.routes, valg.get("maal")
        cells = cells_of_groups(stays, valg, self.gruppering, routes, today)
        names = self.gruppering.navne(routes, today) if self.gruppering.navne else {}
        self.ingen_statistik = False
        try:
            answers = answers_to(jobs_of(cells.values(), maal))
        except KanIkkeRegnes:
            self.ingen_statistik = True
            answers = [counted(item, maal) for item in cells.values()]
        return [
            ledetid_of(key, names.get(key) or key or "Ikke oplyst", answer, maal)
            for key, answer in zip(cells, answers, strict=True)
        ]

    def search_text(self, row: Raekke) -> str:
        return row.navn

    def result_context(self, queryset: Any) -> dict[str, Any]:
        if self.fejl:
            return {}
        query = self.request.GET.copy()
        for name in ("side", "sort"):
            query.pop(name, None)
        drawn = sum(row.median is not None for row in queryset)
        return {
            "tegnet": min(TEGNET, drawn),
            "med_median": drawn,
            "filtre": query.urlencode(),
            "enhed": NAVNE[self.enhed],
            "gruppering": self.gruppering,
            "ingen_statistik": self.ingen_statistik,
            "mindst": self.mindst,
            "maal": self.valgt.get("maal"),
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The medians as bars, with the same filters."""
        require_view(request)
        view, found = cls.read(request)
        rows = [row for row in found if row.median is not None][:TEGNET]
        return svg_response(
            bar_chart(
                [(row.navn, row.median) for row in rows],
                titel=f"Median efter {view.gruppering.navn.lower()}",
                enhed="dage",
                beskrivelse="Så mange dage går der, før halvdelen er afsluttet",
                bredde=requested_width(request),
            ),
            max_age=0,
        )


def _stays_url(query: str) -> str:
    return f"{reverse('analyse:ophold')}?{query}"
