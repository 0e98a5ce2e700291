"""Addresses of the areas' pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "omraader"
urlpatterns: list[URLPattern] = []
