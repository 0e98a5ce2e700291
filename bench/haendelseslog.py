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

from bench.maaling import line

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
            seconds, peak, megabytes = write(art)
            line(f"{art}, {events} decisions", f"{seconds:.1f} s, {peak:.0f} MB, file {megabytes:.0f} MB")
        start = time.perf_counter()
        assert client.get("/analyse/log/").status_code == 200
        line("  its page", f"{(time.perf_counter() - start) * 1000:.0f} ms")


def write(art: str) -> tuple[float, float, float]:
    """One run of the command in a process of its own: seconds, peak memory and size of the file in MB."""
    with tempfile.TemporaryDirectory() as folder:
        ud = Path(folder) / "log"
        start = time.perf_counter()
        command = [sys.executable, "-m", "almen.cli", "analyse", "log", "--format", art, "--ud", str(ud)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status  # it has been waited for
        assert status == 0
        return time.perf_counter() - start, usage.ru_maxrss / 1024, ud.stat().st_size / 1e6


if __name__ == "__main__":
    main()
