from __future__ import annotations

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "almen.planer"
    verbose_name = "Planer"

    def ready(self) -> None:
        from almen.planer import kort, omraadekort, planartsider, sagstyper, sagstyper_helhedsplan
        from almen.planer.models import Planart

        sagstyper.register()
        sagstyper_helhedsplan.register()
        kort.register_shared()
        omraadekort.register_kort()
        planartsider.register(
            planartsider.Planartside(
                Planart.HANDLEPLAN,
                "Ny handleplan",
                "Den fælles plan for forvaltningerne. Indsatser, milepæle og beløb føres ind på planens side, når sagen er åbnet.",
                uden=frozenset({"boligorganisationer"}),
            )
        )
