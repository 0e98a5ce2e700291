"""Addresses of trends and of what came before and after a day."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import forloeb, reform, udvikling

SIDER: list[URLPattern] = [
    path("analyse/udvikling/", udvikling.Udviklingsliste.as_view(), name="udvikling"),
    path("analyse/udvikling/kurve.svg", udvikling.Udviklingsliste.svg, name="udvikling_svg"),
    path("analyse/foer-og-efter/", reform.foer_og_efter, name="reform"),
    path("analyse/foer-og-efter/kurver.svg", reform.svg, name="reform_svg"),
    path("analyse/bag-tallet/", forloeb.Forloebsliste.as_view(), name="bag_tallet"),
]
