"""All plans together: one list, one line of time, and what is lacking or runs out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almen.omraader.models import Omraade
from almen.organisationer.selectors import user_of
from almen.planer.models import Plan, Planart
from almen.planer.selectors.plan import omraader_of, visible_planer
from almen.planer.selectors.samlet import (
    HELE_KOMMUNEN,
    TILSTANDE,
    bars_of,
    find_mangler,
    find_udloeb,
    in_state,
    state_of,
)
from almen.sager import adgang
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView
from almen.ui.plandiagram import gantt_chart

GANTT_HOEJST = 60
TONER = {"Løber nu": "ok", "Kommende": "open", "Udløbet": "neutral", "Blev ikke til noget": "bad"}


def _omraader(plan: Plan) -> str:
    return ", ".join(sorted(item.navn for item in plan.omraader.all()))


def _next(plan: Plan) -> str:
    overblik = plan.sag.overblik
    return overblik.naeste_trin_navn if not overblik.afslutning else "Sagen er afsluttet"


def _state(plan: Plan) -> str:
    return state_of(plan, timezone.localdate())


KOLONNER = (
    Kolonne("navn", "Plan", "navn", url="get_absolute_url", sorter="navn"),
    Kolonne("art", "Art", "get_art_display", sorter="art"),
    Kolonne("omraader", "Områder", _omraader),
    Kolonne("fra", "Fra", "fra", "dato", sorter="fra"),
    Kolonne("til", "Til", "til", "dato", sorter="til"),
    Kolonne("tilstand", "Tilstand", _state, "chip", tone=lambda plan: TONER.get(_state(plan), "neutral")),
    Kolonne(
        "naeste", "Næste skridt", _next, url="sag.get_absolute_url", sorter="sag__overblik__naeste_trin_navn"
    ),
    Kolonne(
        "frist", "Næste frist", "sag.overblik.naeste_frist", "dato", sorter="sag__overblik__naeste_frist"
    ),
    Kolonne("ansvarlig", "Ansvarlig", "sag.ansvarlig", sorter="sag__ansvarlig__navn"),
    Kolonne("nummer", "Sag", "sag.nummer", skjult=True),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne(
        "data", "Data", lambda plan: "Demodata" if plan.sag.demo else "", "chip", tone=lambda plan: "demo"
    ),
)


def _areas(request: HttpRequest) -> QuerySet[Omraade]:
    """The areas of the plans that this user sees; another would tell that there is a plan."""
    return omraader_of(visible_planer(user_of(request)))


class PlanFilter(AlmenFilterSet):
    """Kind, area, and where in its life."""

    art = ChoiceFilter(label="Art", choices=Planart.choices)
    omraade = ModelChoiceFilter(label="Område", field_name="omraader", queryset=_areas)
    tilstand = ChoiceFilter(label="Tilstand", choices=TILSTANDE, method="by_state")

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        return in_state(queryset, value, timezone.localdate())


class Planliste(ListView):
    """Every plan that the user may see, of every kind."""

    titel = "Planer"
    navn = ("plan", "planer")
    beskrivelse = "Alle planer for udsatte områder: handleplaner, helhedsplaner, udviklings-, forandrings- og kvarterplaner"
    kolonner = KOLONNER
    filterset_class = PlanFilter
    search_fields = ("navn", "omraader__navn", "sag__nummer")
    search_label = "Søg på plan, område eller sagsnummer"
    standard_sortering = ("-fra", "navn")
    views_template = "planer/visninger.html"
    visning = "liste"
    eksport_navn = "planer"
    tom_titel = "Ingen planer endnu"
    tom_tekst = "Planer kommer på listen, når deres sag er åbnet."

    def get_queryset(self) -> QuerySet[Any]:
        """The plans whose cases this user may see, with their areas."""
        return visible_planer(user_of(self.request)).prefetch_related("omraader")

    def search(self, queryset: QuerySet[Any], tekst: str) -> QuerySet[Any]:
        """A plan in two areas that both fit is found once."""
        found = super().search(Plan.objects.order_by(), tekst)
        return queryset.filter(pk__in=found.values("pk"))

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        query = self.request.GET.copy()
        for name in ("side", "sort"):
            query.pop(name, None)
        return {
            "visning": self.visning,
            "filtre": query.urlencode(),
            "ser_mangler": adgang.may_see_omraader(user_of(self.request)),
        }


class Tidslinje(Planliste):
    """The filtered plans on a line of time, by area, with the same figures as a table."""

    result_template = "planer/tidslinje_resultat.html"
    visning = "tidslinje"

    def result_context(self, queryset: QuerySet[Any]) -> dict[str, Any]:
        rows = list(queryset.prefetch_related("milepaele")[: GANTT_HOEJST + 1])
        bars = bars_of(rows[:GANTT_HOEJST])
        groups: dict[str, list[Plan]] = {}
        for plan in rows[:GANTT_HOEJST]:
            for navn in sorted(item.navn for item in plan.omraader.all()) or [HELE_KOMMUNEN]:
                groups.setdefault(navn, []).append(plan)
        order = list(dict.fromkeys(bar.gruppe for bar in bars))
        return super().result_context(queryset) | {
            "grupper": [(navn, groups[navn]) for navn in order],
            "for_mange": len(rows) > GANTT_HOEJST,
            "hoejst": GANTT_HOEJST,
        }

    @classmethod
    def svg(cls, request: HttpRequest) -> HttpResponse:
        """The line of time as a drawing, with the same filters."""
        _, found = cls.read(request)
        rows = found.prefetch_related("milepaele")[:GANTT_HOEJST]
        today = timezone.localdate()
        bars = bars_of(rows)
        known = [day for bar in bars for day in (bar.fra, bar.til) if day is not None]
        first = min([*known, today]).replace(month=1, day=1)
        last = max([*known, today + dt.timedelta(days=365)]).replace(month=12, day=31)
        return svg_response(
            gantt_chart(
                bars,
                titel="Planer efter område",
                fra=first,
                til=last,
                i_dag=today,
                serier=[navn for _, navn in Planart.choices],
                maerketyper=("Milepæl", "Milepæl nået"),
                bredde=requested_width(request),
            ),
            max_age=60,
        )


def mangler(request: HttpRequest) -> HttpResponse:
    """Areas whose class demands a plan that they have not, and plans that run out with nothing to follow."""
    bruger = user_of(request)
    adgang.require(adgang.may_see_omraader(bruger), "Oversigten er for kommunens egne medarbejdere.")
    today = timezone.localdate()
    context = {
        "dag": today,
        "mangler": find_mangler(bruger, today),
        "udloeb": list(find_udloeb(bruger, today)),
        "kan_aabne": adgang.may_open_sag(bruger),
        "visning": "mangler",
        "filtre": "",
    }
    return render(request, "planer/mangler.html", context)
