"""The database refuses UPDATE and DELETE on decisions, journal and document versions."""

from __future__ import annotations

from django.db import migrations

from almen.sager import append_only


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("sager", "0001_initial")]
    operations = [migrations.RunPython(_install, _remove)]
