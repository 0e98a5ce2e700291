from __future__ import annotations

from django.apps import AppConfig


class OmraaderConfig(AppConfig):
    name = "almen.omraader"
    verbose_name = "Områder"

    def ready(self) -> None:
        from almen.omraader import offentligt, registreringskort, sagstyper, sidekort, varselkort
        from almen.omraader.services.import_noegletal import NoegletalImport
        from almen.organisationer.services import importart

        importart.register(NoegletalImport())
        sagstyper.register()
        sidekort.register_own()
        registreringskort.register()
        varselkort.register_kort()
        offentligt.register()
