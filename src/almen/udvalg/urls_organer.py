"""Addresses of the bodies, their members, the share of almene cases, and a meeting's papers."""

from __future__ import annotations

from django.urls import path

from almen.udvalg.views import andel, medlemmer, papirer

app_name = "organer"
urlpatterns = [
    path("moeder/organer/", medlemmer.organer, name="liste"),
    path("moeder/organer/<slug:organ>/", medlemmer.MedlemListe.as_view(), name="medlemmer"),
    path("moeder/organer/<slug:organ>/nyt/", medlemmer.nyt_medlem, name="nyt_medlem"),
    path("moeder/organer/<slug:organ>/<int:pk>/", medlemmer.ret_medlem, name="ret_medlem"),
    path("moeder/andel/", andel.andel, name="andel"),
    path("moeder/andel.svg", andel.andel_svg, name="andel_svg"),
    path("moeder/<int:pk>/<slug:papir>.<slug:endelse>", papirer.papir, name="papir"),
    path("moeder/<int:pk>/punkter/<int:nummer>/udskrift.<slug:endelse>", papirer.udskrift, name="udskrift"),
]
