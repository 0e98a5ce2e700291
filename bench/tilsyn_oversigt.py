"""Server time of the front page of supervision: with 2 organisations × 15 years, then 50; the aim is under 150 ms.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.tilsyn_oversigt
"""

from __future__ import annotations

import datetime as dt
import os

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")
YEARS, SIZES = 15, (2, 50)
# Every so manieth dialogue has not ended, with all of its material open.
RUNNING = 6


def main() -> None:
    import django

    django.setup()
    from django.test import Client
    from django.utils import timezone

    from almen.cli.drift import migrate_database
    from almen.grundlag.demo import load_demo as load_grundlag
    from almen.organisationer.demo import load_demo

    os.environ["ALMEN_DEMO"] = "1"
    migrate_database(quiet=True)
    people = load_demo()
    leder = people["leder"]
    load_grundlag(people["admin"])
    client = Client()
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    this_year = timezone.localdate().year
    years = range(this_year - YEARS + 1, this_year + 1)
    pages = (
        ("organisations × years", f"/tilsyn/?fra={years[0]}&til={years[-1]}", "150 ms"),
        ("  as CSV", f"/tilsyn/?fra={years[0]}&til={years[-1]}&eksport=csv", ""),
        ("list of dialogues", "/tilsyn/dialoger/", ""),
        ("front page", "/", ""),
    )
    known, first = 0, {}
    for size in SIZES:
        grow(leder, range(known, size), years)
        known = size
        for name, address, aim in pages:
            assert client.get(address).status_code == 200, address

            def ask(address: str = address) -> None:
                answer = client.get(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)  # type: ignore[arg-type]

            median, p95 = median_p95(timings(ask, 30))
            ratio = f", {median / first.setdefault(name, median):.1f} ×"
            line(f"{name}, {size} organisations × {YEARS}", f"{median:.0f} ms (p95 {p95:.0f}){ratio}", aim)


def grow(bruger: object, numbers: range, years: range) -> None:
    """Organisations with a dialogue each year, put in as they are: what is measured is reading."""
    from almen.grundlag.selectors import sagsgangsversion_on
    from almen.organisationer.models import Boligorganisation
    from almen.sager.models import Frist, Sag, Sagsoverblik
    from almen.tilsyn.models import Dialogmateriale, Materialeart, Styringsdialog

    if numbers.start == 0:
        Boligorganisation.objects.update(aktiv_til=dt.date(2000, 1, 1), aktiv_fra=None)
    version = sagsgangsversion_on("styringsdialog", dt.date(years[-1], 1, 1))
    now = dt.datetime.now(dt.UTC)
    for number in numbers:
        organisation = Boligorganisation.objects.create(
            navn=f"Målingens Boligselskab {number:02}",
            lbf_nummer=f"{number + 1:04}",
            administrator=f"Adm {number % 4}",
        )
        sager = Sag.objects.bulk_create(
            Sag(
                nummer=f"M-{number:03}-{aar}",
                titel=f"Styringsdialog {aar}",
                sagstype="styringsdialog",
                sagsgangsversion=version,
                boligorganisation=organisation,
                aabnet_dato=dt.date(aar, 8, 1),
                aabnet_af=bruger,  # type: ignore[misc]
                ansvarlig=bruger,  # type: ignore[misc]
            )
            for aar in years
        )
        running = [sag for place, sag in enumerate(sager) if (number + place) % RUNNING == 0]
        Sagsoverblik.objects.bulk_create(
            Sagsoverblik(
                sag=sag,
                nummer=sag.nummer,
                titel=sag.titel,
                soegetekst=sag.titel.lower(),
                sagstype=sag.sagstype,
                fortrolighed=sag.fortrolighed,
                aabnet_dato=sag.aabnet_dato,
                boligorganisation=organisation,
                version=version.version,
                afslutning="" if sag in running else "gennemfoert",
                naeste_trin_navn="Materialet er gennemgået" if sag in running else "",
                senest_aendret=now,
            )
            for sag in sager
        )
        dialoger = Styringsdialog.objects.bulk_create(
            Styringsdialog(
                sag=sag,
                boligorganisation=organisation,
                aar=aar,
                regnskabsaar=aar - 1,
                frist=dt.date(aar, 12, 31),
            )
            for sag, aar in zip(sager, years, strict=True)
        )
        Dialogmateriale.objects.bulk_create(
            Dialogmateriale(dialog=dialog, art=art, frist=dt.date(dialog.aar, 6, 30))
            for dialog in dialoger
            for art in Materialeart.values
            if dialog.sag in running
        )
        Frist.objects.bulk_create(
            Frist(sag=sag, art="sagsgang", trin="moede", titel="Dialogmøde", dato=dt.date(aar, 12, 31))
            for sag, aar in zip(sager, years, strict=True)
        )


if __name__ == "__main__":
    main()
