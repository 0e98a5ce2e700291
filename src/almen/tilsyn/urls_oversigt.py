"""Addresses of the overview of organisations and years."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import dialog_ny, dialogliste, oversigt

SIDER: list[URLPattern] = [
    path("tilsyn/", oversigt.oversigt, name="oversigt"),
    path("tilsyn/dialoger/", dialogliste.DialogListe.as_view(), name="dialoger"),
    path("tilsyn/dialoger/ny/", dialog_ny.dialog_ny, name="dialog_ny"),
]
