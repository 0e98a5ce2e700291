"""What every test may ask for: named people, København's routes, and databases that can be emptied between tests."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from hypothesis import settings
from tests.skabelondatabase import use_template

from almen.analyse import regning
from almen.analyse.regneprogram import compute
from almen.sager import append_only
from almen.ui import diagramlager

pytest_plugins = ["tests.people", "tests.verden"]

# A rule is right or wrong; how long one example takes depends on what else the machine does. Each run draws others.
settings.register_profile("almen", deadline=None, max_examples=50)
settings.load_profile("almen")

# A page makes thousands of small objects that die with it: looking for cycles every 700 of them took a tenth of the time.
gc.set_threshold(20_000, 10, 10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kraev-browser", action="store_true", help="Spring ikke browsertests over; fejl i stedet."
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks no database says the same on both: it runs once."""
    for item in items:
        asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if not asks and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.kun_en_gang)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases begin as copies of one that has been migrated."""
    use_template()


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Charts are not drawn: for tests that go through every page; what charts show has tests of its own."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" role="img"><title>Prøve</title></svg>'
    )
    monkeypatch.setattr(diagramlager, "_draw", lambda chart: svg)
    monkeypatch.setattr(diagramlager, "_folder", lambda: tmp_path)


@pytest.fixture(autouse=True, scope="session")
def _reckoned_here() -> None:
    """Statistics of pages are computed by the test's own process, by the same program; tests of `regning` start the real one."""
    regning._run = compute


# What the migrations put there, the same for every test.
_STANDING = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(autouse=True, scope="session")
def _empty_by_deleting() -> None:
    """Empties the test database after a test of transactions: only what has rows, the triggers that refuse it aside.

    PostgreSQL takes a new file for every table and index that it truncates: that took longer than the tests.
    """

    def handle(self, **options):
        connection = connections[options["database"]]
        quote = connection.ops.quote_name
        tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - _STANDING)
        with transaction.atomic(using=options["database"]), connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {quote(t)})" for t in tables)
            )
            filled = [row[0] for row in cursor.fetchall()]
            guarded = [table for table in filled if _is_guarded(connection, cursor, table)]
            append_only.remove(connection, guarded)
            for table in filled:
                cursor.execute(f"DELETE FROM {quote(table)}")
            append_only.install(connection, guarded)

    flush.Command.handle = handle


def _is_guarded(connection: BaseDatabaseWrapper, cursor: CursorWrapper, table: str) -> bool:
    """Whether rows of the table may not be deleted."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
    else:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    return cursor.fetchone() is not None


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Primary keys come again between tests; parsed versions and rate limits must not."""
    from django.core.cache import cache

    from almen.grundlag.selectors import forget_cached

    cache.clear()
    forget_cached()
