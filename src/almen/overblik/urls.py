"""Addresses of the overview pages."""

from __future__ import annotations

from django.urls import path

from almen.overblik.views import kalender
from almen.overblik.views import sider as views

app_name = "overblik"
urlpatterns = [
    path("", views.forside, name="forside"),
    path("soeg/", views.soeg, name="soeg"),
    path("hvem-beslutter/", views.hvem_beslutter, name="hvem_beslutter"),
    path("hvem-beslutter/vej.svg", views.vej_svg, name="vej_svg"),
    path("om/", views.om, name="om"),
    path("tilgaengelighed/", views.tilgaengelighed, name="tilgaengelighed"),
    path("sundhed/", views.sundhed, name="sundhed"),
    path("kalender/", kalender.kalender, name="kalender"),
    path("kalender/adresser/", kalender.adresser, name="adresser"),
    path("kalender/adresser/alle/", kalender.AdresseListe.as_view(), name="alle_adresser"),
    path("kalender/adresser/<int:pk>/tilbagekald/", kalender.tilbagekald, name="tilbagekald"),
    path("kalender/abonnement/<str:noegle>.ics", kalender.abonnement, name="abonnement"),
]
