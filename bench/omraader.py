"""Server time of the areas' pages: with 2 areas, then 60, each with a figure of every kind on 16 lists, published and with an outline.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.omraader
"""

from __future__ import annotations

import os
from decimal import Decimal

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
PAGES = (
    ("an area, 16 lists", "/omraader/{pk}/", "100 ms"),
    ("the list", "/omraader/?kommune=alle", ""),
    ("the map", "/omraader/kort/?kommune=alle", ""),
    ("one figure of every area", "/omraader/udvikling/?kommune=alle", ""),
    ("every figure of an area", "/omraader/udvikling/?omraade={pk}", ""),
    ("public: figures on every list", "/offentlig/omraadetal/", ""),
    ("public: an area", "/offentlig/omraader/maalingsparken-0/", ""),
)
LISTER = range(2010, 2026)
SIZES = (2, 60)


def main() -> None:
    import django

    django.setup()
    from django.test import Client

    from almen.cli.drift import migrate_database
    from almen.omraader.models import Omraade
    from almen.organisationer.demo import load_demo

    os.environ["ALMEN_DEMO"] = "1"
    migrate_database(quiet=True)
    leder = load_demo()["leder"]
    client = Client()
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    known = 0
    for size in SIZES:
        grow(leder, range(known, size))
        known = size
        pk = Omraade.objects.order_by("pk").values_list("pk", flat=True)[0]
        for name, path, aim in PAGES:
            address = path.format(pk=pk)
            assert client.get(address).status_code == 200, address
            median, p95 = median_p95(timings(lambda address=address: client.get(address), 30))
            line(f"{name}, {size} areas", f"{median:.0f} ms (p95 {p95:.0f})", aim)


def grow(bruger: object, numbers: range) -> None:
    """Areas with everything that their pages show, put in as they are: what is measured is reading."""
    from almen.omraader.indikatorer import LANDSGENNEMSNIT, omraadeindikatorer
    from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadegraense
    from almen.omraader.selectors.tal import own_kommune
    from almen.omraader.services.stand import refresh_stande
    from almen.regler.omraadeklasse import day_of_list

    more = {"kilde": "Måling", "sikkerhed": "sikker", "registreret_af": bruger}
    days = [day_of_list(aar) for aar in LISTER]
    if numbers.start == 0:
        Noegletal.objects.bulk_create(
            Noegletal(liste=day, indikator=LANDSGENNEMSNIT, vaerdi=Decimal("0.74"), decimaler=2, **more)
            for day in days
        )
    areas = Omraade.objects.bulk_create(
        Omraade(navn=f"Målingsparken {n}", kommune=own_kommune(), region="hovedstad", oprettet_af=bruger)  # type: ignore[misc]
        for n in numbers
    )
    Noegletal.objects.bulk_create(
        Noegletal(
            omraade=area,
            liste=day,
            indikator=item.id,
            vaerdi=Decimal(1200 + number) if item.heltal else Decimal(30 + (number + place) % 35) / 1,
            decimaler=0 if item.heltal else 1,
            **more,
        )
        for number, area in enumerate(areas)
        for place, day in enumerate(days)
        for item in omraadeindikatorer()
        if item.id != "aar_i_traek"
    )
    Listeudpegning.objects.bulk_create(
        Listeudpegning(omraade=area, liste=day, klasser=["udsat_boligomraade"], **more)
        for area in areas
        for day in days
    )
    square = [[[[12.50, 55.65], [12.51, 55.65], [12.51, 55.66], [12.50, 55.66], [12.50, 55.65]]]]
    outline = {"type": "MultiPolygon", "coordinates": square}
    Omraadegraense.objects.bulk_create(
        Omraadegraense(omraade=area, geometri=outline, koordinatsystem="EPSG:4326", **more) for area in areas
    )
    refresh_stande([area.pk for area in areas])


if __name__ == "__main__":
    main()
