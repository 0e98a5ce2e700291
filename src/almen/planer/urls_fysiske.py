"""Addresses that only udviklings-, forandrings- and kvarterplaner have."""

from __future__ import annotations

from django.urls import path

from almen.planer.views import (
    boliger,
    dispensationer,
    evalueringer,
    fysiske_lister,
    kvarterplan,
    projektsager,
)

LISTER = [
    path("planer/udviklingsplaner/", fysiske_lister.Udviklingsplanliste.as_view(), name="udviklingsplaner"),
    path("planer/kvarterplaner/", fysiske_lister.Kvarterplanliste.as_view(), name="kvarterplaner"),
]
SIDER = [
    path("planer/<str:nummer>/indsatser/<int:pk>/sag/", projektsager.projektsag, name="projektsag"),
    path(
        "planer/<str:nummer>/indsatser/<int:pk>/sag/vaelg/",
        projektsager.vaelg_projektsag,
        name="vaelg_projektsag",
    ),
    path(
        "planer/<str:nummer>/indsatser/<int:pk>/sag/ny/<str:sagstype>/",
        projektsager.aabn_projektsag,
        name="aabn_projektsag",
    ),
    path("planer/<str:nummer>/andel.svg", boliger.andel_svg, name="andel_svg"),
    path("planer/<str:nummer>/boliger/ny/", boliger.ny_opgoerelse, name="ny_opgoerelse"),
    path("planer/<str:nummer>/boliger/<int:pk>/rediger/", boliger.ret_opgoerelse, name="ret_opgoerelse"),
    path("planer/<str:nummer>/boliger/<int:pk>/slet/", boliger.slet_opgoerelse, name="slet_opgoerelse"),
    path("planer/<str:nummer>/virkemidler/nyt/", boliger.nyt_virkemiddel, name="nyt_virkemiddel"),
    path(
        "planer/<str:nummer>/virkemidler/<int:pk>/rediger/", boliger.ret_virkemiddel, name="ret_virkemiddel"
    ),
    path("planer/<str:nummer>/virkemidler/<int:pk>/slet/", boliger.slet_virkemiddel, name="slet_virkemiddel"),
    path("planer/<str:nummer>/dispensation/ny/", dispensationer.ny_dispensation, name="ny_dispensation"),
    path(
        "planer/<str:nummer>/dispensation/<int:pk>/svar/",
        dispensationer.dispensationssvar,
        name="dispensationssvar",
    ),
    path("planer/<str:nummer>/evalueringer/ny/", evalueringer.ny_evaluering, name="ny_evaluering"),
    path(
        "planer/<str:nummer>/evalueringer/<int:pk>/", evalueringer.afgiv_evaluering, name="afgiv_evaluering"
    ),
    path(
        "planer/<str:nummer>/evalueringer/<int:pk>/frist/",
        evalueringer.flyt_evaluering,
        name="flyt_evaluering",
    ),
    path(
        "planer/<str:nummer>/evalueringer/<int:pk>/slet/",
        evalueringer.slet_evaluering,
        name="slet_evaluering",
    ),
    path("planer/<str:nummer>/flyt-midler/", kvarterplan.flyt_midler, name="flyt_midler"),
]
