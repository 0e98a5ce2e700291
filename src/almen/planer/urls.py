"""Addresses of the plans' pages."""

from __future__ import annotations

from django.urls import path

from almen.planer.views import helhedsplan, helhedsplaner, indsatser, oekonomi, plan, politik, samlet

app_name = "planer"
urlpatterns = [
    path("planer/", samlet.Planliste.as_view(), name="liste"),
    path("planer/tidslinje/", samlet.Tidslinje.as_view(), name="tidslinje"),
    path("planer/tidslinje.svg", samlet.Tidslinje.svg, name="tidslinje_svg"),
    path("planer/mangler/", samlet.mangler, name="mangler"),
    path("planer/ny/<str:art>/", plan.ny, name="ny"),
    path("planer/politikker/<int:pk>/", politik.politik, name="politik"),
    path("planer/strategier/<int:pk>/", politik.strategi, name="strategi"),
    path("planer/helhedsplaner/", helhedsplaner.Helhedsplaner.as_view(), name="helhedsplaner"),
    path("planer/<str:nummer>/", plan.plan, name="plan"),
    path("planer/<str:nummer>/rediger/", plan.rediger, name="rediger"),
    path("planer/<str:nummer>/finansiering/", oekonomi.finansiering, name="finansiering"),
    path("planer/<str:nummer>/budget/", oekonomi.budget, name="budget"),
    path("planer/<str:nummer>/status/", indsatser.status, name="status"),
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
]
