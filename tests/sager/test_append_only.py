"""What has been recorded cannot be changed or removed, not even from a database shell."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from almen.sager.append_only import TABLES
from almen.sager.services import add_dokument, record_beslutning


@pytest.fixture
def recorded(sag, sagsbehandler, tmp_path):
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    path = tmp_path / "brev.txt"
    path.write_text("Kære kommune")
    with path.open("rb") as stream:
        add_dokument(bruger=sagsbehandler, sag=sag, titel="Brev", name="brev.txt", size=12, stream=stream)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET nummer = 99", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_or_delete(recorded, table, statement):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] >= 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("table", TABLES)
def test_postgresql_also_refuses_to_empty_the_table(recorded, table):
    if connection.vendor != "postgresql":
        pytest.skip("kun PostgreSQL har TRUNCATE")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
