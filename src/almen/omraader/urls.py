"""Addresses of the areas' pages."""

from __future__ import annotations

from django.urls import path

from almen.omraader.urls_varsel import urlpatterns as varsel
from almen.omraader.views import omraade

app_name = "omraader"
urlpatterns = [
    *varsel,
    path("omraader/<int:pk>/", omraade.omraade, name="omraade"),
]
