"""Addresses of the whole way of a dwelling."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import varighed, vejen

SIDER: list[URLPattern] = [
    path("analyse/vejen/", vejen.Vejliste.as_view(), name="vejen"),
    path("analyse/vejen/varighed/", varighed.Varigheder.as_view(), name="varighed"),
    path("analyse/vejen/varighed.svg", varighed.Varigheder.svg, name="varighed_svg"),
    path("analyse/vejen/<str:nummer>/", vejen.sag, name="vejen_sag"),
    path("analyse/vejen/<str:nummer>/vejen.svg", vejen.sag_svg, name="vejen_sag_svg"),
]
