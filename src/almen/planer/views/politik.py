"""Pages of policies and strategies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almen.organisationer.selectors import user_of
from almen.planer.selectors import visible_planer
from almen.planer.selectors.politik import visible_politikker, visible_strategier


def politik(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy: its goals and the plans under it."""
    bruger = user_of(request)
    found = get_object_or_404(visible_politikker(bruger), pk=pk)
    context = {
        "politik": found,
        "maal": list(found.maal.all()),
        "planer": list(visible_planer(bruger).filter(politik=found)),
    }
    return render(request, "planer/politik.html", context)


def strategi(request: HttpRequest, pk: int) -> HttpResponse:
    """A strategy and the plans that point to it."""
    bruger = user_of(request)
    found = get_object_or_404(visible_strategier(bruger), pk=pk)
    context = {"strategi": found, "planer": list(visible_planer(bruger).filter(strategier=found))}
    return render(request, "planer/strategi.html", context)
