"""What makes a view public: the same answer for everybody, no session, and one answer for all that is not to be found."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

# allauth's outer function lets every GET pass; searches are GETs.
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]
# Caches may keep an answer, but must ask each time whether it still holds: what is closed is gone at once.
CACHE_CONTROL = "public, max-age=0, must-revalidate"


def public(view: View) -> View:
    """Makes `view` readable by anybody, with GET and HEAD alone.

    Whoever is signed in is nobody here, so no right of theirs can show more, and an answer may be kept for all. What is
    hidden and what never was give the same page.
    """

    @login_not_required
    @require_safe
    @conditional_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = not_found(request)
        kept = response.status_code == 200
        response.headers.setdefault("Cache-Control", CACHE_CONTROL if kept else "no-store")
        return response

    return wrapped


def not_found(request: HttpRequest) -> HttpResponse:
    """404, word for word the same whatever was asked for."""
    return render(request, "offentlig/findes_ikke.html", status=404)


def too_often(request: HttpRequest) -> HttpResponse | None:
    """429 if this address has searched too often, else None; counts the search. `ALMEN_OFFENTLIG_SOEGNINGER` is the limit."""
    limits = {"soeg": settings.ALMEN_OFFENTLIG_SOEGNINGER}
    if ratelimit.consume(request, app="almen", action="soeg", config=limits, limit_get=True):
        return None
    response = render(request, "offentlig/for_mange.html", status=429)
    response.headers["Retry-After"] = "60"
    return response
