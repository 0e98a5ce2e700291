from __future__ import annotations

from django.apps import AppConfig


class OmraaderConfig(AppConfig):
    name = "almen.omraader"
    verbose_name = "Områder"

    def ready(self) -> None:
        from almen.omraader import sidekort

        sidekort.register_own()
