"""What began before a change held against what began after it, with what the figures do not show."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almen.analyse.filtre import sagstype_of
from almen.analyse.filtre_maal import Reformfilter
from almen.analyse.maalestok import mindste_antal
from almen.analyse.models import Ophold
from almen.analyse.reform import Gruppe, longest
from almen.analyse.regning import KanIkkeRegnes, answers_to
from almen.analyse.selectors.reform import Foerefter, held_against
from almen.analyse.views.opslag import require_view
from almen.analyse.views.udvikling import holds_demo, measured_of
from almen.organisationer.models import Bruger
from almen.sagsgang.register import REGISTER
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.formater import dato
from almen.ui.kurvediagram import Kurve, said_of, survival_chart

UREGNET = "Statistikken kunne ikke beregnes. Prøv igen om lidt."


def foer_og_efter(request: HttpRequest) -> HttpResponse:
    """The form and the answer. Nothing is stored; the address can be shared."""
    bruger = require_view(request)
    filterset = Reformfilter(request.GET, Ophold.objects.none(), request=request)
    context: dict[str, Any] = {"filterform": filterset.form, "reformer": filterset.reformer, "uregnet": ""}
    if _is_valid(filterset):
        valg = filterset.form.cleaned_data
        context |= {
            "maal": filterset.maal_of(valg),
            "sagstype": REGISTER.sagstype(sagstype_of(valg)).navn,
            "mindst": mindste_antal(),
            "filtre": request.GET.urlencode(),
        }
        try:
            found = _answer(bruger, filterset)
        except KanIkkeRegnes:
            context["uregnet"] = UREGNET
        else:
            context |= {"fund": found, "sider": _sides(request, found) if found else []}
            context["demo"] = holds_demo(bruger, valg)
    return render(request, "analyse/reform.html", context, status=400 if filterset.form.errors else 200)


def svg(request: HttpRequest) -> HttpResponse:
    """Both groups' curves; the same question as the page."""
    bruger = require_view(request)
    filterset = Reformfilter(request.GET, Ophold.objects.none(), request=request)
    try:
        found = _answer(bruger, filterset) if _is_valid(filterset) else None
    except KanIkkeRegnes:
        found = None
    return svg_response(draw_curves(found, requested_width(request)), max_age=0)


def draw_curves(found: Foerefter | None, bredde: int) -> str:
    """One curve a side, as far as its longest case has been followed."""
    curves = []
    if found and not found.svar.afvist:
        svar, asked = found.svar, found.svar.spoergsmaal
        curves = [
            Kurve(navn, said_of(side.antal, side.median), side.kurve, longest(group))
            for navn, side, group in (
                (f"Begyndt før {dato(found.reform.dag)}", svar.foer, asked.foer),
                (f"Begyndt {dato(found.reform.dag)} eller senere", svar.efter, asked.efter),
            )
        ]
    return survival_chart(curves, titel="Før og efter", bredde=bredde)


def _is_valid(filterset: Reformfilter) -> bool:
    """True if every field can be read and the day can have cases on both sides."""
    form = filterset.form
    if not form.is_valid():
        return False
    day, today = form.cleaned_data.get("dag"), timezone.localdate()
    first = min((route.gyldig_fra for route in filterset.routes.values()), default=today)
    if day and not first < day <= today:
        form.add_error(
            "dag", f"Skriv en dag efter den første kendte sagsgang ({dato(first)}) og senest i dag."
        )
    return not form.errors


def _answer(bruger: Bruger, filterset: Reformfilter) -> Foerefter | None:
    """None where no change is known and no day was typed. Raises KanIkkeRegnes."""
    valg = filterset.form.cleaned_data
    reform = filterset.reform_of(valg)
    if reform is None:
        return None
    years = int(valg["aar_foer"]), int(valg["aar_efter"])
    found = measured_of(bruger, filterset, valg)
    return held_against(found, reform, years, sagstype_of(valg), mindste_antal(), answers_to)


def _sides(request: HttpRequest, found: Foerefter) -> list[tuple[Gruppe, str]]:
    """Each side's figures and the address of its cases."""
    day = dt.timedelta(days=1)
    kept = {
        key: value
        for key in ("sagstype", "maal", "boligtype", "organisation")
        if (value := request.GET.get(key))
    }
    sides = []
    for side, first, last in (
        (found.svar.foer, found.fra, found.reform.dag - day),
        (found.svar.efter, found.reform.dag, found.til - day),
    ):
        days = {"begyndt_fra": f"{first:%d.%m.%Y}", "begyndt_til": f"{last:%d.%m.%Y}"}
        sides.append((side, f"{reverse('analyse:bag_tallet')}?{urlencode(kept | days)}"))
    return sides
