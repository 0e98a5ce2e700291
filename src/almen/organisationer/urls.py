"""Addresses of organisations and users."""

from __future__ import annotations

from django.urls import path

from almen.organisationer import views

app_name = "organisationer"
urlpatterns = [
    path("konto/login/", views.Login.as_view(), name="login"),
    path("organisationer/", views.OrganisationListe.as_view(), name="liste"),
    path("organisationer/ny/", views.ret_organisation, name="ny"),
    path("organisationer/<str:lbf>/", views.organisation, name="organisation"),
    path("organisationer/<str:lbf>/ret/", views.ret_organisation, name="ret"),
    path("organisationer/<str:lbf>/afdelinger/ny/", views.ret_afdeling, name="ny_afdeling"),
    path("organisationer/<str:lbf>/afdelinger/<str:nummer>/", views.ret_afdeling, name="afdeling"),
    path("brugere/", views.BrugerListe.as_view(), name="brugere"),
    path("brugere/ny/", views.ny_bruger, name="ny_bruger"),
    path("brugere/<int:pk>/", views.bruger, name="bruger"),
    path("brugere/<int:pk>/status/", views.bruger_status, name="bruger_status"),
    path("brugere/<int:pk>/nulstil/", views.nulstil, name="nulstil"),
    path("brugere/<int:pk>/roller/<int:tildeling>/afslut/", views.afslut_rolle, name="afslut_rolle"),
    path("min-konto/", views.min_konto, name="min_konto"),
]
