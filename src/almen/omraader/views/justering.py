"""Proposals to adjust flexible letting in an area: open, see, change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from almen.grundlag.selectors import IngenSagsgang
from almen.omraader.forms_justering import JusteringForm
from almen.omraader.models import Omraade
from almen.omraader.selectors.justering import running_justering, visible_justeringer
from almen.omraader.selectors.varsel import development_of, foelger_on_letting, kept_development
from almen.omraader.services.justering import NO_RIGHT, edit_justering, open_justering
from almen.omraader.views.omraade import require_view
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.ui.forms import place_fejl


def ny_justering(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the case of a proposal, with the area's figures as they stand."""
    require_view(request)
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    omraade = get_object_or_404(Omraade, pk=pk)
    initial = {
        "titel": f"Ændret fleksibel udlejning i {omraade}"[:200],
        "afdelinger": list(omraade.omraadeafdelinger.filter(til=None).values_list("afdeling_id", flat=True)),
    }
    form = JusteringForm(request.POST or None, omraade=omraade, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_justering(bruger=bruger, omraade=omraade, demo=omraade.demo, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Sag {sag.nummer} er åbnet.")
            return redirect("omraader:justering", sag.nummer)
    context = {
        "form": form,
        "omraade": omraade,
        "udvikling": development_of(omraade),
        "loebende": running_justering(omraade),
    }
    return render(request, "omraader/justeringsformular.html", context, status=400 if form.errors else 200)


def justering(request: HttpRequest, nummer: str) -> HttpResponse:
    """One proposal: why, what, for whom, and the figures it rests on."""
    bruger = user_of(request)
    found = get_object_or_404(visible_justeringer(bruger), sag__nummer=nummer)
    liste, ahead = found.anledning.get("liste"), found.anledning.get("fremskrivning")
    context: dict[str, Any] = {
        "justering": found,
        "liste": dt.date.fromisoformat(liste) if liste else None,
        "kriterier": kept_development(found.anledning),
        "chance": Decimal(ahead["chance_tungere"]) if ahead else None,
        "sag": found.sag,
        "afdelinger": list(found.afdelinger.select_related("boligorganisation")),
        "foelger": foelger_on_letting(found.omraade),
        "kan_rette": adgang.may_edit_sag(bruger) and not found.sag.overblik.afslutning,
        "ser_omraadet": adgang.may_see_omraader(bruger),
    }
    return render(request, "omraader/justering.html", context)


def ret_justering(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes a proposal; what it was stands in the journal."""
    bruger = user_of(request)
    found = get_object_or_404(visible_justeringer(bruger), sag__nummer=nummer)
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    initial = {
        "begrundelse": found.begrundelse,
        "forslag": found.forslag,
        "afdelinger": list(found.afdelinger.values_list("pk", flat=True)),
    }
    form = JusteringForm(request.POST or None, omraade=found.omraade, justering=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_justering(bruger=bruger, sag=found.sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Forslaget er gemt.")
            return redirect("omraader:justering", nummer)
    context = {"form": form, "omraade": found.omraade, "justering": found, "sag": found.sag}
    return render(request, "omraader/justeringsformular.html", context, status=400 if form.errors else 200)
