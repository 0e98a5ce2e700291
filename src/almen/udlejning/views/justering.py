"""A proposal to adjust letting: raised from the measurement with its figures, and the placements that it proposes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.grundlag.selectors import IngenSagsgang
from almen.omraader.models import Omraade
from almen.omraader.selectors.justering import running_justering, visible_justeringer
from almen.omraader.services.justering import NO_RIGHT, UDLEJNING, open_justering
from almen.organisationer.selectors import user_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.udlejning.forms_justering import Placeringsform, Rejsform
from almen.udlejning.models import Placeringsforslag
from almen.udlejning.selectors.forslag import kept_figures
from almen.udlejning.selectors.placeringsforslag import empowering_text, forslag_of, now_of
from almen.udlejning.selectors.tal import measured_years
from almen.udlejning.services.placeringsforslag import remove_forslag, save_forslag
from almen.udlejning.views.tal import require_view
from almen.udlejning.viste_tal import kept_rows
from almen.ui.forms import place_fejl


def rejs(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the case of a proposal on an area; the year's lettings are kept with it. `?aar=`: which year, else the last measured."""
    require_view(request)
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    omraade = get_object_or_404(Omraade, pk=pk)
    figures = kept_figures(omraade, _year(request))
    initial = {
        "titel": f"Justering af udlejningen i {omraade}"[:200],
        "begrundelse": "\n".join(figures["grunde"]),
        "afdelinger": list(omraade.omraadeafdelinger.filter(til=None).values_list("afdeling_id", flat=True)),
    }
    posted = request.POST if request.method == "POST" else None
    form = Rejsform(posted, omraade=omraade, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sag = open_justering(
                bruger=bruger, omraade=omraade, demo=omraade.demo, udlejning=figures, **form.cleaned_data
            )
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Sag {sag.nummer} er åbnet. Tallene fra målingen følger med.")
            return redirect("udlejning:justering", sag.nummer)
    context = {
        "form": form,
        "omraade": omraade,
        "aar": figures["aar"],
        "tal": kept_rows(figures),
        "loebende": running_justering(omraade),
    }
    return render(request, "udlejning/rejs_forslag.html", context, status=400 if form.errors else 200)


def _year(request: HttpRequest) -> int:
    """The year that the address says, if it has figures; else the last one that has."""
    years = measured_years()
    asked = request.GET.get("aar", "")
    if asked.isdigit() and int(asked) in years:
        return int(asked)
    return years[0] if years else timezone.localdate().year - 1


def justering(request: HttpRequest, nummer: str) -> HttpResponse:
    """The placements that a proposal holds, the lettings that it rests on, and the form of another placement."""
    bruger = user_of(request)
    found = get_object_or_404(visible_justeringer(bruger), sag__nummer=nummer)
    may_edit = adgang.may_edit_sag(bruger) and not found.sag.overblik.afslutning
    form = None
    if may_edit:
        form = Placeringsform(request.POST if request.method == "POST" else None, justering=found)
    elif request.method == "POST":
        adgang.require(False, NO_RIGHT)
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            save_forslag(bruger=bruger, sag=found.sag, **form.cleaned_data)
        except UgyldigtInput as error:
            place_fejl(form, error.fejl)
        else:
            messages.success(request, "Den foreslåede placering er gemt.")
            return redirect("udlejning:justering", nummer)
    rows, today = forslag_of(found), timezone.localdate()
    now = now_of(rows, today)
    kept = found.anledning.get(UDLEJNING) or {}
    context: dict[str, Any] = {
        "justering": found,
        "sag": found.sag,
        "form": form,
        "raekker": [(row, now[row.pk]) for row in rows],
        "bemyndigelse": empowering_text(today),
        "tal": kept_rows(kept),
        "aar": kept.get("aar"),
        "grunde": kept.get("grunde", ()),
        "kan_rette": may_edit,
        "ser_maalingen": adgang.may_see_udlejning(bruger),
    }
    return render(request, "udlejning/justering.html", context, status=400 if form and form.errors else 200)


@require_POST
def fjern(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes a proposed placement out."""
    bruger = user_of(request)
    found = get_object_or_404(visible_justeringer(bruger), sag__nummer=nummer)
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    row = get_object_or_404(Placeringsforslag, justering=found, pk=pk)
    try:
        remove_forslag(bruger=bruger, sag=found.sag, forslag=row)
    except UgyldigtInput as error:
        messages.error(request, error.fejl[0].besked)
    else:
        messages.success(request, "Den foreslåede placering er fjernet. Den står i journalen.")
    return redirect(reverse("udlejning:justering", args=[nummer]))
