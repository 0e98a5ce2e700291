"""The front page of the analysis."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almen.analyse.views.opslag import require_view


def forside(request: HttpRequest) -> HttpResponse:
    """What can be asked."""
    require_view(request)
    return render(request, "analyse/forside.html")
