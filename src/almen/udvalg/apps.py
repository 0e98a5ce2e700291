from __future__ import annotations

from django.apps import AppConfig


class UdvalgConfig(AppConfig):
    name = "almen.udvalg"
    verbose_name = "Udvalg og møder"

    def ready(self) -> None:
        from almen.papirer import register_art
        from almen.sager import haendelser
        from almen.udvalg import kalenderkilde, offentligt, sagskort
        from almen.udvalg.breve import ARTER
        from almen.udvalg.services.udfald import link_beslutning

        sagskort.register()
        kalenderkilde.register()
        offentligt.register()
        for art, navn in ARTER.items():
            register_art(art, navn)
        if link_beslutning not in haendelser.on_beslutning:
            haendelser.on_beslutning.append(link_beslutning)
