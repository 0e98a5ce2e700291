"""Addresses of the areas' pages."""

from __future__ import annotations

from django.urls import path

from almen.omraader.views import omraade

app_name = "omraader"
urlpatterns = [
    path("omraader/<int:pk>/", omraade.omraade, name="omraade"),
]
