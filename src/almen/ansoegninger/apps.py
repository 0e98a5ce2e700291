from __future__ import annotations

from django.apps import AppConfig


class AnsoegningerConfig(AppConfig):
    name = "almen.ansoegninger"
    verbose_name = "Ansøgninger"

    def ready(self) -> None:
        from almen.ansoegninger import bevis, dialogkort, sagskort, virkninger

        sagskort.register()
        bevis.register()
        virkninger.register()
        dialogkort.register()
