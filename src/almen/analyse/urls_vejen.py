"""Addresses of the whole way of a dwelling."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
