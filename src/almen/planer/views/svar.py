"""The form of an act on a plan or policy, or what comes after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.planer.forms import GrundForm
from almen.planer.models import Plan
from almen.planer.selectors import is_put_forward
from almen.planer.views.opslag import place_error, status_of
from almen.regler.fejl import UgyldigtInput
from almen.sager.selectors import load_forloeb


def lagt_frem(plan: Plan) -> bool:
    """True once the plan has been put forward, so that a change must say why."""
    return is_put_forward(load_forloeb(plan.sag))


def delete_form(request: HttpRequest, lagt_frem: bool = False) -> GrundForm:
    """The form of a deletion: only the reason, where one is demanded."""
    # A form without fields is not bound by an empty POST, which would never be valid.
    return GrundForm(request.POST if request.method == "POST" else None, lagt_frem=lagt_frem)


def answer(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    plan: Plan | None = None,
    titel: str,
    label: str = "Gem",
    done: str,
    til: Any = None,
    til_det_nye: bool = False,
    **mere: Any,
) -> HttpResponse:
    """The form, or what comes after it: `act` is tried, and each fault stands at its field.

    Afterwards comes `til`, by default the plan; with `til_det_nye` the page of what `act` gave.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, done)
            return redirect(made if til_det_nye else til or plan)
    context = {"form": form, "plan": plan, "titel": titel, "label": label, "til": til, **mere}
    return render(request, "planer/formular.html", context, status=status_of(form))
