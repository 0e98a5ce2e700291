from __future__ import annotations

from django.apps import AppConfig


class UdlejningConfig(AppConfig):
    name = "almen.udlejning"
    verbose_name = "Udlejning"
