"""Addresses of the risk overview and auditors' remarks."""

from __future__ import annotations

from django.urls import URLPattern, path

from almen.tilsyn.views import revision, risiko, risikoorganisationer

SIDER: list[URLPattern] = [
    path("tilsyn/risiko/", risiko.Risikoliste.as_view(), name="risiko"),
    path("tilsyn/risiko/regler/", risiko.regler, name="risiko_regler"),
    path("tilsyn/risiko/organisationer/", risikoorganisationer.organisationer, name="risiko_organisationer"),
    path(
        "tilsyn/risiko/organisationer.svg",
        risikoorganisationer.organisationer_svg,
        name="risiko_organisationer_svg",
    ),
    path("tilsyn/risiko/<int:pk>/", risiko.afdeling, name="risiko_afdeling"),
    path("tilsyn/revision/", revision.Bemaerkningsliste.as_view(), name="revision"),
    path("tilsyn/revision/ny/", revision.ny, name="bemaerkning_ny"),
    path("tilsyn/revision/<int:pk>/", revision.bemaerkning, name="bemaerkning"),
    path("tilsyn/revision/<int:pk>/rediger/", revision.rediger, name="bemaerkning_rediger"),
    path("tilsyn/revision/<int:pk>/svar/", revision.svar, name="bemaerkning_svar"),
    path("tilsyn/revision/<int:pk>/opfoelgning/", revision.opfoelgning, name="bemaerkning_opfoelgning"),
    path("tilsyn/revision/<int:pk>/afslut/", revision.afslut, name="bemaerkning_afslut"),
    path("tilsyn/revision/<int:pk>/genaabn/", revision.genaabn, name="bemaerkning_genaabn"),
]
