"""Addresses of the counts of vacant dwellings."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import ledighed

SIDER: list[URLPattern] = [
    path("tilsyn/ledighed/", ledighed.Ledighedsliste.as_view(), name="ledighedsliste"),
    path("tilsyn/ledighed/udvikling.svg", ledighed.udvikling_svg, name="ledighed_svg"),
    path("tilsyn/ledighed/importer/", ledighed.importer, name="ledighed_importer"),
    path("tilsyn/ledighed/<str:nummer>/", ledighed.Opgoerelse.as_view(), name="ledighed"),
    path("tilsyn/ledighed/<str:nummer>/rediger/", ledighed.rediger, name="ledighed_rediger"),
    path("tilsyn/ledighed/<str:nummer>/linje/", ledighed.ny_linje, name="ledighed_ny_linje"),
    path("tilsyn/ledighed/<str:nummer>/linje/<int:pk>/", ledighed.ret_linje, name="ledighed_linje"),
    path(
        "tilsyn/ledighed/<str:nummer>/linje/<int:pk>/slet/", ledighed.slet_linje, name="ledighed_slet_linje"
    ),
    path("tilsyn/ledighed/<str:nummer>/ingen/", ledighed.ingen_ledige, name="ledighed_ingen"),
]
