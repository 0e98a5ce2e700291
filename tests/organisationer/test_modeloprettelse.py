"""Tables are made by one migration a room; what it makes is what the models say, and it can be undone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from almen.organisationer.modeloprettelse import CreateModels

A = migrations.CreateModel(
    "A", [("id", models.AutoField(primary_key=True))], options={"db_table": "proeve_a"}
)
B = migrations.CreateModel(
    "B",
    [
        ("id", models.AutoField(primary_key=True)),
        ("a", models.ForeignKey("organisationer.a", on_delete=models.PROTECT)),
    ],
    options={"db_table": "proeve_b"},
)


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_together_and_removed_again():
    operation, before = CreateModels([A, B]), ProjectState()
    after = before.clone()
    operation.state_forwards("organisationer", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("organisationer", editor, before, after)
    assert {"proeve_a", "proeve_b"} <= set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        operation.database_backwards("organisationer", editor, after, before)
    assert not {"proeve_a", "proeve_b"} & set(connection.introspection.table_names())


@pytest.mark.django_db
@pytest.mark.kun_en_gang
def test_the_migrations_make_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
