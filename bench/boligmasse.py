"""Server time of the housing stock's pages: one year, then twenty years of ten districts and five tenures.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.boligmasse
"""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
PAGES = (
    "/boligmasse/",
    "/boligmasse/?bydel=Valby",
    "/boligmasse/tal/",
    "/boligmasse/tal/?bydel=Valby&fra=2020",
)
FORMER = ("almen", "andel", "ejer", "privat_udlejning", "uoplyst")


def main() -> None:
    import django

    django.setup()
    from django.test import Client

    from almen.boligmasse.models import Boligtal
    from almen.boligmasse.selectors import advarsler
    from almen.boligmasse.services import Talinput, register_first
    from almen.cli.drift import migrate_database
    from almen.organisationer.demo import load_demo
    from almen.organisationer.selectors import current_profil

    os.environ["ALMEN_DEMO"] = "1"
    migrate_database(quiet=True)
    leder = load_demo()["leder"]
    client = Client()
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    bydele = [item.navn for item in current_profil().bydele]

    def figure(emne: str, aar: int, bydel: str, form: str) -> Talinput:
        antal = Decimal(100 if bydel else 100 * len(bydele))
        return Talinput(emne, aar, form, "antal", antal, "Måling", dt.date(2026, 1, 2), "sikker", bydel=bydel)

    def grow(years: range) -> None:
        places = ["", *bydele]
        rows = [
            figure(emne, aar, bydel, form)
            for emne in ("bestand", "faerdiggjort")
            for aar in years
            for bydel in places
            for form in FORMER
        ]
        register_first(bruger=leder, tal=rows)

    for years in (range(2024, 2025), range(2005, 2024)):
        grow(years)
        count = Boligtal.objects.count()
        for page in PAGES:
            median, p95 = median_p95(timings(lambda page=page: client.get(page), 20))
            line(f"{count} tal: {page}", f"{median:.0f} / {p95:.0f} ms", "mål: under 100")
        median, p95 = median_p95(timings(advarsler, 10))
        line(f"{count} tal: advarsler()", f"{median:.0f} / {p95:.0f} ms", "")


if __name__ == "__main__":
    main()
