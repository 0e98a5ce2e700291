from __future__ import annotations

from django.apps import AppConfig


class ByggeriConfig(AppConfig):
    name = "almen.byggeri"
    verbose_name = "Byggeri"

    def ready(self) -> None:
        from almen.byggeri import sagstyper
        from almen.ui.navigation import Menupunkt, register

        sagstyper.register()
        register(Menupunkt("byggeri", "Nybyggeri", "byggeri:liste", orden=30))
