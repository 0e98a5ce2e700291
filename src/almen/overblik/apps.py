from django.apps import AppConfig


class OverblikConfig(AppConfig):
    name = "almen.overblik"
    verbose_name = "Overblik"

    def ready(self) -> None:
        from almen.overblik import menu

        menu.register()
