"""Addresses of the plans' pages."""

from __future__ import annotations

from django.urls import path

from almen.planer.urls_fysiske import LISTER, SIDER
from almen.planer.views import (
    helhedsplan,
    helhedsplaner,
    indsatser,
    indsatsliste,
    oekonomi,
    plan,
    politik,
    samlet,
    strategi,
    udgave,
)

app_name = "planer"
urlpatterns = [
    path("planer/", samlet.Planliste.as_view(), name="liste"),
    path("planer/tidslinje/", samlet.Tidslinje.as_view(), name="tidslinje"),
    path("planer/tidslinje.svg", samlet.Tidslinje.svg, name="tidslinje_svg"),
    path("planer/mangler/", samlet.mangler, name="mangler"),
    path("planer/ny/<str:art>/", plan.ny, name="ny"),
    path("planer/indsatser/", indsatsliste.IndsatsListe.as_view(), name="indsatser"),
    path("planer/mine-indsatser/", indsatsliste.mine_indsatser, name="mine_indsatser"),
    path("planer/politikker/", politik.PolitikListe.as_view(), name="politikker"),
    path("planer/politikker/ny/", politik.ny_politik, name="ny_politik"),
    path("planer/politikker/<int:pk>/", politik.politik, name="politik"),
    path("planer/politikker/<int:pk>/rediger/", politik.ret_politik, name="ret_politik"),
    path("planer/politikker/<int:pk>/tal/<str:indikator>.svg", politik.politik_svg, name="politik_svg"),
    path("planer/politikker/<int:pk>/maal/nyt/", politik.nyt_maal, name="nyt_maal"),
    path("planer/politikker/<int:pk>/maal/<int:maal>/rediger/", politik.ret_maal, name="ret_maal"),
    path("planer/politikker/<int:pk>/maal/<int:maal>/slet/", politik.slet_maal, name="slet_maal"),
    path("planer/politikker/<int:pk>/maal/<int:maal>/indikator/", politik.ny_indikator, name="ny_indikator"),
    path(
        "planer/politikker/<int:pk>/indikatorer/<int:indikator>/rediger/",
        politik.ret_indikator,
        name="ret_indikator",
    ),
    path(
        "planer/politikker/<int:pk>/indikatorer/<int:indikator>/fjern/",
        politik.slet_indikator,
        name="slet_indikator",
    ),
    path("planer/strategier/", strategi.StrategiListe.as_view(), name="strategier"),
    path("planer/strategier/ny/", strategi.ny_strategi, name="ny_strategi"),
    path("planer/strategier/<int:pk>/", strategi.strategi, name="strategi"),
    path("planer/strategier/<int:pk>/rediger/", strategi.ret_strategi, name="ret_strategi"),
    path("planer/helhedsplaner/", helhedsplaner.Helhedsplaner.as_view(), name="helhedsplaner"),
    *LISTER,
    path("planer/<str:nummer>/", plan.plan, name="plan"),
    path("planer/<str:nummer>/rediger/", plan.rediger, name="rediger"),
    path("planer/<str:nummer>/viderefoer/", indsatsliste.viderefoer, name="viderefoer"),
    path("planer/<str:nummer>/finansiering/", oekonomi.finansiering, name="finansiering"),
    path("planer/<str:nummer>/budget/", oekonomi.budget, name="budget"),
    path("planer/<str:nummer>/status/", indsatser.status, name="status"),
    path("planer/<str:nummer>/besluttet/", udgave.udgave, name="udgave"),
    path("planer/<str:nummer>/indsatser/ny/", indsatser.ny_indsats, name="ny_indsats"),
    path("planer/<str:nummer>/indsatser/<int:pk>/", indsatser.indsats, name="indsats"),
    path("planer/<str:nummer>/indsatser/<int:pk>/rediger/", indsatser.ret_indsats, name="ret_indsats"),
    path("planer/<str:nummer>/indsatser/<int:pk>/udgaa/", indsatser.udgaa_indsats, name="udgaa_indsats"),
    path("planer/<str:nummer>/indsatser/<int:pk>/status/", indsatser.indsats_status, name="indsats_status"),
    path("planer/<str:nummer>/milepaele/ny/", indsatser.ny_milepael, name="ny_milepael"),
    path("planer/<str:nummer>/milepaele/<int:pk>/rediger/", indsatser.ret_milepael, name="ret_milepael"),
    path("planer/<str:nummer>/milepaele/<int:pk>/slet/", indsatser.slet_milepael, name="slet_milepael"),
    path("planer/<str:nummer>/milepaele/<int:pk>/naaet/", indsatser.naaet_milepael, name="naaet_milepael"),
    path("planer/<str:nummer>/budget-og-finansiering/", helhedsplan.oekonomi, name="helhedsplan_oekonomi"),
    path("planer/<str:nummer>/organisation/", helhedsplan.oplysninger, name="helhedsplan_oplysninger"),
    path("planer/<str:nummer>/saerindsatser/ny/", helhedsplan.ny_saerindsats, name="ny_saerindsats"),
    path("planer/<str:nummer>/saerindsatser/<int:pk>/", helhedsplan.saerindsats, name="saerindsats"),
    path(
        "planer/<str:nummer>/saerindsatser/<int:pk>/rediger/",
        helhedsplan.ret_saerindsats,
        name="ret_saerindsats",
    ),
    path(
        "planer/<str:nummer>/saerindsatser/<int:pk>/forhandling/", helhedsplan.forhandling, name="forhandling"
    ),
    path("planer/<str:nummer>/saerindsatser/<int:pk>/optag/", helhedsplan.optag, name="optag_saerindsats"),
    path("planer/<str:nummer>/regnskab/<int:aar>/", helhedsplan.regnskab, name="regnskab"),
    *SIDER,
]
