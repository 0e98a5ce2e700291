"""Addresses of parameters, administrationsgrundlag and routes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def coming(request: HttpRequest, **_: str) -> HttpResponse:
    """Stands in while the page is being built."""
    return HttpResponse("Siden bygges.", content_type="text/plain; charset=utf-8")


app_name = "grundlag"
urlpatterns = [
    path("grundlag/", coming, name="grundlag"),
    path("sagsgange/", coming, name="sagsgange"),
    path("parametre/", coming, name="parametre"),
    path("parametre/<str:parameter_id>/", coming, name="parameter"),
]
