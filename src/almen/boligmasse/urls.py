"""Addresses of the housing stock's pages."""

from __future__ import annotations

from django.urls import path

from almen.boligmasse import views

app_name = "boligmasse"
urlpatterns = [
    path("boligmasse/", views.oversigt, name="oversigt"),
    path("boligmasse/bestand.svg", views.bestand_svg, name="bestand_svg"),
    path("boligmasse/faerdiggjorte.svg", views.faerdiggjorte_svg, name="faerdiggjorte_svg"),
    path("boligmasse/import/", views.importer, name="importer"),
    path("boligmasse/tal/", views.Talliste.as_view(), name="liste"),
    path("boligmasse/tal/nyt/", views.nyt, name="nyt"),
    path("boligmasse/tal/<int:pk>/", views.boligtal, name="boligtal"),
    path("boligmasse/tal/<int:pk>/erstat/", views.erstat, name="erstat"),
    path("boligmasse/tal/<int:pk>/tilbagekald/", views.tilbagekald, name="tilbagekald"),
]
