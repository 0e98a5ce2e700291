"""The database itself refuses to change or delete a delegation, or what ended one."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from almen.sager import append_only

TABLES = ("grundlag_delegation", "grundlag_delegationsophoer")


def _install(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("sager", "0009_udspringer_af"), ("grundlag", "0005_delegation")]
    operations = [migrations.RunPython(_install, _remove)]
