from __future__ import annotations

from django.apps import AppConfig


class PapirerConfig(AppConfig):
    name = "almen.papirer"
    verbose_name = "Papirer"

    def ready(self) -> None:
        from almen.papirer.selectors import in_use
        from almen.papirer.skabelon import ask_for_uploads

        ask_for_uploads(in_use)
