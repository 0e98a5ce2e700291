"""Server time of the project list, board, time and map, and of the forecast, with many projects.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.pipeline [projects]
"""

from __future__ import annotations

import os
import sys
from decimal import Decimal

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
PAGES = (
    "/byggeri/",
    "/byggeri/tavle/",
    "/byggeri/tid/",
    "/byggeri/kort/",
    "/byggeri/kort.svg",
    "/byggeri/kort/?bydel=Valby&i_brug_fra=01.01.2027",
    "/byggeri/grundkapital/prognose/",
)


def main() -> None:
    import django

    django.setup()
    from django.db.models import F
    from django.test import Client

    from almen.byggeri.models import Projekt
    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.organisationer.models import Bruger
    from almen.sager.models import Sag
    from bench.data import grow_to

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    migrate_database(quiet=True)
    load_demo()
    while (have := Projekt.objects.count()) < wanted:
        grow_to(min(Sag.objects.count() * 2, Sag.objects.count() + (wanted - have) * 2))
    # Copies lie where their originals do; each is moved its own way, so that the map gathers many cells.
    for felt, step in (("breddegrad", 61), ("laengdegrad", 97)):
        placed = Projekt.objects.filter(breddegrad__isnull=False)
        placed.update(**{felt: F(felt) + (F("pk") * 7 % step - step // 2) * Decimal("0.0005")})
    client = Client()
    client.force_login(Bruger.objects.get(username="leder"))
    for page in PAGES:
        median, p95 = median_p95(timings(lambda page=page: client.get(page), 20))
        line(
            f"{Projekt.objects.count()} projekter: {page}",
            f"{median:.0f} / {p95:.0f} ms",
            "" if "prognose" in page else "mål: under 100",
        )


if __name__ == "__main__":
    main()
