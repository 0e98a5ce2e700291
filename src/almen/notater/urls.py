"""Addresses of the notes."""

from __future__ import annotations

from django.urls import path

from almen.notater import views

app_name = "notater"
urlpatterns = [
    path("notater/introduktion/", views.introduktion, name="introduktion"),
    path("notater/introduktion-<int:aar>.<slug:endelse>", views.introduktion_fil, name="introduktion_fil"),
]
