from __future__ import annotations

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "almen.planer"
    verbose_name = "Planer"
