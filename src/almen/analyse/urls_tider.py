"""Addresses of lead times and the stays behind them."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import tider, tider_ophold, tider_tabt

SIDER: list[URLPattern] = [
    path("analyse/ledetider/", tider.Ledetider.as_view(), name="ledetider"),
    path("analyse/ledetider.svg", tider.Ledetider.svg, name="ledetider_svg"),
    path("analyse/ophold/", tider_ophold.Opholdsliste.as_view(), name="ophold"),
    path("analyse/tabt-tid/", tider_tabt.TabtTid.as_view(), name="tabt_tid"),
    path("analyse/tabt-tid.svg", tider_tabt.TabtTid.svg, name="tabt_tid_svg"),
]
