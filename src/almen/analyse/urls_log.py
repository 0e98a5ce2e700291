"""Addresses of the event log."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import log

SIDER: list[URLPattern] = [
    path("analyse/log/", log.log, name="log"),
    path("analyse/log/hent/<slug:art>/", log.hent, name="log_hent"),
]
