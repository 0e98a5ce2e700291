"""Addresses of lead times and the stays behind them."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

SIDER: list[URLPattern] = []
