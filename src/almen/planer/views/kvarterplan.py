"""Moving money between a kvarterplan's projects."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from almen.organisationer.selectors import user_of
from almen.planer.forms_fysiske import FlytForm
from almen.planer.models import Planart
from almen.planer.services.budgetflytning import move_budget
from almen.planer.views.opslag import find_plan_to_edit
from almen.planer.views.svar import answer


def flyt_midler(request: HttpRequest, nummer: str) -> HttpResponse:
    """Moves an amount from one project to another."""
    plan = find_plan_to_edit(request, nummer)
    if plan.art != Planart.KVARTERPLAN:
        raise Http404
    form = FlytForm(request.POST or None, plan=plan)
    return answer(
        request,
        form,
        lambda: move_budget(bruger=user_of(request), plan=plan, **form.cleaned_data),
        plan=plan,
        titel="Flyt midler mellem projekter",
        label="Flyt beløbet",
        done="Beløbet er flyttet.",
        indledning="Rammen er den samme bagefter. Flytningen og grunden står i sagens journal.",
    )
