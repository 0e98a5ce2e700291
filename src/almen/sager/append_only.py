"""Triggers by which the database itself refuses to change or remove what has been recorded."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("sager_beslutning", "sager_journalpost", "sager_dokumentversion")
MESSAGE = "Almen: det, der er registreret, kan ikke aendres eller slettes"

_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION almen_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE} (%)', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
"""


def install(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Makes `tables` insert-only: UPDATE and DELETE (on PostgreSQL also TRUNCATE) fail, whoever asks."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for table in tables:
            for statement in _create(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Takes the triggers away; for undoing the migration, starting afresh and emptying test databases."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _drop(connection.vendor, table):
                cursor.execute(statement)


def _create(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            *_drop(vendor, table),
            f"CREATE TRIGGER {table}_raekke BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION almen_append_only()",
            f"CREATE TRIGGER {table}_tabel BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION almen_append_only()",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _drop(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_raekke ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_tabel ON {table}",
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_{verb}" for verb in ("update", "delete")]
