"""Addresses of organisations and users, and of the sign-in pages that differ from allauth's."""

from __future__ import annotations

from django.urls import path

from almen.organisationer.views import afdelinger, brugere, importer, konto, organisationer

app_name = "organisationer"
_LBF = "organisationer/<str:lbf>/"
_AFDELING = f"{_LBF}afdelinger/<str:nummer>/"
_BRUGER = "brugere/<int:pk>/"

urlpatterns = [
    path("konto/login/", konto.Login.as_view(), name="login"),
    path("konto/demo/", konto.demo_login, name="demo_login"),
    path("konto/password/reset/", konto.GlemtAdgangskode.as_view(), name="glemt"),
    path("konto/email/", konto.lukket, name="email_lukket"),
    path("min-konto/", konto.min_konto, name="min_konto"),
    path("afdelinger/", afdelinger.AfdelingListe.as_view(), name="afdelinger"),
    path("afdelinger/import/", importer.start_afdelinger, name="import_alle"),
    path("import/", importer.ImportListe.as_view(), name="importer"),
    path("import/<int:pk>/", importer.ImportSide.as_view(), name="importside"),
    path("import/<int:pk>/<str:handling>/", importer.handl, name="importhandling"),
    path("import/skabelon/<str:art>.csv", importer.skabelon, name="skabelon"),
    path("organisationer/", organisationer.OrganisationListe.as_view(), name="liste"),
    path("organisationer/ny/", organisationer.ret_organisation, name="ny"),
    path(_LBF, organisationer.organisation, name="organisation"),
    path(f"{_LBF}ret/", organisationer.ret_organisation, name="ret"),
    path(f"{_LBF}afdelinger/ny/", afdelinger.ny_afdeling, name="ny_afdeling"),
    path(f"{_LBF}afdelinger/import/", importer.start_afdelinger, name="import"),
    path(_AFDELING, afdelinger.afdeling, name="afdeling"),
    path(f"{_AFDELING}ret/", afdelinger.ret_afdeling, name="ret_afdeling"),
    path(f"{_AFDELING}boliger/", afdelinger.bestand, name="bestand"),
    path("brugere/", brugere.BrugerListe.as_view(), name="brugere"),
    path("brugere/ny/", brugere.ny_bruger, name="ny_bruger"),
    path(_BRUGER, brugere.bruger, name="bruger"),
    path(f"{_BRUGER}ret/", brugere.ret_bruger, name="ret_bruger"),
    path(f"{_BRUGER}status/", brugere.bruger_status, name="bruger_status"),
    path(f"{_BRUGER}nulstil/", brugere.nulstil, name="nulstil"),
    path(f"{_BRUGER}nulstil-mfa/", brugere.nulstil_mfa, name="nulstil_mfa"),
    path(f"{_BRUGER}roller/<int:tildeling>/afslut/", brugere.afslut_rolle, name="afslut_rolle"),
]
