"""Addresses of the risk overview and auditors' remarks."""

from __future__ import annotations

from django.urls import URLPattern, path

from almen.tilsyn.views import revision

SIDER: list[URLPattern] = [
    path("tilsyn/revision/", revision.Bemaerkningsliste.as_view(), name="revision"),
    path("tilsyn/revision/ny/", revision.ny, name="bemaerkning_ny"),
    path("tilsyn/revision/<int:pk>/", revision.bemaerkning, name="bemaerkning"),
    path("tilsyn/revision/<int:pk>/rediger/", revision.rediger, name="bemaerkning_rediger"),
    path("tilsyn/revision/<int:pk>/svar/", revision.svar, name="bemaerkning_svar"),
    path("tilsyn/revision/<int:pk>/opfoelgning/", revision.opfoelgning, name="bemaerkning_opfoelgning"),
    path("tilsyn/revision/<int:pk>/afslut/", revision.afslut, name="bemaerkning_afslut"),
    path("tilsyn/revision/<int:pk>/genaabn/", revision.genaabn, name="bemaerkning_genaabn"),
]
