"""A plan's dwellings: counts and means, and the drawing of the share over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from almen.organisationer.selectors import user_of
from almen.planer.forms_fysiske import OpgoerelseForm, VirkemiddelForm
from almen.planer.models import Boligopgoerelse, Plan, Virkemiddel
from almen.planer.selectors.familieandel import andelsbillede_of
from almen.planer.services.boliger import (
    delete_boligopgoerelse,
    delete_virkemiddel,
    save_boligopgoerelse,
    save_virkemiddel,
)
from almen.planer.tegning_andel import draw_andel
from almen.planer.views.opslag import find_plan, find_plan_to_edit
from almen.planer.views.svar import answer, delete_form, lagt_frem
from almen.ui.diagrammer import requested_width, svg_response
from almen.ui.formater import dato


def andel_svg(request: HttpRequest, nummer: str) -> HttpResponse:
    """The share of almene familieboliger: counted, expected, and the limit."""
    plan = find_plan(request, nummer)
    billede = andelsbillede_of(plan, timezone.localdate())
    return svg_response(draw_andel(plan, billede, requested_width(request)), max_age=60)


def ny_opgoerelse(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers what stood in the area on a day."""
    plan = find_plan_to_edit(request, nummer)
    form = OpgoerelseForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: save_boligopgoerelse(bruger=user_of(request), plan=plan, **form.values()),
        plan=plan,
        titel="Ny opgørelse af boligerne",
        done="Opgørelsen er gemt.",
    )


def ret_opgoerelse(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Corrects a count."""
    plan, row = _opgoerelse(request, nummer, pk)
    form = OpgoerelseForm(request.POST or None, opgoerelse=row)
    return answer(
        request,
        form,
        lambda: save_boligopgoerelse(bruger=user_of(request), plan=plan, opgoerelse=row, **form.values()),
        plan=plan,
        titel=f"Ret opgørelsen pr. {dato(row.dag)}",
        done="Opgørelsen er rettet.",
    )


def slet_opgoerelse(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Removes a count that was entered in error."""
    plan, row = _opgoerelse(request, nummer, pk)
    form = delete_form(request)
    return answer(
        request,
        form,
        lambda: delete_boligopgoerelse(bruger=user_of(request), plan=plan, opgoerelse=row),
        plan=plan,
        titel=f"Slet opgørelsen pr. {dato(row.dag)}",
        label="Slet opgørelsen",
        done=f"Opgørelsen pr. {dato(row.dag)} er slettet.",
        fare=True,
        indledning="Opgørelsen forsvinder fra planen. Hvad der stod, bliver stående i sagens journal.",
    )


def nyt_virkemiddel(request: HttpRequest, nummer: str) -> HttpResponse:
    """Plans a means in a year."""
    plan = find_plan_to_edit(request, nummer)
    form = VirkemiddelForm(request.POST or None, plan=plan, lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_virkemiddel(bruger=user_of(request), plan=plan, grund=form.grund, **form.values()),
        plan=plan,
        titel="Nyt virkemiddel",
        done="Virkemidlet er gemt.",
    )


def ret_virkemiddel(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Changes a means, or says that it was carried out."""
    plan, row = _virkemiddel(request, nummer, pk)
    form = VirkemiddelForm(request.POST or None, plan=plan, virkemiddel=row, lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_virkemiddel(
            bruger=user_of(request), plan=plan, virkemiddel=row, grund=form.grund, **form.values()
        ),
        plan=plan,
        titel=f"Ret virkemidlet: {row}",
        done="Virkemidlet er gemt.",
    )


def slet_virkemiddel(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes a means out of the plan."""
    plan, row = _virkemiddel(request, nummer, pk)
    form = delete_form(request, lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: delete_virkemiddel(bruger=user_of(request), plan=plan, virkemiddel=row, grund=form.grund),
        plan=plan,
        titel=f"Tag virkemidlet ud af planen: {row}",
        label="Tag det ud",
        done="Virkemidlet er taget ud af planen.",
        fare=True,
        indledning="Andelen regnes derefter uden virkemidlet. Hvad der stod, bliver stående i sagens journal.",
    )


def _opgoerelse(request: HttpRequest, nummer: str, pk: int) -> tuple[Plan, Boligopgoerelse]:
    plan = find_plan_to_edit(request, nummer)
    return plan, get_object_or_404(plan.opgoerelser.all(), pk=pk)


def _virkemiddel(request: HttpRequest, nummer: str, pk: int) -> tuple[Plan, Virkemiddel]:
    plan = find_plan_to_edit(request, nummer)
    return plan, get_object_or_404(plan.virkemidler.all(), pk=pk)
