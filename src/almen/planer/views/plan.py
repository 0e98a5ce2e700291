"""A plan's page, opening one of any kind, and changing its own fields."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.grundlag.selectors import IngenSagsgang
from almen.organisationer.selectors import user_of
from almen.planer.kort import light
from almen.planer.models import Plan
from almen.planer.planartsider import Planartside, find_side
from almen.planer.plankort import shown_kort
from almen.planer.selectors import is_put_forward, visible_planer
from almen.planer.views.opslag import can_edit, find_plan, find_plan_to_edit, place_error, status_of
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.selectors import load_forloeb


def _side(art: str) -> Planartside:
    side = find_side(art)
    if side is None:
        raise Http404(f"“{art}” er ikke en art af plan.")
    return side


def plan(request: HttpRequest, nummer: str) -> HttpResponse:
    """Everything about one plan, in the cards of its kind."""
    found = find_plan(request, nummer)
    bruger = user_of(request)
    latest = found.statusmeldinger.filter(indsats__isnull=True).values_list("lys", flat=True).first()
    context = {
        "plan": found,
        "sag": found.sag,
        "lys": light(latest),
        "liste": _side(found.art).liste,
        "kan_rette": can_edit(request, found),
        "kort_hoved": shown_kort(found, bruger),
        "kort_side": shown_kort(found, bruger, "side"),
    }
    return render(request, "planer/plan.html", context)


def _followed(request: HttpRequest, side: Planartside, planer: QuerySet[Plan]) -> dict[str, Any]:
    """What a plan that follows another (`?erstatter=`) starts with: all of the earlier one but its period and source.

    One for areas that lack it (`?omraade=`), or under a policy (`?politik=`), starts with them.
    """
    asked = request.GET.get("erstatter", "")
    earlier = planer.filter(art=side.art, pk=asked).first() if asked.isdecimal() else None
    if earlier is None:
        politik = request.GET.get("politik", "")
        areas = [pk for pk in request.GET.getlist("omraade") if pk.isdecimal()]
        return {"omraader": areas, "politik": politik if politik.isdecimal() else None}
    own = {"fra": None, "til": None, "kilde": "", "kilde_adresse": "", "note": "", "erstatter": earlier}
    return {**side.formular.initial_of(earlier), **own}


def ny(request: HttpRequest, art: str) -> HttpResponse:
    """Opens a case with a plan of this kind."""
    bruger = user_of(request)
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    side = _side(art)
    planer = visible_planer(bruger)
    form = side.formular(
        request.POST or None, art=art, planer=planer, uden=side.uden, initial=_followed(request, side, planer)
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = side.aabn(bruger=bruger, art=art, **form.plan_data())
        except UgyldigtInput as error:
            place_error(form, error)
        except IngenSagsgang as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Sag {opened.sag.nummer} er åbnet. Planen kan nu fyldes ud.")
            return redirect(opened)
    context = {"form": form, "titel": side.ny_titel, "indledning": side.indledning, "label": "Åbn sagen"}
    return render(request, "planer/formular.html", context, status=status_of(form))


def rediger(request: HttpRequest, nummer: str) -> HttpResponse:
    """Changes the plan's own fields."""
    found = find_plan_to_edit(request, nummer)
    bruger = user_of(request)
    side = _side(found.art)
    form = side.formular(
        request.POST or None,
        art=found.art,
        planer=visible_planer(bruger),
        plan=found,
        uden=side.uden,
        lagt_frem=is_put_forward(load_forloeb(found.sag)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            side.ret(bruger=bruger, plan=found, grund=form.grund, **form.plan_data())
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, "Planen er gemt.")
            return redirect(found)
    context = {"form": form, "plan": found, "titel": "Ret planen", "label": "Gem"}
    return render(request, "planer/formular.html", context, status=status_of(form))
