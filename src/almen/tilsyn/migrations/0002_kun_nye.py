"""The database itself refuses to change or delete what was read and what was published."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from almen.sager import append_only

TABLES = ("tilsyn_tilsynstal", "tilsyn_redegoerelse")


def _install(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps: Any, schema_editor: Any) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("tilsyn", "0001_initial"), ("sager", "0002_append_only")]
    operations = [migrations.RunPython(_install, _remove)]
