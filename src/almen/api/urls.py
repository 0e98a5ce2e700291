"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from almen.api.program import api

urlpatterns = [path("", api.urls)]
