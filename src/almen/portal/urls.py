"""Addresses of the boligorganisation's own door."""

from __future__ import annotations

from django.urls import path

from almen.portal.views import ansoegning, oversigt

app_name = "portal"
urlpatterns = [
    path("portal/", oversigt.forside, name="forside"),
    path("portal/ansoeg/", ansoegning.ansoeg, name="ansoeg"),
    path("portal/ansoeg/<str:art>/", ansoegning.ansoeg, name="ansoeg"),
    path("portal/sager/<str:nummer>/", oversigt.sag, name="sag"),
    path("portal/sager/<str:nummer>/ansoeg/<str:art>/", ansoegning.ansoeg_i_sag, name="ansoeg_i_sag"),
    path("portal/anmodninger/<int:pk>/svar/", ansoegning.svar, name="svar"),
    path("portal/kladder/<uuid:noegle>/", ansoegning.kladde, name="kladde"),
    path("portal/kladder/<uuid:noegle>/bilag/", ansoegning.bilag, name="bilag"),
    path("portal/kladder/<uuid:noegle>/bilag/<uuid:fil>/", ansoegning.bilag_hent, name="bilag_hent"),
    path("portal/kladder/<uuid:noegle>/bilag/<uuid:fil>/fjern/", ansoegning.bilag_fjern, name="bilag_fjern"),
    path("portal/kladder/<uuid:noegle>/send/", ansoegning.send, name="send"),
    path("portal/kladder/<uuid:noegle>/slet/", ansoegning.slet, name="slet"),
    path("portal/kladder/<uuid:noegle>/<str:trin>/", ansoegning.trin, name="trin"),
    path("portal/indsendelser/", oversigt.IndsendelsesListe.as_view(), name="indsendelser"),
    path("portal/indsendelser/<int:pk>/", oversigt.indsendelse, name="indsendelse"),
    path("portal/indsendelser/<int:pk>/filer/<int:index>/", oversigt.indsendelsesfil, name="fil"),
    path("portal/indsendelser/<int:pk>/traek/", oversigt.traek, name="traek"),
    path("portal/indsendelser/<int:pk>/ret/", oversigt.ret, name="ret"),
]
