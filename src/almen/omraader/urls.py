"""Addresses of the areas' pages."""

from __future__ import annotations

from django.urls import path

from almen.omraader.urls_varsel import urlpatterns as varsel
from almen.omraader.views import diagrammer, kort, liste, omraade, udvikling

app_name = "omraader"
urlpatterns = [
    *varsel,
    path("omraader/", liste.Omraadeliste.as_view(), name="liste"),
    path("omraader/udvikling/", udvikling.Udviklingsside.as_view(), name="udvikling"),
    path("omraader/udvikling.svg", udvikling.Udviklingsside.svg, name="udvikling_svg"),
    path("omraader/kort/", kort.Kort.as_view(), name="kort"),
    path("omraader/kort.svg", kort.Kort.svg, name="kort_svg"),
    path("omraader/<int:pk>/", omraade.omraade, name="omraade"),
    path("omraader/<int:pk>/afstand.svg", diagrammer.afstand_svg, name="afstand_svg"),
    path("omraader/<int:pk>/graenser.svg", diagrammer.graenser_svg, name="graenser_svg"),
]
