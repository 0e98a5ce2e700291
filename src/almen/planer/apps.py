from __future__ import annotations

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "almen.planer"
    verbose_name = "Planer"

    def ready(self) -> None:
        from almen.papirer import register_art
        from almen.planer import (
            henvisninger,
            kalenderkilde,
            kort,
            kort_fysiske,
            kort_handleplan,
            kort_udgave,
            offentligt,
            omraadekort,
            planartsider,
            sagstyper,
            sagstyper_fysiske,
            sagstyper_helhedsplan,
            sagstyper_politik,
            sider_fysiske,
        )
        from almen.planer.breve import STATUSRAPPORT
        from almen.planer.models import Planart
        from almen.planer.services.udgave import keep_udgave
        from almen.sager import haendelser

        register_art(STATUSRAPPORT, "Statusrapport")
        sagstyper.register()
        sagstyper_helhedsplan.register()
        kort.register_shared()
        sagstyper_fysiske.register()
        kort_fysiske.register_fysiske()
        sider_fysiske.register_sider()
        omraadekort.register_kort()
        sagstyper_politik.register()
        kalenderkilde.register()
        henvisninger.register()
        kort_handleplan.register_handleplan()
        kort_udgave.register_kort()
        offentligt.register()
        if keep_udgave not in haendelser.on_beslutning:
            haendelser.on_beslutning.append(keep_udgave)
        planartsider.register(
            planartsider.Planartside(
                Planart.HANDLEPLAN,
                "Ny handleplan",
                "Den fælles plan for forvaltningerne. Indsatser, milepæle og beløb føres ind på planens side, når sagen er åbnet.",
                uden=frozenset({"boligorganisationer"}),
            )
        )
