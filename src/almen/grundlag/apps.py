from django.apps import AppConfig


class GrundlagConfig(AppConfig):
    name = "almen.grundlag"
    verbose_name = "Grundlag"

    def ready(self) -> None:
        from almen.grundlag import delegationskontrol, offentligt, vaern

        vaern.connect()
        offentligt.register()
        delegationskontrol.register()
