"""Addresses of the flow of cases through the steps, and deviations from the route."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
