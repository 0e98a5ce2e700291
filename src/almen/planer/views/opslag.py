"""What the plans' pages have in common: finding what a page is about, and telling what went wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from almen.organisationer.selectors import user_of
from almen.planer.models import Indsats, Plan
from almen.planer.selectors import visible_planer, with_status
from almen.planer.services.plan import MAY_NOT_EDIT
from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.ui.forms import place_fejl


def find_plan(request: HttpRequest, nummer: str) -> Plan:
    """The plan of the case with this number; 404 for one that the user may not see."""
    return get_object_or_404(visible_planer(user_of(request)), sag__nummer=nummer)


def find_plan_to_edit(request: HttpRequest, nummer: str) -> Plan:
    """The plan, for those who may edit; 403 for others who see it."""
    plan = find_plan(request, nummer)
    adgang.require(adgang.may_edit_sag(user_of(request)), MAY_NOT_EDIT)
    return plan


def find_indsats(plan: Plan, pk: int) -> Indsats:
    """An effort of the plan with its latest status."""
    found = with_status(plan.indsatser.all()).select_related("maal", "sag", "viderefoert_fra__plan__sag")
    indsats = get_object_or_404(found, pk=pk)
    indsats.plan = plan
    return indsats


def can_edit(request: HttpRequest, plan: Plan) -> bool:
    """True if the page should offer to change the plan."""
    return adgang.may_edit_sag(user_of(request)) and plan.sag.overblik.afslutning not in UDEN_RESULTAT


def place_error(form: Any, error: UgyldigtInput) -> None:
    """Each fault at its field, else above the form."""
    place_fejl(form, error.fejl)


def status_of(form: Any) -> int:
    """400 where something typed could not be used, so that programs see it too."""
    return 400 if form.errors else 200
