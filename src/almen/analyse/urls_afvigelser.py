"""Addresses of the flow of cases through the steps, and deviations from the route."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import afvigelser, flow

SIDER: list[URLPattern] = [
    path("analyse/forloeb/", flow.forloeb, name="forloeb"),
    path("analyse/forloeb.svg", flow.flow_svg, name="forloeb_svg"),
    path("analyse/afvigelser/", afvigelser.Afvigelsesliste.as_view(), name="afvigelser"),
    path("analyse/afvigelser.svg", afvigelser.Afvigelsesliste.svg, name="afvigelser_svg"),
]
