"""All addresses of the system, app by app."""

from __future__ import annotations

from django.urls import include, path

handler400 = "almen.ui.views.bad_request"
handler403 = "almen.ui.views.permission_denied"
handler404 = "almen.ui.views.page_not_found"
handler500 = "almen.ui.views.server_error"

urlpatterns = [
    # Before allauth's, so that our sign-in page answers at its address.
    path("", include("almen.organisationer.urls")),
    path("konto/", include("allauth.urls")),
    path("", include("almen.overblik.urls")),
    path("", include("almen.sager.urls")),
    path("", include("almen.byggeri.urls")),
    path("", include("almen.godkendelser.urls")),
    path("", include("almen.udvalg.urls_organer")),
    path("", include("almen.udvalg.urls")),
    path("", include("almen.notater.urls")),
    path("", include("almen.boligmasse.urls")),
    path("", include("almen.omraader.urls")),
    path("", include("almen.planer.urls")),
    path("", include("almen.tilsyn.urls")),
    path("", include("almen.udlejning.urls")),
    path("", include("almen.analyse.urls")),
    path("", include("almen.aarshjul.urls")),
    path("", include("almen.ansoegninger.urls")),
    path("", include("almen.portal.urls")),
    path("", include("almen.grundlagssager.urls")),
    path("", include("almen.grundlag.urls")),
    path("", include("almen.offentlig.urls")),
    path("", include("almen.ui.urls")),
    path("", include("almen.api.sider")),
    path("api/v1/", include("almen.api.urls")),
]
