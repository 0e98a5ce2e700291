from __future__ import annotations

from django.apps import AppConfig


class UdlejningConfig(AppConfig):
    name = "almen.udlejning"
    verbose_name = "Udlejning"

    def ready(self) -> None:
        from almen.organisationer.services import importart
        from almen.udlejning import sagstyper_aftale, sagstyper_justering, vilkaarskort
        from almen.udlejning.services.import_udlejningstal import UdlejningstalImport

        importart.register(UdlejningstalImport())
        sagstyper_aftale.register()
        sagstyper_justering.register()
        vilkaarskort.register()
