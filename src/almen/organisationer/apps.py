from django.apps import AppConfig


class OrganisationerConfig(AppConfig):
    name = "almen.organisationer"
    verbose_name = "Organisationer"
