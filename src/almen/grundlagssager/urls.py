"""Addresses of changes of bases, analyses and members' proposals."""

from __future__ import annotations

from django.urls import path

from almen.grundlagssager.views import aendringer, forslag

app_name = "grundlagssager"
urlpatterns = [
    path("grundlagssager/", aendringer.AendringListe.as_view(), name="liste"),
    path("grundlagssager/ny/", aendringer.ny, name="ny"),
    path("grundlagssager/ny/<str:grundlag_id>/", aendringer.ny_af_grundlag, name="ny_af_grundlag"),
    path("grundlagssager/analyser/<str:nummer>/", forslag.analyse, name="analyse"),
    path("grundlagssager/analyser/<str:nummer>/rediger/", forslag.ret_analyse, name="ret_analyse"),
    path("grundlagssager/<str:nummer>/", aendringer.aendring, name="aendring"),
    path("grundlagssager/<str:nummer>/rediger/", aendringer.rediger, name="rediger"),
    path("medlemsforslag/", forslag.ForslagListe.as_view(), name="forslagsliste"),
    path("medlemsforslag/nyt/", forslag.nyt_forslag, name="nyt_forslag"),
    path("medlemsforslag/<int:pk>/", forslag.forslag, name="forslag"),
    path("medlemsforslag/<int:pk>/rediger/", forslag.ret_forslag, name="ret_forslag"),
    path("medlemsforslag/<int:pk>/analyse/", forslag.ny_analyse, name="ny_analyse"),
    path(
        "grundlag/<str:grundlag_id>/<str:version>/sager/", aendringer.Anvendelse.as_view(), name="anvendelse"
    ),
]
