"""Server time and queries of list and case page at 1,000, 10,000 and 100,000 cases.

Run: PYTHONPATH=src ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.sider [sizes]
"""

from __future__ import annotations

import os
import sys

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")

PAGES = {
    "sagsliste": "/sager/",
    "sagsliste, filter og sortering": "/sager/?fase=skema_a&sort=-naeste_frist",
    "sagsliste, søgning": "/sager/?q=ungdomsboliger",
    "overblik": "/",
}


def main() -> None:
    import django

    django.setup()
    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from bench.data import grow_to

    sizes = [int(value) for value in sys.argv[1:]] or [1_000, 10_000, 100_000]
    migrate_database(quiet=True)
    load_demo()
    medians: dict[str, list[float]] = {}
    for size in sizes:
        grow_to(size)
        for name, (median, p95, queries) in measure().items():
            medians.setdefault(name, []).append(median)
            line(
                f"{size:>7} sager: {name}",
                f"{median:.1f} / {p95:.1f} ms, {queries} forespørgsler",
                "mål: under 50",
            )
    for name, values in medians.items():
        line(
            f"vækst fra {sizes[0]} til {sizes[-1]}: {name}", f"{values[-1] / values[0]:.2f} ×", "mål: under 2"
        )


def measure() -> dict[str, tuple[float, float, int]]:
    """Median and p95 in ms and number of queries of each page, as a case officer sees it."""
    from django.db import connection
    from django.test import Client

    from almen.organisationer.models import Bruger
    from almen.sager.models import Sag

    client = Client()
    client.force_login(
        Bruger.objects.get(username="sagsbehandler"), "django.contrib.auth.backends.ModelBackend"
    )
    middle = Sag.objects.order_by("pk")[Sag.objects.count() // 2]
    result = {}
    for name, path in {**PAGES, "sagsside": f"/sager/{middle.nummer}/"}.items():

        def get(path: str = path) -> None:
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code)

        asked: list[str] = []

        def count(execute, sql, params, many, context, asked=asked):
            asked.append(sql)
            return execute(sql, params, many, context)

        get()
        with connection.execute_wrapper(count):
            get()
        result[name] = (*median_p95(timings(get, 40)), len(asked))
    return result


if __name__ == "__main__":
    main()
