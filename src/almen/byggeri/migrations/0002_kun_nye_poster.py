"""The database itself refuses to change an entry of the grundkapital ledger, and on PostgreSQL to delete one.

On SQLite deletion is left to the model's own refusal: Django empties test databases there with DELETE.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "byggeri_grundkapitalpost"
MESSAGE = "Almen: grundkapitalposter kan ikke aendres; skriv en modpost"


def _install(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION almen_kun_nye_poster() RETURNS trigger AS $$ BEGIN "
            f"RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql",
            params=None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_raekke BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION almen_kun_nye_poster()",
            params=None,
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_update BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            params=None,
        )


def _remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_raekke ON {TABLE}", params=None)
        schema_editor.execute("DROP FUNCTION IF EXISTS almen_kun_nye_poster()", params=None)
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_update", params=None)


class Migration(migrations.Migration):
    dependencies = [("byggeri", "0001_initial")]
    operations = [migrations.RunPython(_install, _remove)]
