"""Addresses of the risk overview and auditors' remarks."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
