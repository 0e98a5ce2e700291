"""Addresses of key figures."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import noegletal, sammenligning, talsider

SIDER: list[URLPattern] = [
    path("tilsyn/noegletal/", noegletal.Noegletalsliste.as_view(), name="noegletalsliste"),
    path("tilsyn/noegletal/nyt/", noegletal.nyt, name="noegletal_nyt"),
    path("tilsyn/noegletal/importer/", noegletal.importer, name="noegletal_importer"),
    path(
        "tilsyn/noegletal/sammenlign/",
        sammenligning.Sammenligningsliste.as_view(),
        name="noegletal_sammenlign",
    ),
    path("tilsyn/noegletal/<int:pk>/", noegletal.noegletal, name="noegletal"),
    path("tilsyn/noegletal/<int:pk>/erstat/", noegletal.erstat, name="noegletal_erstat"),
    path("tilsyn/noegletal/<int:pk>/tilbagekald/", noegletal.tilbagekald, name="noegletal_tilbagekald"),
    path("tilsyn/noegletal/afdeling/<int:pk>/", talsider.afdeling, name="noegletal_afdeling"),
    path(
        "tilsyn/noegletal/afdeling/<int:pk>/<slug:indikator>.svg",
        talsider.afdeling_svg,
        name="noegletal_afdeling_svg",
    ),
    path("tilsyn/noegletal/organisation/<int:pk>/", talsider.organisation, name="noegletal_organisation"),
    path(
        "tilsyn/noegletal/organisation/<int:pk>/<slug:indikator>.svg",
        talsider.organisation_svg,
        name="noegletal_organisation_svg",
    ),
]
