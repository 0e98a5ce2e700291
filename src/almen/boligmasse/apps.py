from __future__ import annotations

from django.apps import AppConfig


class BoligmasseConfig(AppConfig):
    name = "almen.boligmasse"
    verbose_name = "Boligmasse"

    def ready(self) -> None:
        from almen.boligmasse import offentligt
        from almen.boligmasse.services.talimport import Talimport
        from almen.organisationer.services import importart

        importart.register(Talimport())
        offentligt.register()
