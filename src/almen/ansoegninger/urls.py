"""Addresses of what boligorganisationer have sent in, for those who deal with it."""

from __future__ import annotations

from django.urls import path

from almen.ansoegninger import views

app_name = "ansoegninger"
urlpatterns = [
    path("indsendelser/", views.IndsendelsesListe.as_view(), name="liste"),
    path("indsendelser/<int:pk>/", views.indsendelse, name="indsendelse"),
    path("indsendelser/<int:pk>/modtag/", views.modtag, name="modtag"),
    path("indsendelser/<int:pk>/retur/", views.retur, name="retur"),
    path("indsendelser/<int:pk>/filer/<int:index>/", views.fil, name="fil"),
    path("sager/<str:nummer>/anmod/", views.anmod, name="anmod"),
    path("anmodninger/<int:pk>/", views.anmodning, name="anmodning"),
    path("anmodninger/<int:pk>/ryk/", views.ryk, name="ryk"),
]
