"""Server time of a meeting with 60 items, of entering it, and of the lists of meetings and of what awaits a body.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.moeder [cases]
"""

from __future__ import annotations

import datetime as dt
import os
import sys

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
ITEMS = 60


def main() -> None:
    import django

    django.setup()
    from django.db.models import Q
    from django.test import Client

    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.organisationer.models import Bruger
    from almen.sager.models import Sag, Ventetrin
    from almen.sager.services import rebuild_overblik
    from almen.udvalg.fejl import MoedeAfvist
    from almen.udvalg.selectors.dagsorden import candidates
    from almen.udvalg.services import add_punkt, create_moede, put_on_agenda
    from bench.data import grow_to

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    migrate_database(quiet=True)
    load_demo()
    grow_to(wanted)
    # Copies whose domain is not copied have nothing behind them; they wait for nobody.
    whole = Q(projekt__isnull=False) | Q(renovering__isnull=False) | Q(godkendelse__isnull=False)
    for sag in Sag.objects.filter(whole, ventetrin__isnull=True).iterator():
        rebuild_overblik(sag)
    leder = Bruger.objects.get(username="leder")
    moede = create_moede(bruger=leder, organ="udvalget", dato=dt.date(2026, 11, 2))
    for row in candidates(leder, "udvalget")[: 3 * ITEMS]:
        if moede.punkter.count() == ITEMS:
            break
        try:
            put_on_agenda(bruger=leder, moede=moede, sag=row.sag, trin=row.trin)
        except MoedeAfvist:
            continue
    while moede.punkter.count() < ITEMS:
        add_punkt(bruger=leder, moede=moede, titel="Punkt uden sag")
    client = Client()
    client.force_login(leder)
    print(f"{Sag.objects.count()} sager, {Ventetrin.objects.count()} venter, {moede.punkter.count()} punkter")
    for page in (
        moede.get_absolute_url(),
        f"{moede.get_absolute_url()}udfald/",
        "/moeder/",
        "/moeder/venter/",
    ):
        median, p95 = median_p95(timings(lambda page=page: client.get(page), 20))
        line(page, f"{median:.0f} / {p95:.0f} ms", "mål: under 100")


if __name__ == "__main__":
    main()
