"""Addresses of organisations' agreements and the terms of afdelinger."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.udlejning.views import afdelinger
from almen.udlejning.views import organisationsaftaler as aftaler

# Those with words stand before those with a case number.
SIDER: list[URLPattern] = [
    path("udlejning/aftaler/", aftaler.Aftaleoversigt.as_view(), name="organisationsaftaler"),
    path("udlejning/aftaler/ny/", aftaler.ny_organisationsaftale, name="ny_organisationsaftale"),
    path("udlejning/aftaler/alle/<int:pk>/", aftaler.aabn_alle, name="aabn_organisationsaftaler"),
    path("udlejning/aftaler/<str:nummer>/", aftaler.organisationsaftale, name="organisationsaftale"),
    path(
        "udlejning/aftaler/<str:nummer>/ret/", aftaler.ret_organisationsaftale, name="ret_organisationsaftale"
    ),
    path(
        "udlejning/aftaler/<str:nummer>/vilkaar/<str:boligtype>/", aftaler.aftalevilkaar, name="aftalevilkaar"
    ),
    path("udlejning/aftaler/<str:nummer>/undtag/", aftaler.undtag_afdeling, name="undtag_afdeling"),
    path(
        "udlejning/aftaler/<str:nummer>/medtag/<int:pk>/<str:boligtype>/",
        aftaler.medtag_afdeling,
        name="medtag_afdeling",
    ),
    path(
        "udlejning/aftaler/<str:nummer>/kriterier/<int:pk>/", aftaler.aftalekriterier, name="aftalekriterier"
    ),
    path("udlejning/aftaler/<str:nummer>/kopier/", aftaler.kopier_vilkaar, name="kopier_vilkaar"),
    path("udlejning/aftaler/<str:nummer>/underskrift/", aftaler.underskrift, name="aftaleunderskrift"),
    path("udlejning/afdelinger/<int:pk>/", afdelinger.afdeling, name="afdeling"),
    path("udlejning/konflikter/", afdelinger.Konfliktliste.as_view(), name="konflikter"),
]
