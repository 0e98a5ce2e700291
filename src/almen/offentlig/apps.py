from __future__ import annotations

from django.apps import AppConfig


class OffentligConfig(AppConfig):
    name = "almen.offentlig"
    verbose_name = "Offentlig"

    def ready(self) -> None:
        from almen.ui.navigation import Menupunkt, everyone, register

        register(
            Menupunkt("offentlig", "Offentlige sider", "offentlig:forside", everyone, orden=5, sted="sidefod")
        )
