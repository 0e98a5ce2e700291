from __future__ import annotations

from django.apps import AppConfig


class ByggeriConfig(AppConfig):
    name = "almen.byggeri"
    verbose_name = "Byggeri"

    def ready(self) -> None:
        from almen.byggeri import sagstyper
        from almen.byggeri.services.leddatoimport import Leddatoimport
        from almen.byggeri.services.projektimport import Projektimport
        from almen.organisationer.services import importart

        sagstyper.register()
        importart.register(Projektimport())
        importart.register(Leddatoimport())
