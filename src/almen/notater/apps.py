from __future__ import annotations

from django.apps import AppConfig


class NotaterConfig(AppConfig):
    name = "almen.notater"
    verbose_name = "Notater"

    def ready(self) -> None:
        from almen.notater.introduktion import ART
        from almen.papirer import register_art

        register_art(ART, "Introduktionsnotat")
