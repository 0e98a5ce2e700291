"""Tables are made by one migration a room; what it makes is what the models say, and it can be undone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
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


def _single_steps() -> list[tuple[str, str]]:
    """Every migration in the order in which a database takes them that was made before they were gathered."""
    graph = MigrationLoader(None, replace_migrations=False).graph
    gathered = {key for key in graph.nodes if key[1] == "0001_samlet"}
    found: dict[tuple[str, str], None] = {}
    for leaf in sorted(set(graph.leaf_nodes()) - gathered):
        found |= dict.fromkeys(key for key in graph.forwards_plan(leaf) if key not in gathered)
    return list(found)


@pytest.mark.kun_en_gang
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 0.9, 1])
def test_a_database_from_any_earlier_version_goes_on_from_where_it_is(monkeypatch, share):
    steps = _single_steps()
    applied = steps[: int(len(steps) * share)]
    monkeypatch.setattr(
        MigrationRecorder, "applied_migrations", lambda recorder: dict.fromkeys(applied), raising=True
    )
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = [
        (migration.app_label, migration.name)
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    taken_anew = {key for key in plan if key in applied}
    assert not taken_anew
    for app, name in plan:
        if name == "0001_samlet":  # only where nothing of the room is there yet
            assert not any(key[0] == app for key in applied)


@pytest.mark.kun_en_gang
def test_an_empty_database_takes_each_room_in_one(monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = {(migration.app_label, migration.name) for migration, _ in plan}
    assert ("sager", "0001_samlet") in names and ("sager", "0001_initial") not in names
