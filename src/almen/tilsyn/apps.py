from __future__ import annotations

from django.apps import AppConfig


class TilsynConfig(AppConfig):
    name = "almen.tilsyn"
    verbose_name = "Tilsyn"

    def ready(self) -> None:
        from almen.tilsyn import revisionskalender

        revisionskalender.register()
