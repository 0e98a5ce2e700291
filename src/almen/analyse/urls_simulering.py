"""Addresses of simulations."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.analyse.views import simulering, simulering_ny, simuleringsfiler

STED = "analyse/simuleringer/"
SIDER: list[URLPattern] = [
    path(STED, simulering.Simuleringsliste.as_view(), name="simuleringer"),
    path(f"{STED}ny/", simulering_ny.ny_simulering, name="ny_simulering"),
    path(
        f"{STED}ny/<slug:forudindstilling>/",
        simulering_ny.ny_simulering_fra,
        name="ny_simulering_fra",
    ),
    path(
        f"{STED}ny/<slug:forudindstilling>/tekst/",
        simulering_ny.ny_simulering_fra,
        {"form": simulering_ny.TEKST},
        name="ny_simulering_tekst",
    ),
    path(f"{STED}<int:pk>/", simulering.simulering, name="simulering"),
    path(f"{STED}<int:pk>/kopier/", simulering_ny.kopier_simulering, name="kopier_simulering"),
    path(
        f"{STED}<int:pk>/kopier/tekst/",
        simulering_ny.kopier_simulering,
        {"form": simulering_ny.TEKST},
        name="kopier_simulering_tekst",
    ),
    path(f"{STED}<int:pk>/omdoeb/", simulering.simulering_omdoeb, name="simulering_omdoeb"),
    path(f"{STED}<int:pk>/slet/", simulering.simulering_slet, name="simulering_slet"),
    path(
        f"{STED}<int:pk>/fordeling/<slug:maal>.svg",
        simuleringsfiler.fordeling_svg,
        name="simulering_fordeling",
    ),
    path(f"{STED}<int:pk>/boliger.svg", simuleringsfiler.boliger_svg, name="simulering_boliger"),
    path(f"{STED}<int:pk>/resultat.<str:endelse>", simuleringsfiler.fil, name="simulering_fil"),
    path(f"{STED}<int:pk>/notat.<str:endelse>", simuleringsfiler.papir, name="simulering_papir"),
    path(f"{STED}<int:pk>/<slug:handling>/", simulering.simulering_handling, name="simulering_handling"),
]
