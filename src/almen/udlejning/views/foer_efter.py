"""Before and after a change of criteria or placement: one place's figure against places without a change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almen.udlejning.foer_efter import Afvist, Foerefter, Serie
from almen.udlejning.selectors.foer_efter import (
    Aendring,
    current_krav,
    emne_choices,
    fits,
    held_against,
    known_changes,
    tal_choices,
)
from almen.udlejning.views.tal import require_view
from almen.ui.diagrammer import line_chart, requested_width, svg_response
from almen.ui.formater import dato
from almen.ui.forms import AlmenForm, DatoField

OTHERS = "De andres gennemsnit"
SHOWN_CHANGES = 25


class Foerefterform(AlmenForm):
    """Which place, which figure, and the day of the change."""

    emne = forms.ChoiceField(label="Sted")
    tal = forms.ChoiceField(label="Tal", choices=tal_choices)
    dag = DatoField(label="Ændringens dag")

    def __init__(self, *args: Any, changes: list[Aendring], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emne"].choices = emne_choices(changes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("emne") and data.get("tal") and not fits(data["emne"], data["tal"]):
            kind = "et område" if data["emne"].startswith("omraade") else "en afdeling"
            self.add_error("tal", f"Tallet findes ikke for {kind}. Vælg et andet.")
        return data


def foer_og_efter(request: HttpRequest) -> HttpResponse:
    """The form, the known changes, and the answer with its uncertainty. Nothing is stored; the address can be shared."""
    require_view(request)
    changes = known_changes()
    form = Foerefterform(request.GET if "emne" in request.GET else None, changes=changes)
    context: dict[str, Any] = {
        "form": form,
        "aendringer": changes[:SHOWN_CHANGES],
        "krav": current_krav(),
    }
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        serie, svar = held_against(data["emne"], data["tal"], data["dag"], changes)
        context |= {
            "dag": data["dag"],
            "serie": serie,
            "afvist": svar.grund if isinstance(svar, Afvist) else "",
            "tal": dict(tal_choices())[data["tal"]],
            "filtre": request.GET.urlencode(),
        }
        if isinstance(svar, Foerefter):
            context |= _answer(svar)
        if serie is not None:
            context["punkter"] = [
                (day, _shown(value), day >= data["dag"]) for day, value in sorted(serie.punkter.items())
            ]
    return render(request, "udlejning/foer_efter.html", context, status=400 if form.errors else 200)


def _answer(svar: Foerefter) -> dict[str, Any]:
    own = svar.aendrede[0]
    rows = [
        (own.navn, _shown(own.foer), _shown(own.efter), _shown(own.skift)),
        *((item.navn, _shown(item.foer), _shown(item.efter), _shown(item.skift)) for item in svar.andre),
    ]
    return {
        "svar": svar,
        "egen": own,
        "forskel": _shown(svar.forskel),
        "nedre": _shown(svar.nedre),
        "oevre": _shown(svar.oevre),
        "egne": rows[0],
        "andre": (
            OTHERS,
            _shown(svar.mean("andre", "foer")),
            _shown(svar.mean("andre", "efter")),
            _shown(svar.mean("andre", "efter") - svar.mean("andre", "foer")),
        ),
        "raekker": rows[1:],
        "retning": "mere" if svar.forskel > 0 else "mindre",
    }


def _shown(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


def svg(request: HttpRequest) -> HttpResponse:
    """The place's figure over the years with the change's day marked; the same question as the page."""
    require_view(request)
    changes = known_changes()
    form = Foerefterform(request.GET, changes=changes)
    rows: list[tuple[str, str, Decimal]] = []
    skel, titel = None, "Før og efter"
    if form.is_valid():
        data = form.cleaned_data
        serie, _ = held_against(data["emne"], data["tal"], data["dag"], changes)
        if serie is not None:
            rows, titel = _points(serie, data["dag"]), f"{serie.navn}: {dict(tal_choices())[data['tal']]}"
            skel = (f"Ændret {dato(data['dag'])}", _first_after(serie, data["dag"]))
    return svg_response(
        line_chart(rows, titel=titel, bredde=requested_width(request), fra_nul=False, skel=skel), max_age=0
    )


def _points(serie: Serie, dag: dt.date) -> list[tuple[str, str, Decimal]]:
    return [(str(day.year), serie.navn, _shown(value)) for day, value in sorted(serie.punkter.items())]


def _first_after(serie: Serie, dag: dt.date) -> str:
    """The first figure's year after the change; the last one's where none came."""
    days = sorted(serie.punkter)
    return str(next((day for day in days if day >= dag), days[-1]).year)
