from django.apps import AppConfig


class GrundlagConfig(AppConfig):
    name = "almen.grundlag"
    verbose_name = "Grundlag"
