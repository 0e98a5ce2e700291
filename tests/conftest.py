"""What every test may ask for: named people, København's routes, and databases that can be emptied between tests."""

from __future__ import annotations

import pytest
from django.core.management.commands import flush
from django.db import connections
from hypothesis import settings

from almen.sager import append_only

pytest_plugins = ["tests.people", "tests.verden"]

# A rule is right or wrong; how long one example takes depends on what else the machine does.
settings.register_profile("almen", deadline=None)
settings.load_profile("almen")


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


@pytest.fixture(autouse=True, scope="session")
def _flush_past_triggers() -> None:
    """Emptying a test database deletes decisions, which the database refuses; so the triggers step aside for it."""
    original = flush.Command.handle

    def handle(self, **options):
        connection = connections[options["database"]]
        tables = set(connection.introspection.table_names())
        guarded = (
            *append_only.TABLES,
            "byggeri_grundkapitalpost",
            "byggeri_rammeflytning",
            "ansoegninger_indsendelse",
            "ansoegninger_behandling",
            "udvalg_punktudfald",
            "udvalg_stemmer",
            "udvalg_protokolbemaerkning",
            "udvalg_aendringsforslag",
            "papirer_skabelon",
            "papirer_skabelonvalg",
            "boligmasse_boligtal",
            "omraader_noegletal",
            "omraader_listeudpegning",
            "planer_statusmelding",
            "planer_forhandling",
        )
        present = [table for table in guarded if table in tables]
        append_only.remove(connection, present)
        try:
            return original(self, **options)
        finally:
            append_only.install(connection, present)

    flush.Command.handle = handle


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Primary keys come again between tests; parsed versions and rate limits must not."""
    from django.core.cache import cache

    from almen.grundlag.selectors import forget_cached

    cache.clear()
    forget_cached()
