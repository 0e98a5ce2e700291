"""The page of an area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almen.omraader.models import Omraade
from almen.omraader.omraadekort import acts_of, cards_of
from almen.organisationer.selectors import user_of
from almen.sager import adgang

MAY_NOT_SEE = "Områder og deres tal er for kommunens egne medarbejdere."


def require_view(request: HttpRequest) -> None:
    """Raises AdgangNaegtet unless the user reads areas."""
    adgang.require(adgang.may_see_omraader(user_of(request)), MAY_NOT_SEE)


def omraade(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: its classes, what decides them, its history, and what else is registered about it."""
    require_view(request)
    bruger = user_of(request)
    found = get_object_or_404(Omraade, pk=pk)
    kort = cards_of(found, bruger)
    context = {
        "omraade": found,
        "brede": [item for item in kort if item.kort.spalte == "bred"],
        "smalle": [item for item in kort if item.kort.spalte == "smal"],
        "handlinger": acts_of(found, bruger),
    }
    return render(request, "omraader/omraade.html", context)
