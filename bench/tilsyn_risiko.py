"""Server time of the risk pages with 2,000 afdelinger in 40 organisations, six years of figures; and of computing the pictures.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.tilsyn_risiko
"""

from __future__ import annotations

import datetime as dt
import os
import time
from decimal import Decimal

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
PAGES = (
    ("the overview", "/tilsyn/risiko/", "150 ms"),
    ("every afdeling", "/tilsyn/risiko/?tegn=alle", "150 ms"),
    ("one rule", "/tilsyn/risiko/?regel=daarlig_udvikling", "150 ms"),
    ("search", "/tilsyn/risiko/?q=1999", "150 ms"),
    ("whom to meet", "/tilsyn/risiko/organisationer/", "150 ms"),
    ("the rules", "/tilsyn/risiko/regler/", "150 ms"),
)
AFDELINGER, ORGANISATIONER, AAR = 2000, 40, range(2020, 2026)
INDIKATORER = (
    "henlaeggelser_konto120_pr_bolig",
    "lejetab_pct",
    "tomgang_pct",
    "fraflytning_pct",
    "husleje_pr_m2",
)


def main() -> None:
    import django

    django.setup()
    from django.test import Client

    from almen.cli.drift import migrate_database
    from almen.organisationer.demo import load_demo
    from almen.tilsyn.services.billede import refresh_stale

    os.environ["ALMEN_DEMO"] = "1"
    migrate_database(quiet=True)
    brugere = load_demo()
    grow(brugere["leder"], brugere["admin"])
    begun = time.perf_counter()
    written = refresh_stale()
    line(f"computing {written} pictures of {len(AAR)} years", f"{time.perf_counter() - begun:.1f} s", "")
    touch(brugere["leder"])
    begun = time.perf_counter()
    written = refresh_stale()
    line(f"after one figure: {written} of them differ", f"{time.perf_counter() - begun:.1f} s", "")
    client = Client()
    client.force_login(brugere["leder"], "django.contrib.auth.backends.ModelBackend")
    for name, address, aim in PAGES:
        assert client.get(address).status_code == 200, address
        median, p95 = median_p95(timings(lambda address=address: client.get(address), 20))
        line(f"{name}, {AFDELINGER} afdelinger", f"{median:.0f} ms (p95 {p95:.0f})", aim)


def grow(bruger: object, administrator: object) -> None:
    """Afdelinger with figures, put in as they are: what is measured is computing and reading."""
    from almen.grundlag.services import add_lokal
    from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation
    from almen.tilsyn.models import Tilsynstal

    organisations = Boligorganisation.objects.bulk_create(
        Boligorganisation(navn=f"Målingsselskabet {n}", lbf_nummer=f"{7000 + n}")
        for n in range(ORGANISATIONER)
    )
    kinds = ("etage", "taet_lav", "blandet")
    rows = Afdeling.objects.bulk_create(
        Afdeling(
            boligorganisation=organisations[n % ORGANISATIONER], nummer=str(n), navn=f"Målingsgården {n}",
            bygningstype=kinds[n % 3], ibrugtaget=dt.date(1940 + n % 60, 1, 1), bydel="Valby",
        )
        for n in range(AFDELINGER)
    )  # fmt: skip
    Boligbestand.objects.bulk_create(
        Boligbestand(
            afdeling=row, boligtype="familie", antal=50 + n % 200, bruttoareal_m2=(50 + n % 200) * (45 + n % 60),
            opgjort=dt.date(2019, 1, 1),
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    Tilsynstal.objects.bulk_create(
        (
            Tilsynstal(
                boligorganisation_id=row.boligorganisation_id, afdeling=row, aar=aar, indikator=indikator,
                vaerdi=Decimal((n * 7919 + aar * 31 + place * 101) % 9000 + 500) / (1 if place in (0, 4) else 1000),
                decimaler=0 if place in (0, 4) else 3, kilde="Måling", sikkerhed="sikker", registreret_af=bruger,
            )
            for n, row in enumerate(rows)
            for aar in AAR
            for place, indikator in enumerate(INDIKATORER)
        ),
        batch_size=2000,
    )  # fmt: skip
    add_lokal(
        bruger=administrator, parameter="tilsyn.kritisk.lejetab_pct.hoejst", fra=dt.date(2000, 1, 1), til=None,
        vaerdi=Decimal(7), hjemmel="Måling", kilde="Måling",
    )  # type: ignore[arg-type]  # fmt: skip


def touch(bruger: object) -> None:
    """One more figure of the latest year."""
    from almen.organisationer.models import Afdeling
    from almen.tilsyn.models import Tilsynstal

    row = Afdeling.objects.order_by("pk").last()
    assert row is not None
    Tilsynstal.objects.create(
        boligorganisation_id=row.boligorganisation_id, afdeling=row, aar=AAR[-1],
        indikator="vedligeholdelsesefterslaeb_pr_bolig", vaerdi=Decimal(9000), kilde="Måling", sikkerhed="sikker",
        registreret_af=bruger,  # type: ignore[misc]
    )  # fmt: skip


if __name__ == "__main__":
    main()
