"""The API under load: granian with two workers, PostgreSQL, four clients, 100,000 cases.

Run: PYTHONPATH=src ALMEN_DATA=<folder> DATABASE_URL=postgres://… python -m bench.api [size] [seconds]
The database is filled if it is not; use one of its own.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from multiprocessing import Pool

from bench.maaling import line

PORT = 8787
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")


def prepare(size: int) -> tuple[str, str, list[str]]:
    """Fills the database; gives a token, an LBF number and some case numbers."""
    import django

    django.setup()
    from almen.api.services import create_klient
    from almen.byggeri.services import set_ramme
    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.organisationer.models import Boligorganisation, Bruger
    from almen.sager.models import Sag
    from bench.data import grow_to

    migrate_database(quiet=True)
    load_demo()
    grow_to(size)
    admin, officer = (Bruger.objects.get(username=name) for name in ("admin", "sagsbehandler"))
    set_ramme(
        bruger=Bruger.objects.get(username="leder"),
        aar=dt.date.today().year,
        formaal="familie_ungdom",
        beloeb=99_000_000_000,
        vedtaget_af="bench",
        vedtaget_dato=None,
        kilde="bench",
    )
    _, token = create_klient(af=admin, navn=f"bench {time.time()}", bruger=officer)
    numbers = list(Sag.objects.order_by("-pk").values_list("nummer", flat=True)[:2000])
    return token, Boligorganisation.objects.first().lbf_nummer, numbers  # type: ignore[union-attr]


def client(job: tuple[str, str, str, list[str], float, int]) -> tuple[int, float, list[str]]:
    """One client for `seconds`: how many calls, in what time, and what was created."""
    kind, token, lbf, numbers, seconds, which = job
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    keys = count()
    made: list[str] = []

    def call(method: str, path: str, body: object = None) -> dict:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if body is not None:
            headers["Idempotency-Key"] = f"{kind}-{which}-{time.time_ns()}-{next(keys)}"
        connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        content = response.read()
        assert response.status < 300, (response.status, content[:300])
        return json.loads(content)

    new = _new(lbf)
    acts: dict[str, Callable[[int], object]] = {
        "read": lambda n: call("GET", f"/sager/{numbers[(n * 7 + which) % len(numbers)]}"),
        "list": lambda n: call("GET", "/sager?antal=100"),
        "create": lambda n: made.append(call("POST", "/sager/nybyggeri", new)["nummer"]),
        "decide": lambda n: call(
            "POST",
            f"/sager/{numbers[n // 3]}/beslutninger",
            {"trin": ("ansoegning", "oplysning", "direktion_oekonomi")[n % 3], "kilde": "bench"},
        ),
    }
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds and not (kind == "decide" and done // 3 >= len(numbers)):
        acts[kind](done)
        done += 1
    return done, time.perf_counter() - start, made


def whole_case(token: str, lbf: str) -> float:
    """Milliseconds from opening a case to its last decision, as one client waits for them; median of twenty cases on a warm server."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)

    def post(path: str, body: object) -> dict:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        headers["Idempotency-Key"] = f"hel-{time.time_ns()}"
        connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
        assert response.status < 300, (response.status, content[:300])
        return json.loads(content)

    def run() -> float:
        start = time.perf_counter()
        nummer = post("/sager/nybyggeri", _new(lbf))["nummer"]
        step = "ansoegning"
        while True:
            answer = post(f"/sager/{nummer}/beslutninger", {"trin": step, "kilde": "bench"})
            if answer["afsluttet"]:
                return (time.perf_counter() - start) * 1000
            step = answer["aabne"][0]

    for _ in range(30):  # every thread of the server has a connection of its own to warm
        run()
    return statistics.median(run() for _ in range(20))


def _new(lbf: str) -> dict:
    part = {"boligtype": "familie", "antal": 10, "bruttoareal_m2": "800", "anskaffelsessum": 30000000}
    return {"titel": "10 familieboliger (bench)", "boligorganisation": lbf, "dele": [part]}


def rss_mb(server: subprocess.Popen) -> list[float]:
    """Resident memory of the server's processes, in MB."""
    found = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(server.pid)], capture_output=True, text=True, check=False
    )
    return [int(value) / 1024 for value in found.stdout.split()]


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 8.0
    token, lbf, numbers = prepare(size)
    from django.db import connections

    connections.close_all()
    server = subprocess.Popen(
        [sys.executable, "-m", "almen.cli", "serve", "--port", str(PORT), "--workers", "2"]
    )
    try:
        time.sleep(6)
        with Pool(4) as pool:
            rates = {}
            made: list[str] = []
            for kind, aim in (("read", 400), ("list", 90), ("create", 250), ("decide", 150)):
                share = [made[index::4] for index in range(4)] if kind == "decide" else [numbers] * 4
                jobs = [(kind, token, lbf, share[index], seconds, index) for index in range(4)]
                results = pool.map(client, jobs)
                rates[kind] = sum(done / took for done, took, _ in results)
                made += [nummer for _, _, new in results for nummer in new]
                line(
                    f"{kind}, {size} sager",
                    f"{rates[kind]:.0f} pr. sekund",
                    f"mål: {aim} ({rates[kind] / aim:.2f} ×)",
                )
        line(
            "hel sag, åbnet til sidste beslutning",
            f"{whole_case(token, lbf):.0f} ms",
            "mål: under 110 ms",
        )
        line(
            "hukommelse pr. proces",
            ", ".join(f"{value:.0f} MB" for value in rss_mb(server)),
            "mål: under 150 MB",
        )
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
