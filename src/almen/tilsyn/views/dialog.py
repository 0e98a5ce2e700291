"""The dialogue's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.tilsyn.models import Styringsdialog
from almen.tilsyn.selectors.dialog import materialer_of, visible_dialoger


def find_dialog(request: HttpRequest, nummer: str) -> Styringsdialog:
    """The dialogue of the case with this number; 404 for one that the user may not see."""
    return get_object_or_404(visible_dialoger(user_of(request)), sag__nummer=nummer)


def dialog(request: HttpRequest, nummer: str) -> HttpResponse:
    """One organisation's dialogue of one year."""
    found = find_dialog(request, nummer)
    context = {
        "dialog": found,
        "sag": found.sag,
        "materialer": materialer_of(found),
        "intern": adgang.may_see_tilsyn(user_of(request)),
    }
    return render(request, "tilsyn/dialog.html", context)
