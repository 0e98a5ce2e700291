from __future__ import annotations

from django.apps import AppConfig


class UdlejningConfig(AppConfig):
    name = "almen.udlejning"
    verbose_name = "Udlejning"

    def ready(self) -> None:
        from almen.organisationer.services import importart
        from almen.udlejning import (
            kalenderkilde,
            kort_forside,
            kort_maaling,
            menu,
            offentligt,
            offentligt_aftaler,
            sagstyper_aftale,
            sagstyper_justering,
            sagstyper_ramme,
            vilkaarskort,
        )
        from almen.udlejning.services.import_placeringer import PlaceringImport
        from almen.udlejning.services.import_udlejningstal import UdlejningstalImport

        importart.register(UdlejningstalImport())
        importart.register(PlaceringImport())
        sagstyper_ramme.register()
        sagstyper_aftale.register()
        sagstyper_justering.register()
        vilkaarskort.register()
        menu.register()
        kort_forside.register_kort()
        kort_maaling.register_kort()
        kalenderkilde.register()
        offentligt.register()
        offentligt_aftaler.register()
