from django.apps import AppConfig


class AarshjulConfig(AppConfig):
    name = "almen.aarshjul"
    verbose_name = "Årshjul"

    def ready(self) -> None:
        from almen.aarshjul import kalenderkilde, sagstyper

        sagstyper.register()
        kalenderkilde.register()
