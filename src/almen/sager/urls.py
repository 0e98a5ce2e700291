"""Addresses of cases, deadlines and journal."""

from __future__ import annotations

from django.urls import path

from almen.sager.views import (
    beslut,
    dokument,
    frister,
    handlinger,
    journal,
    liste,
    offentlighed,
    papir,
    sag,
    skabeloner,
)

app_name = "sager"
urlpatterns = [
    path("sager/", liste.SagListe.as_view(), name="liste"),
    path("sager/<str:nummer>/", sag.sag, name="sag"),
    path("sager/<str:nummer>/forloeb/", sag.forloeb, name="forloeb"),
    path("sager/<str:nummer>/forloeb.svg", sag.forloeb_svg, name="forloeb_svg"),
    path("sager/<str:nummer>/beslut/<str:trin>/", beslut.beslut, name="beslut"),
    path("sager/<str:nummer>/notat/", handlinger.notat, name="notat"),
    path("sager/<str:nummer>/ret/", handlinger.ret, name="ret"),
    path("sager/<str:nummer>/flyt/", handlinger.flyt, name="flyt"),
    path("sager/<str:nummer>/annuller/", handlinger.annuller, name="annuller"),
    path("sager/<str:nummer>/genaabn/", handlinger.genaabn, name="genaabn"),
    path("sager/<str:nummer>/offentligt/", offentlighed.offentligt, name="offentligt"),
    path("sager/<str:nummer>/frist/", handlinger.frist, name="frist"),
    path("sager/<str:nummer>/frist/<int:pk>/opfyldt/", handlinger.frist_opfyldt, name="frist_opfyldt"),
    path("sager/<str:nummer>/dokumenter/nyt/", dokument.nyt, name="dokument_nyt"),
    path("sager/<str:nummer>/dokumenter/<uuid:noegle>/", dokument.vis, name="dokument_vis"),
    path("sager/<str:nummer>/dokumenter/<uuid:noegle>/ret/", dokument.ret, name="dokument_ret"),
    path(
        "sager/<str:nummer>/dokumenter/<uuid:noegle>/ny-version/",
        dokument.ny_version,
        name="dokument_version",
    ),
    path("sager/<str:nummer>/dokumenter/<uuid:noegle>/<int:version>/", dokument.hent, name="dokument_hent"),
    path("sager/<str:nummer>/papirer/<str:papir_id>/", papir.papir, name="papir_skriv"),
    path("sager/<str:nummer>/papirer/<str:papir_id>.pdf", papir.vis, name="papir_vis"),
    path("sager/<str:nummer>/journal/", journal.SagJournal.as_view(), name="sagsjournal"),
    path("papirer/skabeloner/", skabeloner.liste, name="skabeloner"),
    path("papirer/skabeloner/<int:pk>/hent/", skabeloner.hent, name="skabelon_hent"),
    path("papirer/skabeloner/<int:pk>/proeve/", skabeloner.proeve, name="skabelon_proeve"),
    path("papirer/skabeloner/<slug:art>/<slug:endelse>/", skabeloner.skabelon, name="skabelon"),
    path("papirer/skabeloner/<slug:art>/<slug:endelse>/i-brug/", skabeloner.i_brug, name="skabelon_i_brug"),
    path("papirer/skabeloner/<slug:art>/<slug:endelse>/brug/", skabeloner.brug, name="skabelon_brug"),
    path("journal/", journal.SystemJournal.as_view(), name="journal"),
    path("frister/", frister.FristListe.as_view(), name="frister"),
]
