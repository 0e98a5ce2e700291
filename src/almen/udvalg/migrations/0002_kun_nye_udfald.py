from __future__ import annotations

from django.db import migrations

from almen.sager import append_only

TABLES = (
    "udvalg_punktudfald",
    "udvalg_stemmer",
    "udvalg_protokolbemaerkning",
    "udvalg_aendringsforslag",
)


def install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("udvalg", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
