from __future__ import annotations

from django.apps import AppConfig


class AnalyseConfig(AppConfig):
    name = "almen.analyse"
    verbose_name = "Analyse"

    def ready(self) -> None:
        from almen.analyse import menu, sagskort
        from almen.analyse.breve import ART
        from almen.analyse.services.ophold import stays_as_computed, write_ophold
        from almen.papirer import register_art
        from almen.sager.projektioner import Projektion, register

        register(Projektion("opholdene ved trin", write_ophold, stays_as_computed))
        register_art(ART, "Notat om en simulering")
        menu.register()
        sagskort.register()
