"""Seconds and peak memory of importing 10,000 and 100,000 key figures (lines of eight), each in a process of its own.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.tilsynstal [xlsx]
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bench.imports import peak, run, time_import, write_cells
from bench.maaling import line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
SIZES = (10_000, 100_000)
PR_LINJE = 8
FOERSTE, SIDSTE = 2011, 2025
ORGANISATIONER = 50
HEADER = [
    "lbf_nummer", "afdelingsnummer", "regnskabsaar", "henlaeggelser_konto120_pr_bolig", "henlaeggelser_saldo_pr_bolig",
    "effektivitetstal", "husleje_pr_m2", "lejetab_pct", "tomgang_pct", "fraflytning_pct", "afdelingsbestyrelse", "kilde",
]  # fmt: skip


def rows(antal: int) -> Iterator[list[str]]:
    """Afdelinger of fifty organisations with every year from 2011 on: eight figures a line."""
    years = SIDSTE - FOERSTE + 1
    for n in range(antal // PR_LINJE):
        afdeling, aar = n // years, FOERSTE + n % years
        yield [
            str(7000 + afdeling % ORGANISATIONER),
            str(afdeling // ORGANISATIONER + 1),
            str(aar),
            f"{9 + (afdeling + aar) % 9}.{afdeling % 900 + 100}",
            str(40_000 + afdeling * 37 % 60_000),
            f"{60 + (afdeling + aar) % 40},{aar % 10}",
            str(700 + (afdeling * 7 + aar) % 500),
            f"{(afdeling + aar) % 4},{afdeling % 100:02}",
            f"{(afdeling * 3 + aar) % 5},{aar % 100:02}",
            f"{5 + (afdeling + aar * 3) % 20},{afdeling % 10}",
            "ja" if afdeling % 4 else "nej",
            "Måling",
        ]


def write_file(path: Path, antal: int) -> None:
    """A file of `antal` figures, CSV or XLSX by its name."""
    write_cells(path, HEADER, rows(antal))


def measure(path: Path) -> None:
    """Reads, saves and undoes one file, and prints a line for each."""
    import django

    django.setup()
    from almen.organisationer.models import Afdeling, Boligorganisation, Bruger, Rolle, Rolletildeling
    from almen.tilsyn.models import Tilsynstal

    bruger, new = Bruger.objects.get_or_create(username="bench")
    if new:
        Rolletildeling.objects.create(bruger=bruger, rolle=Rolle.SAGSBEHANDLER, gyldig_fra="2020-01-01")
        Boligorganisation.objects.bulk_create(
            Boligorganisation(navn=f"Måling {n}", lbf_nummer=str(7000 + n)) for n in range(ORGANISATIONER)
        )
        parents = Boligorganisation.objects.filter(navn__startswith="Måling")
        most = max(SIZES) // PR_LINJE // (SIDSTE - FOERSTE + 1) // ORGANISATIONER + 2
        Afdeling.objects.bulk_create(
            Afdeling(boligorganisation=parent, nummer=str(n), navn=f"Gården {n}")
            for parent in parents
            for n in range(1, most)
        )
    hentet, read, saved, undone, before = time_import(bruger, path, "tilsynstal")
    figures = Tilsynstal.objects.filter(hentet=hentet).count()
    line(f"{figures} tal {path.suffix}: læst og kontrolleret", f"{read:.1f} s")
    line(f"{figures} tal {path.suffix}: og gemt", f"{saved:.1f} s", "mål: 100.000 under 20 s")
    line(f"{figures} tal {path.suffix}: fortrudt", f"{undone:.1f} s")
    line(f"{figures} tal {path.suffix}: hukommelse før og højst", f"{before} / {peak()} MB")


if __name__ == "__main__":
    run("bench.tilsynstal", SIZES, write_file, measure)
