from __future__ import annotations

from django.apps import AppConfig


class OmraaderConfig(AppConfig):
    name = "almen.omraader"
    verbose_name = "Områder"

    def ready(self) -> None:
        from almen.omraader import registreringskort, sidekort
        from almen.omraader.services.import_noegletal import NoegletalImport
        from almen.organisationer.services import importart

        importart.register(NoegletalImport())
        sidekort.register_own()
        registreringskort.register()
