"""Addresses of early warning, what-if, what follows from a class, and proposals on letting."""

from __future__ import annotations

from django.urls import path

from almen.omraader.views import hvadhvis, justering, varsel

urlpatterns = [
    path("omraader/varsel/", varsel.Varselliste.as_view(), name="varsel"),
    path("omraader/varsel/beregn/", varsel.beregn, name="beregn_varsel"),
    path("omraader/foelger/", hvadhvis.foelger, name="foelger"),
    path("omraader/<int:pk>/hvad-hvis/", hvadhvis.hvad_hvis, name="hvad_hvis"),
    path("omraader/<int:pk>/justering/", justering.ny_justering, name="ny_justering"),
    path("omraader/justering/<str:nummer>/", justering.justering, name="justering"),
    path("omraader/justering/<str:nummer>/ret/", justering.ret_justering, name="ret_justering"),
]
