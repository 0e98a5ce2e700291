"""Addresses of parameters, administrationsgrundlag and routes."""

from __future__ import annotations

from django.urls import path, re_path

from almen.grundlag.views import delegation, grundlag, lokale, parametre, sagsgange, vedtagelse

app_name = "grundlag"
ACTS = r"^(?P<art>grundlag|sagsgange)/(?P<af>[a-z0-9_]+)/(?P<version>[^/]+)"
urlpatterns = [
    path("parametre/", parametre.liste, name="parametre"),
    path("parametre/import/", lokale.importer, name="import"),
    path("parametre/skabelon.csv", lokale.skabelon, name="skabelon"),
    path("parametre/maksimumsbeloeb-tabel/", lokale.tabel, name="tabel"),
    path("parametre/lokal/<int:pk>/tilbagekald/", lokale.tilbagekald, name="tilbagekald"),
    path("parametre/<str:parameter_id>/", parametre.parameter, name="parameter"),
    path("parametre/<str:parameter_id>/diagram.svg", parametre.diagram, name="parameter_diagram"),
    path("parametre/<str:parameter_id>/tilfoej/", lokale.tilfoej, name="tilfoej"),
    path("sagsgange/", sagsgange.liste, name="sagsgange"),
    path("sagsgange/indlaes/", sagsgange.indlaes, name="indlaes"),
    path("sagsgange/kladde/", sagsgange.kladde, name="sagsgangskladde"),
    path("sagsgange/<str:sagstype>/<str:version>/", sagsgange.version, name="sagsgang"),
    path("sagsgange/<str:sagstype>/<str:version>/tegning.svg", sagsgange.tegning, name="tegning"),
    path("sagsgange/<str:sagstype>/<str:version>/definition.yaml", sagsgange.definition, name="definition"),
    path("delegationer/", delegation.liste, name="delegationer"),
    path("delegationer/ny/", delegation.ny, name="ny_delegation"),
    path("delegationer/<str:kode>/", delegation.vis, name="delegation"),
    path("delegationer/<str:kode>/ophoer/", delegation.ophoer, name="delegation_ophoer"),
    path("grundlag/", grundlag.oversigt, name="grundlag"),
    path("grundlag/<str:grundlag_id>/", grundlag.base, name="base"),
    path("grundlag/<str:grundlag_id>/sammenlign/", grundlag.sammenlign, name="sammenlign"),
    path("grundlag/<str:grundlag_id>/kladde/", grundlag.kladde, name="grundlagskladde"),
    path("grundlag/<str:grundlag_id>/<str:version>/", grundlag.version, name="grundlagsversion"),
    re_path(f"{ACTS}/vedtag/$", vedtagelse.vedtag, name="vedtag"),
    re_path(f"{ACTS}/ophoer/$", vedtagelse.ophoer, name="ophoer"),
    re_path(f"{ACTS}/slet/$", vedtagelse.slet, name="slet"),
]
