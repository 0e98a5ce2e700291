"""Reports on a plan: when they are due, and what they said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from almen.organisationer.selectors import user_of
from almen.planer.forms_fysiske import AfgivForm, EvalueringForm
from almen.planer.models import Evaluering, Plan
from almen.planer.services.evaluering import delete_evaluering, deliver_evaluering, save_evaluering
from almen.planer.views.opslag import find_plan_to_edit
from almen.planer.views.svar import answer, delete_form, lagt_frem
from almen.sager import adgang
from almen.ui.formater import dato


def ny_evaluering(request: HttpRequest, nummer: str) -> HttpResponse:
    """Sets when a report is due."""
    plan = find_plan_to_edit(request, nummer)
    form = EvalueringForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: save_evaluering(bruger=user_of(request), plan=plan, **form.data_without_grund()),
        plan=plan,
        titel="Ny frist for status eller evaluering",
        done="Fristen er sat.",
    )


def flyt_evaluering(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Moves a report's day."""
    plan, row = _find(request, nummer, pk)
    form = EvalueringForm(request.POST or None, evaluering=row, lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_evaluering(
            bruger=user_of(request), plan=plan, evaluering=row, grund=form.grund, **form.data_without_grund()
        ),
        plan=plan,
        titel=f"Flyt fristen: {row.get_art_display()} {dato(row.frist)}",
        done="Fristen er flyttet.",
    )


def afgiv_evaluering(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Registers that a report was given."""
    plan, row = _find(request, nummer, pk)
    bruger = user_of(request)
    documents = adgang.visible_dokumenter(bruger).filter(sag=plan.sag)
    form = AfgivForm(request.POST or None, evaluering=row, dokumenter=documents)
    return answer(
        request,
        form,
        lambda: deliver_evaluering(bruger=bruger, plan=plan, evaluering=row, **form.cleaned_data),
        plan=plan,
        titel=f"{row.get_art_display()}, frist {dato(row.frist)}",
        done=f"{row.get_art_display()} er registreret som afgivet.",
    )


def slet_evaluering(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Takes away a report that is not to be given."""
    plan, row = _find(request, nummer, pk)
    form = delete_form(request, lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: delete_evaluering(bruger=user_of(request), plan=plan, evaluering=row, grund=form.grund),
        plan=plan,
        titel=f"Slet fristen: {row.get_art_display()} {dato(row.frist)}",
        label="Slet fristen",
        done="Fristen er slettet.",
        fare=True,
    )


def _find(request: HttpRequest, nummer: str, pk: int) -> tuple[Plan, Evaluering]:
    plan = find_plan_to_edit(request, nummer)
    row = get_object_or_404(plan.evalueringer.all(), pk=pk)
    row.plan = plan
    return plan, row
