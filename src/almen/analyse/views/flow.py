"""The flow of cases through the steps of their route, as a picture and as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import OpholdFilter, chosen, sagstype_of
from almen.analyse.filtre_tider import AABNING
from almen.analyse.maalestok import mindste_antal
from almen.analyse.models import Ophold
from almen.analyse.regning import KanIkkeRegnes, answers_to
from almen.analyse.selectors.flow import Flow, Pil, find_flow, jobs_of, with_answers
from almen.analyse.selectors.ophold import narrow, visible_ophold
from almen.analyse.views.opslag import require_view
from almen.organisationer.selectors import aktoer_kort, aktoer_navn
from almen.sagsgang.register import REGISTER
from almen.ui import formater
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.flowdiagram import Flowbane, Flowpil, Flowtrin, flow_chart

FIELDS = ("sagstype", "version", "boligtype", "organisation", "aar_fra", "aar_til")


class Flowfilter(OpholdFilter):
    """Whose flow: one case type and one version, the newest that has cases where none is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.filters) - set(FIELDS):
            del self.filters[name]
        used = set(
            Ophold.objects.filter(sagstype=sagstype_of(self.data))
            .order_by()
            .values_list("version", flat=True)
            .distinct()
        )
        newest = list(reversed(self.routes))
        self.standard = next((version for version in newest if version in used), next(iter(newest), ""))
        self.filters["version"].extra |= {
            "empty_label": self.standard or "Ingen",
            "choices": [(version, version) for version in newest if version != self.standard]
            + ([(self.standard, self.standard)] if self.standard else []),
        }


@dataclass
class Flowvalg:
    """What was asked, and the flow that answers it; none where a filter could not be read or there is no route."""

    filterset: Flowfilter
    sagstype: str
    flow: Flow | None = None
    fejl: list[str] = field(default_factory=list)
    uden_statistik: bool = False


def forloeb(request: HttpRequest) -> HttpResponse:
    """The picture, and the same figures as a table."""
    valg = _read(request)
    flow, mindst = valg.flow, mindste_antal()
    return render(
        request,
        "analyse/flow.html",
        {
            "filterform": valg.filterset.form,
            "fejl": valg.fejl,
            "flow": flow,
            "navn": REGISTER.sagstype(valg.sagstype).navn if not valg.fejl else "",
            "raekker": [_row(arrow, valg, mindst) for arrow in flow.pile] if flow else [],
            "uden_statistik": valg.uden_statistik,
            "mindst": mindst,
            "filtre": request.GET.urlencode(),
        },
    )


def flow_svg(request: HttpRequest) -> HttpResponse:
    """The picture alone, with the same filters."""
    valg = _read(request)
    flow = valg.flow
    day = _named_on(valg)
    phases = {item.id: item.navn for item in valg.filterset.routes[flow.version].faser} if flow else {}
    lanes = list(dict.fromkeys(item.trin.aktoer for item in flow.trin)) if flow else []
    return svg_response(
        flow_chart(
            [
                Flowtrin(
                    item.trin.id,
                    item.nummer,
                    item.trin.navn,
                    phases[item.trin.fase],
                    item.trin.aktoer,
                    item.udfoert,
                    item.venter,
                )
                for item in (flow.trin if flow else ())
            ],
            [
                Flowpil(
                    arrow.fra.id if arrow.fra else "",
                    arrow.til.id,
                    arrow.sager,
                    _words(arrow),
                    arrow.tilbage,
                )
                for arrow in (flow.pile if flow else ())
            ],
            baner=[Flowbane(aktoer, aktoer_kort(aktoer, day), aktoer_navn(aktoer, day)) for aktoer in lanes],
            titel="Sagernes vej gennem trinnene",
            beskrivelse="Fra hvilket trin sagerne kom til hvert trin, hvor mange, og hvor længe de stod der",
            bredde=requested_width(request),
        ),
        max_age=0,
    )


def _read(request: HttpRequest) -> Flowvalg:
    bruger = require_view(request)
    filterset = Flowfilter(request.GET, Ophold.objects.none(), request=request)
    found = Flowvalg(filterset, sagstype_of(filterset.data))
    form = filterset.form
    if not form.is_valid():
        found.fejl = [f"{form.fields[n].label}: {e}" for n, es in form.errors.items() for e in es]
        return found
    version = form.cleaned_data["version"] or filterset.standard
    if not version:
        return found
    rows = narrow(visible_ophold(bruger), {**chosen(form.cleaned_data), "version": version})
    flow = find_flow(rows, filterset.routes[version], timezone.localdate())
    try:
        flow = with_answers(flow, answers_to(jobs_of(flow)), mindste_antal())
    except KanIkkeRegnes:
        found.uden_statistik = True
    found.flow = flow
    return found


def _named_on(valg: Flowvalg) -> dt.date:
    """The day whose names the actors have: the last one of the version, or today."""
    if valg.flow is None:
        return timezone.localdate()
    routes = list(valg.filterset.routes.values())
    later = routes[routes.index(valg.filterset.routes[valg.flow.version]) + 1 :]
    return min([timezone.localdate(), *(route.gyldig_fra - dt.timedelta(days=1) for route in later)])


def _words(arrow: Pil) -> str:
    cases = formater.antal(arrow.sager, "sag", "sager")
    back = " tilbage" if arrow.tilbage else ""
    return f"{cases}{back}" + (f" · {arrow.median} d." if arrow.median is not None else "")


def _row(arrow: Pil, valg: Flowvalg, mindst: int) -> dict[str, Any]:
    """The arrow as the table shows it, with the address of its stays."""
    wanted = valg.filterset.form.cleaned_data | {"trin": arrow.til.id}
    wanted["udloest_af"] = arrow.fra.id if arrow.fra else AABNING
    wanted |= {"version": valg.flow.version} if valg.flow else {}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return {
        "pil": arrow,
        "median": _days(arrow, ("median",), mindst),
        "kvartiler": _days(arrow, ("q1", "q3"), mindst),
        "url": f"{reverse('analyse:ophold')}?{query}",
    }


def _days(arrow: Pil, figures: tuple[str, ...], mindst: int) -> str:
    """The figures, or in words why there are none."""
    if arrow.sager < mindst:
        return "for få"
    if arrow.svar is None:
        return formater.INGEN
    known = [arrow.svar[name] for name in figures]
    if known[0] is None:
        return "ikke nået"
    return "–".join("ikke nået" if value is None else formater.heltal(value) for value in known)
