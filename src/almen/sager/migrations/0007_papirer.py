"""A paper's sources are kept with its version; the database refuses to alter templates and when they were put in use."""

from __future__ import annotations

from django.db import migrations, models

from almen.sager import append_only

TABLES = ("papirer_skabelon", "papirer_skabelonvalg")


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("sager", "0006_ventetrin"), ("papirer", "0001_initial")]
    operations = [
        migrations.AddField("dokumentversion", "kilder", models.JSONField("kilder", blank=True, null=True)),
        migrations.RunPython(_install, _remove),
    ]
