"""Headers that every answer carries, and an API without session or cookies."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The API, and the calendars that people subscribe to.
STATELESS = ("/api/", "/kalender/abonnement/")
GetResponse = Callable[[HttpRequest], HttpResponse]


class SecurityHeadersMiddleware:
    """Sets the Content-Security-Policy and forbids browser features that no page uses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.path.startswith(settings.STATIC_URL) is False:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class StatelessApiMiddleware:
    """Answers programs before session, CSRF and messages: they come with a key, so cookies must not count there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(STATELESS):
            return self.get_response(request)
        return _dispatch_api(request)


def _dispatch_api(request: HttpRequest) -> HttpResponse:
    from django.core.handlers.exception import response_for_exception
    from django.urls import resolve
    from django.urls.exceptions import Resolver404

    try:
        match = resolve(request.path_info)
        request.resolver_match = match
        response = match.func(request, *match.args, **match.kwargs)
    except Resolver404:
        return JsonResponse({"detail": "Adressen findes ikke.", "fejl": []}, status=404)
    except Exception as error:
        return response_for_exception(request, error)
    if response.status_code == 405:
        refused = JsonResponse({"detail": "Metoden bruges ikke på denne adresse.", "fejl": []}, status=405)
        refused["Allow"] = response.get("Allow", "")
        return refused
    return response
