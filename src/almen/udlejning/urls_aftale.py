"""Addresses of framework agreements, stairs and placements."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
