"""Addresses of the building pages."""

from __future__ import annotations

from django.urls import path

from almen.byggeri.views import (
    byggesag,
    garanti,
    grundkapital,
    lokalplaner,
    pipeline,
    prognose,
    projekt,
    projektimport,
    registrering,
    renovering,
)

app_name = "byggeri"
urlpatterns = [
    path("byggeri/", projekt.ProjektListe.as_view(), name="liste"),
    path("byggeri/ny/", registrering.ny, name="ny"),
    path("byggeri/tavle/", pipeline.Tavle.as_view(), name="tavle"),
    path("byggeri/tid/", pipeline.Tid.as_view(), name="tid"),
    path("byggeri/tid.svg", pipeline.Tid.svg, name="tid_svg"),
    path("byggeri/kort/", pipeline.Kort.as_view(), name="kort"),
    path("byggeri/kort.svg", pipeline.Kort.svg, name="kort_svg"),
    path("byggeri/import/", projektimport.importer, name="projektimport"),
    path("byggeri/import/leddatoer/", byggesag.importer, name="leddatoimport"),
    path("byggeri/boliger-paa-vej.svg", projekt.pipeline_svg, name="pipeline_svg"),
    path("byggeri/grundkapital/", grundkapital.rammer, name="grundkapital"),
    path("byggeri/grundkapital/diagram.svg", grundkapital.rammer_svg, name="grundkapital_svg"),
    path("byggeri/grundkapital/ramme/", grundkapital.ramme, name="ramme"),
    path("byggeri/grundkapital/flyt/", grundkapital.flytning, name="flytning"),
    path("byggeri/grundkapital/prognose/", prognose.prognose, name="prognose"),
    path("byggeri/grundkapital/prognose.svg", prognose.prognose_svg, name="prognose_svg"),
    path("byggeri/garantier/", garanti.GarantiListe.as_view(), name="garantier"),
    path("byggeri/garantier/eksponering/", garanti.eksponering, name="eksponering"),
    path("byggeri/garantier/eksponering.svg", garanti.eksponering_svg, name="eksponering_svg"),
    path("byggeri/grundkoebslaan/", garanti.GrundkoebslaanListe.as_view(), name="grundkoebslaan"),
    path("byggeri/lokalplaner/", lokalplaner.LokalplanListe.as_view(), name="lokalplaner"),
    path("byggeri/lokalplaner/ny/", lokalplaner.ny, name="ny_lokalplan"),
    path("byggeri/lokalplaner/<str:nummer>/", lokalplaner.lokalplan, name="lokalplan"),
    path("byggeri/lokalplaner/<str:nummer>/rediger/", lokalplaner.rediger, name="rediger_lokalplan"),
    path("byggeri/lokalplaner/<str:nummer>/fjern/<int:pk>/", lokalplaner.fjern, name="fjern_fra_lokalplan"),
    path("byggeri/renovering/", renovering.RenoveringListe.as_view(), name="renoveringer"),
    path("byggeri/renovering/ny/", renovering.ny, name="ny_renovering"),
    path("byggeri/renovering/<str:nummer>/", renovering.renovering, name="renovering"),
    path("byggeri/renovering/<str:nummer>/rediger/", renovering.rediger, name="rediger_renovering"),
    path("byggeri/renovering/<str:nummer>/skema/<str:bogstav>/", renovering.skema, name="renoveringsskema"),
    path("byggeri/<str:nummer>/", projekt.projekt, name="projekt"),
    path("byggeri/<str:nummer>/rediger/", registrering.rediger, name="rediger"),
    path("byggeri/<str:nummer>/skema/<str:bogstav>/", registrering.skema, name="skema"),
    path("byggeri/<str:nummer>/byggesag/", byggesag.byggesag, name="byggesag"),
    path("byggeri/<str:nummer>/reservation/", grundkapital.reservation, name="reservation"),
    path("byggeri/<str:nummer>/udbetaling/", grundkapital.udbetaling, name="udbetaling"),
    path("byggeri/<str:nummer>/garanti/", garanti.ny_garanti, name="ny_garanti"),
    path("byggeri/<str:nummer>/garanti/<int:pk>/", garanti.udfyld_garanti, name="udfyld_garanti"),
    path("byggeri/<str:nummer>/grundkoebslaan/", garanti.nyt_grundkoebslaan, name="nyt_grundkoebslaan"),
]
