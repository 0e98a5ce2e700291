"""Addresses of trends and of what came before and after a day."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
