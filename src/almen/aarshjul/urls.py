"""Addresses of the year wheel."""

from __future__ import annotations

from django.urls import path

from almen.aarshjul import views

app_name = "aarshjul"
urlpatterns = [
    path("aarshjul/", views.hjul, name="hjul"),
    path("aarshjul/hjul.svg", views.hjul_svg, name="hjul_svg"),
    path("aarshjul/start/", views.start, name="start"),
    path("aarshjul/opgaver/", views.OpgaveListe.as_view(), name="opgaver"),
]
