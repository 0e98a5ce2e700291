"""Addresses of organisations' agreements and the terms of afdelinger."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
