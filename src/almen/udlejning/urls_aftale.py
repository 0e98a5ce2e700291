"""Addresses of framework agreements, stairs and placements."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.udlejning.views import aftaledele, forside, placeringer, rammeaftaler

AFTALE = "udlejning/rammeaftaler/<int:pk>"

SIDER: list[URLPattern] = [
    path("udlejning/", forside.forside, name="forside"),
    path("udlejning/rammeaftaler/", rammeaftaler.Rammeaftaleliste.as_view(), name="rammeaftaler"),
    path("udlejning/rammeaftaler/ny/", rammeaftaler.ny_rammeaftale, name="ny_rammeaftale"),
    path("udlejning/rammeaftaler/sammenlign/", rammeaftaler.sammenlign, name="sammenlign"),
    path(f"{AFTALE}/", rammeaftaler.rammeaftale, name="rammeaftale"),
    path(f"{AFTALE}/ret/", rammeaftaler.ret_rammeaftale, name="ret_rammeaftale"),
    path(f"{AFTALE}/fornyelse/", rammeaftaler.fornyelse, name="fornyelse"),
    path(f"{AFTALE}/andele/", aftaledele.andele, name="andele"),
    path(f"{AFTALE}/placeringer/", placeringer.overfoer, name="overfoer_placeringer"),
    path(f"{AFTALE}/bilag/nyt/", aftaledele.bilag, name="nyt_bilag"),
    path(f"{AFTALE}/bilag/<int:bilag>/ret/", aftaledele.bilag, name="ret_bilag"),
    path(f"{AFTALE}/bilag/<int:bilag>/fjern/", aftaledele.fjern_bilag, name="fjern_bilag"),
    path(f"{AFTALE}/trin/nyt/", aftaledele.trin, name="nyt_trin"),
    path(f"{AFTALE}/trin/<int:trin>/ret/", aftaledele.trin, name="ret_trin"),
    path(f"{AFTALE}/trin/<int:trin>/fjern/", aftaledele.fjern_trin, name="fjern_trin"),
    path(f"{AFTALE}/trin/<int:trin>/kriterier/", aftaledele.trinkriterier, name="trinkriterier"),
    path(f"{AFTALE}/kriterier/nyt/", aftaledele.kriterium, name="nyt_kriterium"),
    path(f"{AFTALE}/kriterier/<int:kriterium>/ret/", aftaledele.kriterium, name="ret_kriterium"),
    path(f"{AFTALE}/kriterier/<int:kriterium>/fjern/", aftaledele.fjern_kriterium, name="fjern_kriterium"),
    path("udlejning/placeringer/", placeringer.Placeringsliste.as_view(), name="placeringer"),
    path("udlejning/placeringer/fordeling.svg", placeringer.fordeling_svg, name="fordeling_svg"),
    path("udlejning/placeringer/placer/", placeringer.placer, name="placer"),
    path("udlejning/placeringer/import/", placeringer.importer, name="importer_placeringer"),
    path("udlejning/placeringer/<int:pk>/ophaev/", placeringer.ophaev, name="ophaev_placering"),
    path("udlejning/placeringer/<str:lbf>/<str:nummer>/", placeringer.historik, name="placeringshistorik"),
]
