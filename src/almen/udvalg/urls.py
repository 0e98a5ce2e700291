"""Addresses of meetings and agendas."""

from __future__ import annotations

from django.urls import path

from almen.udvalg.views import dagsorden, moeder, udfald

app_name = "udvalg"
urlpatterns = [
    path("moeder/", moeder.MoedeListe.as_view(), name="moeder"),
    path("moeder/nyt/", moeder.nyt, name="nyt"),
    path("moeder/venter/", dagsorden.VenteListe.as_view(), name="venter"),
    path("moeder/saet-paa/<str:nummer>/<str:trin>/", dagsorden.saet_paa, name="saet_paa"),
    path("moeder/<int:pk>/", moeder.moede, name="moede"),
    path("moeder/<int:pk>/ret/", moeder.ret, name="ret"),
    path("moeder/<int:pk>/aflys/", moeder.aflys, name="aflys"),
    path("moeder/<int:pk>/andre-sager/", moeder.andre, name="andre"),
    path("moeder/<int:pk>/send/", moeder.send, name="send"),
    path("moeder/<int:pk>/afslut/", moeder.afslut, name="afslut"),
    path("moeder/<int:pk>/genaabn/", moeder.genaabn, name="genaabn"),
    path("moeder/<int:pk>/tag-med/", dagsorden.tag_med, name="tag_med"),
    path("moeder/<int:pk>/nyt-punkt/", dagsorden.nyt_punkt, name="nyt_punkt"),
    path("moeder/<int:pk>/udfald/", udfald.udfald, name="udfald"),
    path("moeder/punkt/<int:pk>/", dagsorden.ret_punkt, name="ret_punkt"),
    path("moeder/punkt/<int:pk>/tag-af/", dagsorden.tag_af, name="tag_af"),
    path("moeder/punkt/<int:pk>/<str:vej>/", dagsorden.flyt_punkt, name="flyt_punkt"),
]
