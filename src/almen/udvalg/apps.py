from __future__ import annotations

from django.apps import AppConfig


class UdvalgConfig(AppConfig):
    name = "almen.udvalg"
    verbose_name = "Udvalg og møder"

    def ready(self) -> None:
        from almen.sager import haendelser
        from almen.udvalg import kalenderkilde, offentligt, sagskort
        from almen.udvalg.services.udfald import link_beslutning

        sagskort.register()
        kalenderkilde.register()
        offentligt.register()
        if link_beslutning not in haendelser.on_beslutning:
            haendelser.on_beslutning.append(link_beslutning)
