from __future__ import annotations

from django.apps import AppConfig


class GrundlagssagerConfig(AppConfig):
    name = "almen.grundlagssager"
    verbose_name = "Ændring af grundlag"

    def ready(self) -> None:
        from almen.grundlagssager import sagskort, sagstyper

        sagstyper.register()
        sagskort.register()
