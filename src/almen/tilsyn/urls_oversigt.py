"""Addresses of the overview of organisations and years."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import dialogliste, oversigt

SIDER: list[URLPattern] = [
    path("tilsyn/", oversigt.oversigt, name="oversigt"),
    path("tilsyn/dialoger/", dialogliste.DialogListe.as_view(), name="dialoger"),
]
