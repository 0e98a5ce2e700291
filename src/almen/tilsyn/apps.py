from __future__ import annotations

from django.apps import AppConfig


class TilsynConfig(AppConfig):
    name = "almen.tilsyn"
    verbose_name = "Tilsyn"

    def ready(self) -> None:
        from almen.organisationer.services import importart
        from almen.tilsyn import (
            billedskifte,
            dialogkalender,
            dialogkort,
            offentligt_dialog,
            revisionskalender,
            risikokort,
            sagstyper_dialog,
            sagstyper_ledighed,
            stedkort,
        )
        from almen.tilsyn.services.import_ledighed import Ledighedsimport
        from almen.tilsyn.services.import_noegletal import Tilsynstalimport

        billedskifte.register()
        revisionskalender.register()
        importart.register(Ledighedsimport())
        importart.register(Tilsynstalimport())
        stedkort.register_kort()
        sagstyper_ledighed.register()
        sagstyper_dialog.register()
        dialogkort.register_shared()
        risikokort.register()
        dialogkalender.register()
        offentligt_dialog.register()
