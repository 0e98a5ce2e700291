"""A paper from a case: composed, and made as Word and PDF; the aim is under a second for each.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.papir
"""

from __future__ import annotations

import os

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
    from almen.organisationer.models import Bruger
    from almen.papirer import build_pdf, build_word
    from almen.sager.models import Sag
    from almen.sager.selectors import all_papirer, find_papir, load_forloeb

    migrate_database(quiet=True)
    load_demo()
    today = timezone.localdate()
    client = Client()
    client.force_login(Bruger.objects.get(username="leder"))
    seen: set[str] = set()
    for sag in Sag.objects.filter(demo=True).order_by("-pk"):
        for valg in all_papirer(load_forloeb(sag), today).indstillinger:
            if sag.sagstype in seen:
                continue
            seen.add(sag.sagstype)
            nummer, id_ = sag.nummer, valg.type.id

            def compose(nummer=nummer, id_=id_):
                return find_papir(Sag.objects.get(nummer=nummer), id_, today).compose(today)

            paper = compose()
            for name, act in (
                ("sat sammen", compose),
                ("Word", lambda paper=paper: build_word(paper, settings.ALMEN_KOMMUNE)),
                ("PDF", lambda paper=paper: build_pdf(paper, settings.ALMEN_KOMMUNE)),
                ("siden", lambda nummer=nummer, id_=id_: client.get(f"/sager/{nummer}/papirer/{id_}/")),
                (
                    "PDF gennem siden",
                    lambda nummer=nummer, id_=id_: client.get(f"/sager/{nummer}/papirer/{id_}.pdf"),
                ),
            ):
                median, p95 = median_p95(timings(act, 10))
                line(f"{sag.sagstype}, {id_}: {name}", f"{median:.0f} / {p95:.0f} ms", "mål: under 1.000")


if __name__ == "__main__":
    main()
