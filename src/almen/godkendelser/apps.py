from __future__ import annotations

from django.apps import AppConfig


class GodkendelserConfig(AppConfig):
    name = "almen.godkendelser"
    verbose_name = "Godkendelser"

    def ready(self) -> None:
        from almen.godkendelser import sagskort, sagstyper

        sagstyper.register()
        sagskort.register()
