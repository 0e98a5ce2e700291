"""Addresses of the areas' pages."""

from __future__ import annotations

from django.urls import path

from almen.omraader.urls_varsel import urlpatterns as varsel
from almen.omraader.views import diagrammer, kort, liste, omraade, registrering, tal, udvikling

app_name = "omraader"
urlpatterns = [
    *varsel,
    path("omraader/", liste.Omraadeliste.as_view(), name="liste"),
    path("omraader/udvikling/", udvikling.Udviklingsside.as_view(), name="udvikling"),
    path("omraader/udvikling.svg", udvikling.Udviklingsside.svg, name="udvikling_svg"),
    path("omraader/kort/", kort.Kort.as_view(), name="kort"),
    path("omraader/kort.svg", kort.Kort.svg, name="kort_svg"),
    path("omraader/nyt/", registrering.nyt, name="nyt"),
    path("omraader/import/", tal.importer, name="importer"),
    path("omraader/tal/", tal.Noegletalsliste.as_view(), name="noegletalsliste"),
    path("omraader/tal/nyt/", tal.nyt, name="tal_nyt"),
    path("omraader/tal/<int:pk>/", tal.noegletal, name="noegletal"),
    path("omraader/tal/<int:pk>/erstat/", tal.erstat, name="tal_erstat"),
    path("omraader/tal/<int:pk>/tilbagekald/", tal.tilbagekald, name="tal_tilbagekald"),
    path("omraader/lister/<int:pk>/", registrering.listeudpegning, name="listeudpegning"),
    path("omraader/lister/<int:pk>/erstat/", registrering.liste_erstat, name="liste_erstat"),
    path("omraader/lister/<int:pk>/tilbagekald/", registrering.liste_tilbagekald, name="liste_tilbagekald"),
    path("omraader/graenser/<int:pk>/fjern/", registrering.graense_fjern, name="graense_fjern"),
    path("omraader/afdelinger/<int:pk>/afslut/", registrering.afdeling_afslut, name="afdeling_afslut"),
    path("omraader/afdelinger/<int:pk>/fjern/", registrering.afdeling_fjern, name="afdeling_fjern"),
    path("omraader/udpegninger/<int:pk>/afslut/", registrering.udpegning_afslut, name="udpegning_afslut"),
    path("omraader/udpegninger/<int:pk>/fjern/", registrering.udpegning_fjern, name="udpegning_fjern"),
    path("omraader/<int:pk>/ret/", registrering.ret, name="ret"),
    path("omraader/<int:pk>/registreringer/", registrering.registreringer, name="registreringer"),
    path("omraader/<int:pk>/graense/", registrering.graense, name="graense"),
    path("omraader/<int:pk>/afdeling/", registrering.afdeling, name="afdeling"),
    path("omraader/<int:pk>/udpegning/", registrering.udpegning, name="udpegning"),
    path("omraader/<int:pk>/liste/", registrering.liste_ny, name="liste_ny"),
    path("omraader/<int:pk>/", omraade.omraade, name="omraade"),
    path("omraader/<int:pk>/afstand.svg", diagrammer.afstand_svg, name="afstand_svg"),
    path("omraader/<int:pk>/graenser.svg", diagrammer.graenser_svg, name="graenser_svg"),
]
