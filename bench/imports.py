"""Seconds and peak memory of importing 2,000, 20,000 and 60,000 afdelinger, each in a process of its own.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.imports [xlsx]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.maaling import line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
SIZES = (2_000, 20_000, 60_000)
HEADER = [
    "lbf_nummer",
    "nummer",
    "navn",
    "adresse",
    "bydel",
    "ibrugtaget",
    "opgjort",
    "familie",
    "familie_m2",
    "ungdom",
    "ungdom_m2",
]
PARENTS = 100


def rows(antal: int) -> Iterator[list[str]]:
    """Synthetic afdelinger, spread over a hundred boligorganisationer."""
    for n in range(antal):
        lbf, nummer = f"{8000 + n % PARENTS}", str(n // PARENTS + 1)
        place = [f"Gården {n}", f"Vejen {n}", "Valby", "01.02.1990", "31.12.2025"]
        yield [lbf, nummer, *place, str(n % 90 + 1), str((n % 90 + 1) * 80), "10", "400"]


def write_file(path: Path, antal: int) -> None:
    """A file of `antal` lines, CSV or XLSX by its name."""
    write_cells(path, HEADER, rows(antal))


def write_cells(path: Path, header: list[str], lines: Iterable[list[str]]) -> None:
    """A file of these lines, CSV or XLSX by its name."""
    if path.suffix == ".csv":
        with path.open("w") as fil:
            fil.write(";".join(header) + "\n")
            fil.writelines(";".join(row) + "\n" for row in lines)
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in (header, *lines):
        sheet.append(cells)
    book.save(path)


def measure(path: Path) -> None:
    """Reads, saves and undoes one file, and prints a line for each."""
    import django

    django.setup()
    from almen.organisationer.models import Boligorganisation, Bruger, Rolle, Rolletildeling

    bruger, new = Bruger.objects.get_or_create(username="bench")
    if new:
        Rolletildeling.objects.create(bruger=bruger, rolle=Rolle.SAGSBEHANDLER, gyldig_fra="2020-01-01")
        Boligorganisation.objects.bulk_create(
            Boligorganisation(navn=f"Selskab {n}", lbf_nummer=str(8000 + n)) for n in range(PARENTS)
        )
    hentet, read, saved, undone, before = time_import(bruger, path, "afdelinger_alle")
    n = hentet.laest
    line(f"{n} {path.suffix}: læst og kontrolleret", f"{read:.1f} s")
    line(f"{n} {path.suffix}: og gemt", f"{saved:.1f} s", "mål: 20.000 under 30 s")
    line(f"{n} {path.suffix}: fortrudt", f"{undone:.1f} s")
    line(f"{n} {path.suffix}: hukommelse før og højst", f"{before} / {peak()} MB")


def time_import(bruger: Any, path: Path, art: str) -> tuple[Any, float, float, float, int]:
    """Reads, saves and undoes a file: the import, seconds until it was read and until it was saved, those of undo, MB before."""
    from almen.organisationer.services import save_import, start_import, undo_import
    from almen.organisationer.services.importart import arter

    def quiet(done: int, of: int) -> None:
        """Nobody wants to be told."""

    before, started = peak(), time.perf_counter()
    with path.open("rb") as fil:
        hentet = start_import(bruger=bruger, art=arter()[art], filnavn=path.name, fil=fil, fremdrift=quiet)
    read = time.perf_counter() - started
    save_import(bruger=bruger, hentet=hentet, fremdrift=quiet)
    saved = time.perf_counter() - started
    assert hentet.status == "gemt", (hentet.status, hentet.besked, list(hentet.fejl.all()[:3]))
    undo_import(bruger=bruger, hentet=hentet, fremdrift=quiet)
    undone = time.perf_counter() - started
    assert hentet.status == "fortrudt", hentet.besked
    return hentet, read, saved, undone - saved, before


def peak() -> int:
    """The process's highest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    run("bench.imports", SIZES, write_file, measure)


def run(
    modul: str, sizes: Iterable[int], write: Callable[[Path, int], None], measure: Callable[[Path], None]
) -> None:
    """Measures a file of each size in a process of its own: `modul` is run again with the file's path."""
    if sys.argv[1:] and sys.argv[-1].startswith("/"):
        measure(Path(sys.argv[-1]))
        return
    import django

    django.setup()
    from almen.cli.drift import migrate_database

    migrate_database(quiet=True)
    kind = "xlsx" if "xlsx" in sys.argv[1:] else "csv"
    with TemporaryDirectory() as folder:
        for antal in sizes:
            path = Path(folder) / f"{antal}.{kind}"
            write(path, antal)
            subprocess.run([sys.executable, "-m", modul, str(path)], check=True)


if __name__ == "__main__":
    main()
