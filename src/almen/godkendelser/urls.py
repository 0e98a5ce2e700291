"""Addresses of the approval pages."""

from __future__ import annotations

from django.urls import path

from almen.godkendelser import views

app_name = "godkendelser"
urlpatterns = [
    path("godkendelser/", views.GodkendelseListe.as_view(), name="liste"),
    path("godkendelser/typer/", views.typeoversigt, name="typer"),
    path("godkendelser/ny/<str:type_id>/", views.ny, name="ny_af_type"),
    path("godkendelser/<str:nummer>/", views.godkendelse, name="godkendelse"),
    path("godkendelser/<str:nummer>/rediger/", views.rediger, name="rediger"),
]
