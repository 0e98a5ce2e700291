from __future__ import annotations

from django.apps import AppConfig


class OmraaderConfig(AppConfig):
    name = "almen.omraader"
    verbose_name = "Områder"

    def ready(self) -> None:
        from almen.omraader import sagstyper, sidekort, varselkort

        sagstyper.register()
        sidekort.register_own()
        varselkort.register_kort()
