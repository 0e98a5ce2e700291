"""Dispensations from the share: asked for and answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from almen.organisationer.selectors import user_of
from almen.planer.forms_fysiske import DispensationForm, DispensationssvarForm
from almen.planer.services.dispensation import answer_dispensation, ask_dispensation
from almen.planer.views.opslag import find_plan_to_edit
from almen.planer.views.svar import answer


def ny_dispensation(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers that a dispensation was asked for."""
    plan = find_plan_to_edit(request, nummer)
    form = DispensationForm(request.POST or None)
    return answer(
        request,
        form,
        lambda: ask_dispensation(bruger=user_of(request), plan=plan, **form.values()),
        plan=plan,
        titel="Ansøgning om dispensation",
        done="Ansøgningen er registreret. Se på planen, om lovens betingelser er opfyldt.",
        indledning="Ministeren afgør ansøgningen. Systemet viser, hvilke af lovens betingelser der er opfyldt; det, der ikke kendes, kan ikke afgøres.",
    )


def dispensationssvar(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    """Registers the minister's answer."""
    plan = find_plan_to_edit(request, nummer)
    row = get_object_or_404(plan.dispensationer.all(), pk=pk)
    initial = {"afgjort": row.afgjort, "maal_pct": row.maal_pct, "kilde": row.kilde}
    if row.givet is not None:
        initial["givet"] = "ja" if row.givet else "nej"
    form = DispensationssvarForm(request.POST or None, initial=initial)
    return answer(
        request,
        form,
        lambda: answer_dispensation(
            bruger=user_of(request), plan=plan, dispensation=row, **form.cleaned_data
        ),
        plan=plan,
        titel="Ministerens afgørelse",
        done="Afgørelsen er registreret.",
    )
