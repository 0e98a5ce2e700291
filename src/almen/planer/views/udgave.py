"""Bringing the decided edition of a plan in line with the plan as it now stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.organisationer.selectors import user_of
from almen.planer.forms_udgave import UdgaveForm
from almen.planer.selectors.udgave import udgave_of
from almen.planer.services.udgave import restate
from almen.planer.udgaveindhold import changed_dele, indhold_of
from almen.planer.views.opslag import find_plan_to_edit, place_error, status_of
from almen.regler.fejl import UgyldigtInput


def udgave(request: HttpRequest, nummer: str) -> HttpResponse:
    """What has changed since the decision, and saying that it was decided too. 404 while nothing is decided."""
    plan = find_plan_to_edit(request, nummer)
    row = udgave_of(plan.sag)
    if row is None:
        raise Http404("Planen er ikke besluttet.")
    form = UdgaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restate(bruger=user_of(request), sag=plan.sag, grund=form.cleaned_data["grund"])
        except UgyldigtInput as error:
            place_error(form, error)
        else:
            messages.success(request, "Det besluttede er rettet.")
            return redirect(plan)
    context = {
        "plan": plan,
        "udgave": row.udgave,
        "dele": changed_dele(row.udgave.indhold, indhold_of(plan.sag)),
        "form": form,
    }
    return render(request, "planer/udgave.html", context, status=status_of(form))
