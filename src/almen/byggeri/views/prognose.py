"""The forecast of the frames with *what if*: everything supposed stands in the address, nothing is saved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from almen.byggeri.models import Formaal
from almen.byggeri.selectors.prognose import SHOWN_PROJECTS, YEARS, Antagelser, Behov, compute_prognose
from almen.byggeri.selectors.rammer import may_see_rammer
from almen.organisationer.selectors import user_of
from almen.ui.diagrammer import requested_width, stacked_bar_chart, svg_response
from almen.ui.forms import AlmenForm, DecimalField, KronerField, dress

AAR, SUM, RAMME = "aar-", "sum-", "ramme-"
NAME_LENGTH = 20


class AntagelserForm(AlmenForm):
    """What is supposed of all projects: the percent, and a frame for the years that have none."""

    pct = DecimalField(
        label="Grundkapital i pct. af summen",
        required=False,
        mindst=0,
        hoejst=100,
        help_text="Tom: lovens procent for hvert projekt.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for formaal, navn in Formaal.choices:
            self.fields[RAMME + formaal] = KronerField(
                label=f"Antaget ramme pr. år, {str(navn).lower()} (kr.)", required=False
            )
        dress(self)


class _ProjektForm(AlmenForm):
    """A project's supposed year and sum."""

    aar = forms.IntegerField(
        required=False,
        min_value=2000,
        max_value=2199,
        error_messages={
            "invalid": "Skriv et årstal.",
            "min_value": "Skriv et årstal fra 2000 til 2199.",
            "max_value": "Skriv et årstal fra 2000 til 2199.",
        },
    )
    sum = KronerField(required=False, mindst=1)


def _read(query: QueryDict) -> tuple[Antagelser, AntagelserForm, dict[str, str]]:
    """What is supposed, the form, and for each project what was wrong with it."""
    form = AntagelserForm(query or None)
    general = form.cleaned_data if form.is_bound and form.is_valid() else {}
    aar: dict[str, int] = {}
    summer: dict[str, int] = {}
    fejl: dict[str, str] = {}
    numbers = {
        key.partition("-")[2][:NAME_LENGTH] for key in query if key.startswith((AAR, SUM)) and query[key]
    }
    for nummer in numbers:
        row = _ProjektForm({"aar": query.get(AAR + nummer, ""), "sum": query.get(SUM + nummer, "")})
        if not row.is_valid():
            fejl[nummer] = " ".join(str(text) for errors in row.errors.values() for text in errors)
            continue
        if row.cleaned_data["aar"] is not None:
            aar[nummer] = row.cleaned_data["aar"]
        if row.cleaned_data["sum"] is not None:
            summer[nummer] = row.cleaned_data["sum"]
    pct: Decimal | None = general.get("pct")
    rammer = {
        formaal: general[RAMME + formaal]
        for formaal in Formaal.values
        if general.get(RAMME + formaal) is not None
    }
    return Antagelser(aar, summer, pct, rammer), form, fejl


def prognose(request: HttpRequest) -> HttpResponse:
    """Ten years of frames against the projects that have no tilsagn yet."""
    bruger = user_of(request)
    if not may_see_rammer(bruger):
        raise PermissionDenied("Kun kommunens egne brugere ser grundkapitalrammerne.")
    hvis, form, fejl = _read(request.GET)
    found = compute_prognose(bruger, timezone.localdate(), hvis)
    rows = [_row(item, request.GET, fejl) for item in found.projekter[:SHOWN_PROJECTS]]
    context = {
        "prognose": found,
        "rammer": [
            (navn, [item for item in found.aar if item.formaal == formaal])
            for formaal, navn in Formaal.choices
        ],
        "projekter": rows,
        "flere": max(0, len(found.projekter) - SHOWN_PROJECTS),
        "form": form,
        "fejl": fejl,
        "hvis": hvis,
        "aar": YEARS,
        "query": request.GET.urlencode(),
        "kan_se_rammer": True,
    }
    return render(request, "byggeri/prognose.html", context)


def _row(item: Behov, query: QueryDict, fejl: dict[str, str]) -> dict[str, Any]:
    nummer = item.sag.nummer
    return {
        "behov": item,
        "nummer": nummer,
        "aar": query.get(AAR + nummer, ""),
        "sum": query.get(SUM + nummer, ""),
        "fejl": fejl.get(nummer, ""),
    }


def prognose_svg(request: HttpRequest) -> HttpResponse:
    """The forecast as a drawing, with the same suppositions."""
    bruger = user_of(request)
    if not may_see_rammer(bruger):
        raise PermissionDenied("Kun kommunens egne brugere ser grundkapitalrammerne.")
    rows: list[tuple[str, str, int]] = []
    for item in compute_prognose(bruger, timezone.localdate(), _read(request.GET)[0]).aar:
        if not (item.ramme or item.bundet or item.forventet):
            continue
        navn = f"{item.aar} {'fam./ungdom' if item.formaal == Formaal.FAMILIE_UNGDOM else 'ældre/pleje'}"
        rows += [
            (navn, "Bundet", item.bundet),
            (navn, "Forventet", item.forventet),
            (navn, "Tilbage", max(0, item.tilbage or 0)),
        ]
    svg = stacked_bar_chart(
        rows, titel="Rammer og forventet brug", enhed="kr.", bredde=requested_width(request)
    )
    return svg_response(svg, max_age=60)
