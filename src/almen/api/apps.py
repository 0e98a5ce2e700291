from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "almen.api"
    verbose_name = "API"
