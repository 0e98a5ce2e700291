"""Time and peak memory of the event log, as the command writes it: at a tenth of the events, then at all of them.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.haendelseslog [events]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.maaling import line, median_p95, timings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
os.environ.setdefault("ALMEN_HOSTS", "testserver,localhost")


def main() -> None:
    import django

    django.setup()
    from django.test import Client

    from almen.analyse.haendelseslog.formater import LOGFORMATER
    from almen.analyse.haendelseslog.kilde import Udsnit, count_log, logged_sager
    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.organisationer.models import Bruger
    from almen.sager.models import Sag
    from bench.data import grow_to

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    migrate_database(quiet=True)
    load_demo()
    client = Client()
    client.force_login(Bruger.objects.get(username="leder"), "django.contrib.auth.backends.ModelBackend")
    for size in (wanted // 10, wanted):
        while (have := count_log(logged_sager(None, Udsnit()))[1]) < size:
            cases = Sag.objects.count()
            grow_to(min(cases * 2, cases + 1 + (size - have) * cases // have))
        events = count_log(logged_sager(None, Udsnit()))[1]
        for art in LOGFORMATER:
            line(f"{art}, {events} decisions", write(art))
        median, p95 = median_p95(timings(lambda: client.get("/analyse/log/"), 10))
        line("  its page", f"{median:.0f} ms (p95 {p95:.0f})")


def write(art: str) -> str:
    """One run of the command in a process of its own: seconds, processor time, peak memory, size of the file."""
    with tempfile.TemporaryDirectory() as folder:
        ud = Path(folder) / "log"
        command = [sys.executable, "-m", "bench.haendelseslog", "skriv", art, str(ud)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        return f"{told}, file {ud.stat().st_size / 1e6:.0f} MB"


def write_here(art: str, ud: str) -> None:
    """Writes the log in this process and tells what it took."""
    from almen.cli import cli

    start = time.perf_counter()
    cli(["analyse", "log", "--format", art, "--ud", ud], standalone_mode=False)
    status = Path("/proc/self/status").read_text()
    peak = int(next(item for item in status.splitlines() if item.startswith("VmHWM")).split()[1]) // 1024
    print(f"{time.perf_counter() - start:.1f} s (processor {time.process_time():.1f}), {peak} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["skriv"]:
        write_here(*sys.argv[2:])
    else:
        main()
