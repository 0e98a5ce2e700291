"""Addresses of the plans' pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "planer"
urlpatterns: list[URLPattern] = []
