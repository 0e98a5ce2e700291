from __future__ import annotations

from django.apps import AppConfig


class TilsynConfig(AppConfig):
    name = "almen.tilsyn"
    verbose_name = "Tilsyn"
