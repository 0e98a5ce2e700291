"""Addresses of the analysis."""

from __future__ import annotations

from django.urls import path

from almen.analyse import urls_afvigelser, urls_log, urls_simulering, urls_tider, urls_udvikling, urls_vejen
from almen.analyse.views import forside

app_name = "analyse"
urlpatterns = [
    path("analyse/", forside.forside, name="forside"),
    path("analyse/langsomste.svg", forside.forside_svg, name="forside_svg"),
    *urls_tider.SIDER,
    *urls_afvigelser.SIDER,
    *urls_udvikling.SIDER,
    *urls_vejen.SIDER,
    *urls_simulering.SIDER,
    *urls_log.SIDER,
]
