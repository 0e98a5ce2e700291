"""Addresses of the dialogues."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import dialog

SIDER: list[URLPattern] = [
    path("tilsyn/dialog/<str:nummer>/", dialog.dialog, name="dialog"),
]
