"""Addresses of the yearly measurement."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.udlejning.views import foer_efter, justering, maaling, simulation, tal

SIDER: list[URLPattern] = [
    path("udlejning/maaling/", maaling.Maaling.as_view(), name="maaling"),
    path("udlejning/maaling.svg", maaling.Maaling.svg, name="maaling_svg"),
    path("udlejning/maaling/forslag/<int:pk>/", justering.rejs, name="rejs_forslag"),
    path("udlejning/foer-og-efter/", foer_efter.foer_og_efter, name="foer_efter"),
    path("udlejning/foer-og-efter.svg", foer_efter.svg, name="foer_efter_svg"),
    path("udlejning/simulation/", simulation.Simulation.as_view(), name="simulation"),
    path("udlejning/justering/<str:nummer>/", justering.justering, name="justering"),
    path("udlejning/justering/<str:nummer>/<int:pk>/fjern/", justering.fjern, name="forslag_fjern"),
    path("udlejning/tal/", tal.Talliste.as_view(), name="talliste"),
    path("udlejning/tal/import/", tal.importer, name="tal_importer"),
    path("udlejning/tal/nyt/", tal.nyt, name="tal_nyt"),
    path("udlejning/tal/<int:pk>/", tal.udlejningstal, name="udlejningstal"),
    path("udlejning/tal/<int:pk>/erstat/", tal.erstat, name="tal_erstat"),
    path("udlejning/tal/<int:pk>/tilbagekald/", tal.tilbagekald, name="tal_tilbagekald"),
]
