"""Changing who pays a plan, and its budget."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.organisationer.selectors import user_of
from almen.planer.forms_oekonomi import BudgetForm, FinansieringForm
from almen.planer.models import Plan
from almen.planer.planartsider import budgetpost_navne, budgetpost_ord, find_side
from almen.planer.selectors import oekonomi_of
from almen.planer.services import save_budget, save_finansiering
from almen.planer.views.opslag import find_plan_to_edit, place_error, status_of
from almen.planer.views.svar import answer, lagt_frem
from almen.regler.fejl import UgyldigtInput


def _own_page(plan: Plan) -> str:
    """The name of the kind's own money form, "" where it has none."""
    side = find_side(plan.art)
    return side.pengeside if side else ""


def finansiering(request: HttpRequest, nummer: str) -> HttpResponse:
    """Who pays what."""
    plan = find_plan_to_edit(request, nummer)
    if own := _own_page(plan):
        return redirect(own, nummer)
    form = FinansieringForm(request.POST or None, oekonomi=oekonomi_of(plan), lagt_frem=lagt_frem(plan))
    return answer(
        request,
        form,
        lambda: save_finansiering(bruger=user_of(request), plan=plan, dele=form.dele(), grund=form.grund),
        plan=plan,
        titel="Ret finansieringen",
        done="Finansieringen er gemt.",
    )


def budget(request: HttpRequest, nummer: str) -> HttpResponse:
    """The budget by theme and year."""
    plan = find_plan_to_edit(request, nummer)
    if own := _own_page(plan):
        return redirect(own, nummer)
    form = BudgetForm(
        request.POST or None,
        plan=plan,
        oekonomi=oekonomi_of(plan),
        temaer=budgetpost_navne(plan),
        lagt_frem=lagt_frem(plan),
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_budget(bruger=user_of(request), plan=plan, linjer=form.linjer(), grund=form.grund)
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, "Budgettet er gemt.")
            return redirect(plan)
    return render(
        request,
        "planer/budget.html",
        {"form": form, "plan": plan, "budgetpost": budgetpost_ord(plan)},
        status=status_of(form),
    )
