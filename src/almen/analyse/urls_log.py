"""Addresses of the event log."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
