"""Addresses of the overview pages."""

from __future__ import annotations

from django.urls import path

from almen.overblik import views

app_name = "overblik"
urlpatterns = [
    path("", views.forside, name="forside"),
    path("soeg/", views.soeg, name="soeg"),
    path("hvem-beslutter/", views.hvem_beslutter, name="hvem_beslutter"),
    path("hvem-beslutter/vej.svg", views.vej_svg, name="vej_svg"),
    path("om/", views.om, name="om"),
    path("tilgaengelighed/", views.tilgaengelighed, name="tilgaengelighed"),
    path("sundhed/", views.sundhed, name="sundhed"),
]
