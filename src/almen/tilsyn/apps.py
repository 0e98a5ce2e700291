from __future__ import annotations

from django.apps import AppConfig


class TilsynConfig(AppConfig):
    name = "almen.tilsyn"
    verbose_name = "Tilsyn"

    def ready(self) -> None:
        from almen.organisationer.services import importart
        from almen.tilsyn import revisionskalender, sagstyper_dialog, sagstyper_ledighed
        from almen.tilsyn.services.import_ledighed import Ledighedsimport

        revisionskalender.register()
        importart.register(Ledighedsimport())
        sagstyper_ledighed.register()
        sagstyper_dialog.register()
