"""The introduction to the area on the demo's data: composed, as Word, as PDF, and its page; the aim is under five seconds.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.introduktion [cases]
"""

from __future__ import annotations

import os
import sys

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.notater.introduktion import compose_introduktion
    from almen.organisationer.models import Bruger
    from almen.papirer import build_pdf, build_word
    from almen.sager.models import Sag
    from bench.data import grow_to

    migrate_database(quiet=True)
    load_demo()
    if len(sys.argv) > 1:
        grow_to(int(sys.argv[1]))
    today = timezone.localdate()
    client = Client()
    client.force_login(Bruger.objects.get(username="leder"))

    def compose():
        return compose_introduktion(today.year, today)

    print(f"{Sag.objects.count()} sager")
    for name, act in (
        ("sat sammen", compose),
        ("Word, det hele", lambda: build_word(compose(), settings.ALMEN_KOMMUNE)),
        ("PDF, det hele", lambda: build_pdf(compose(), settings.ALMEN_KOMMUNE)),
        ("siden", lambda: client.get("/notater/introduktion/")),
    ):
        median, p95 = median_p95(timings(act, 5))
        line(name, f"{median:.0f} / {p95:.0f} ms", "mål: under 5.000")


if __name__ == "__main__":
    main()
