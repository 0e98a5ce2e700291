"""Seconds and peak memory of importing 10,000 and 100,000 area figures (lines of eight), each in a process of its own.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.noegletal [xlsx]
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.imports import peak, run, write_cells
from bench.maaling import line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
SIZES = (10_000, 100_000)
PR_LINJE = 8
FOERSTE, SIDSTE = 2010, 2025
HEADER = [
    "aar", "omraade", "kommune", "beboere", "ikkevestlige_pct", "uden_for_arbejdsmarked_pct", "doemte_pct", "grundskole_pct",
    "indkomst_pct", "landsgennemsnit_doemte_pct", "offentliggjorte_klasser", "kilde", "opret",
]  # fmt: skip


def rows(antal: int) -> Iterator[list[str]]:
    """Synthetic areas with every list from 2010 on: six figures, a reference and a published class a line."""
    years = SIDSTE - FOERSTE + 1
    for n in range(antal // PR_LINJE):
        area, aar = n // years, FOERSTE + n % years
        figures = [
            str(800 + area * 7 % 3000),
            f"{30 + (area + aar) % 30},{aar % 10}",
            f"{25 + (area * 3 + aar) % 25},{area % 10}",
            f"{1 + (area + aar) % 3},{(area * 7) % 100:02}",
            f"{40 + (area + aar * 3) % 30},0",
            f"{50 + (area * 5 + aar) % 20},{aar % 10}",
        ]
        name = f"Målingsparken {area}"
        yield [
            str(aar),
            name,
            f"Kommune {area % 50}",
            *figures,
            f"0,{70 + aar % 10}",
            "ingen",
            "Måling",
            "ja",
        ]


def write_file(path: Path, antal: int) -> None:
    """A file of `antal` figures, CSV or XLSX by its name."""
    write_cells(path, HEADER, rows(antal))


def measure(path: Path) -> None:
    """Reads, saves and undoes one file, and prints a line for each."""
    import django

    django.setup()
    from almen.omraader.models import Noegletal, Omraadestand
    from almen.organisationer.models import Bruger, Rolle, Rolletildeling
    from almen.organisationer.services import save_import, start_import, undo_import
    from almen.organisationer.services.importart import arter

    bruger, new = Bruger.objects.get_or_create(username="bench")
    if new:
        Rolletildeling.objects.create(bruger=bruger, rolle=Rolle.SAGSBEHANDLER, gyldig_fra="2020-01-01")
    quiet = lambda done, of: None  # noqa: E731
    before, started = peak(), time.perf_counter()
    with path.open("rb") as fil:
        hentet = start_import(
            bruger=bruger, art=arter()["noegletal"], filnavn=path.name, fil=fil, fremdrift=quiet
        )
    read = time.perf_counter() - started
    save_import(bruger=bruger, hentet=hentet, fremdrift=quiet)
    saved = time.perf_counter() - started
    assert hentet.status == "gemt", (hentet.status, hentet.besked, list(hentet.fejl.all()[:3]))
    stands = Omraadestand.objects.count()
    undo_import(bruger=bruger, hentet=hentet, fremdrift=quiet)
    undone = time.perf_counter() - started
    assert hentet.status == "fortrudt", hentet.besked
    figures = Noegletal.objects.filter(hentet=hentet).count() + hentet.laest
    line(f"{figures} tal {path.suffix}: læst og kontrolleret", f"{read:.1f} s")
    line(
        f"{figures} tal {path.suffix}: og gemt, {stands} stillinger",
        f"{saved:.1f} s",
        "mål: 100.000 under 20 s",
    )
    line(f"{figures} tal {path.suffix}: fortrudt", f"{undone - saved:.1f} s")
    line(f"{figures} tal {path.suffix}: hukommelse før og højst", f"{before} / {peak()} MB")


if __name__ == "__main__":
    run("bench.noegletal", SIZES, write_file, measure)
