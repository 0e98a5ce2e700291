"""Lead times over 100,000 cases with 20 stays each: time and peak memory; what the projection of stays costs to build and to keep.

Run: PYTHONPATH=src:. ALMEN_DATA=<empty folder> [DATABASE_URL=…] python -m bench.ledetider [cases]
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.maaling import line, median_p95, per_second

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")
CASES, STAYS, BASE = 100_000, 20, 2_000
STEP = 1_000_000  # between the keys of one copy and the next
MEASURED = {
    "trin": ("lead times per step", "5 s, 500 MB"),
    "faser": ("lead times of phases", ""),
    "sager": ("lead times of whole cases", ""),
    "tabt": ("lost time per step and cause", ""),
}


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--del":
        measure_part(sys.argv[2])
        return
    import django

    django.setup()
    from almen.cli.demo import load_demo
    from almen.cli.drift import migrate_database
    from almen.sager.models import Sag

    size = int(sys.argv[1]) if len(sys.argv) == 2 else CASES
    migrate_database(quiet=True)
    if not Sag.objects.exists():
        load_demo()
    measure_engine()
    measure_projection()
    measure_decision()
    grow(size)
    for part, (name, aim) in MEASURED.items():
        shown = subprocess.run(
            [sys.executable, "-m", "bench.ledetider", "--del", part],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        line(f"{name}, {size} cases × {STAYS}", shown.strip(), aim)


def measure_part(part: str) -> None:
    """One figure in a process of its own, so that its peak of memory is its own."""
    import django

    django.setup()
    from django.utils import timezone

    from almen.analyse.models import Ophold
    from almen.analyse.regneprogram import compute
    from almen.analyse.selectors.ophold import cells_by, narrow
    from almen.analyse.selectors.ruter import routes_of
    from almen.analyse.selectors.tabt_tid import sums_of
    from almen.analyse.selectors.tider import cells_of_cases, cells_of_phases, jobs_of

    today, valg = timezone.localdate(), {"sagstype": "nybyggeri"}
    rows = Ophold.objects.all()
    start, cpu = time.perf_counter(), time.process_time()
    if part == "trin":
        cells = list(cells_by(narrow(rows, valg), "trin", today=today).values())
    elif part == "faser":
        cells = list(cells_of_phases(rows, valg, routes_of("nybyggeri"), today=today).values())
    elif part == "sager":
        cells = list(cells_of_cases(rows, valg, today=today).values())
    else:
        went = sums_of(narrow(rows, valg), "trin", today=today)
        cells = [item.tider for item in went.aarsager.values()]
    asked = time.perf_counter()
    compute(jobs_of(cells, 60))
    done = time.perf_counter()
    # Of this program alone: what `getrusage` tells begins with the peak of the process that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(next(item for item in status.splitlines() if item.startswith("VmHWM")).split()[1]) / 1024
    busy = time.process_time() - cpu
    print(f"{done - start:.1f} s ({asked - start:.1f} reading; {busy:.1f} of processor), {peak:.0f} MB")


def grow(size: int) -> None:
    """Cases with their stays, put in as they are: some made here, the rest copied inside the database."""
    from django.db import connection, transaction

    from almen.analyse.models import Ophold
    from almen.grundlag.models import Sagsgangsversion
    from almen.organisationer.models import Boligorganisation, Bruger
    from almen.sager.models import Sag, Sagsoverblik
    from bench.data import column_of

    version = Sagsgangsversion.objects.filter(sagstype="nybyggeri", status="vedtaget").latest("gyldig_fra")
    people = Bruger.objects.get(username="sagsbehandler"), list(Boligorganisation.objects.all())
    with transaction.atomic():
        first = put_base(version, *people)
    models = (Sag, Sagsoverblik, Ophold)
    for number in range(1, max(1, size // BASE)):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in models:
                fields = [
                    column_of(field, set(models), number * STEP) for field in model._meta.concrete_fields
                ]
                columns, values = zip(*fields, strict=True)
                key = "id" if model is Sag else "sag_id"
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} "
                    f"FROM {model._meta.db_table} AS r WHERE r.{key} >= {first} AND r.{key} < {first + BASE}"
                )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def put_base(version: Any, bruger: Any, organisationer: list[Any]) -> int:
    """Cases opened over twenty years, one in five still running; gives the key of the first."""
    from almen.analyse.models import Ophold
    from almen.grundlag.selectors import sagsgang_of
    from almen.sager.models import Sag, Sagsoverblik

    draw, route = random.Random(1), sagsgang_of(version.pk)
    steps = [route.orden[number % len(route.orden)] for number in range(STAYS)]
    first = max(Sag.objects.order_by("-pk").values_list("pk", flat=True)[0], 0) + 1
    sager, overblik, stays = [], [], []
    for number in range(BASE):
        opened = dt.date(2005, 1, 1) + dt.timedelta(days=draw.randrange(7300))
        organisation = draw.choice(organisationer)
        sag = Sag(
            pk=first + number,
            nummer=f"LEDE-{number + 1}",
            titel=f"Måling {number}",
            sagstype="nybyggeri",
            sagsgangsversion=version,
            boligorganisation=organisation,
            aabnet_dato=opened,
            aabnet_af=bruger,
            ansvarlig=bruger,
        )
        ends = draw.random() < 0.8
        sager.append(sag)
        overblik.append(
            Sagsoverblik(
                sag=sag,
                nummer=sag.nummer,
                titel=sag.titel,
                soegetekst=sag.titel,
                sagstype=sag.sagstype,
                fortrolighed=sag.fortrolighed,
                aabnet_dato=opened,
                boligorganisation=organisation,
                version=version.version,
                fase=steps[-1].fase,
                afslutning="gennemfoert" if ends else "",
                boligtyper="familie",
                senest_aendret=dt.datetime.now(dt.UTC),
            )
        )
        day = opened
        for place, trin in enumerate(steps):
            lasts = int(draw.lognormvariate(3.5, 1))
            runs = place == STAYS - 1 and not ends
            stays.append(
                Ophold(
                    sag=sag,
                    trin=trin.id,
                    runde=1 + place // len(route.orden),
                    fase=trin.fase,
                    aktoer=trin.aktoer,
                    klar=day,
                    slut=None if runs else day + dt.timedelta(days=lasts),
                    dage=None if runs else lasts,
                    art="aaben" if runs else "udfoert",
                    klar_aar=day.year,
                    sagstype="nybyggeri",
                    version=version.version,
                    boligtyper="familie",
                    boligorganisation=organisation,
                )
            )
            day += dt.timedelta(days=lasts)
    for model, rows in ((Sag, sager), (Sagsoverblik, overblik), (Ophold, stays)):
        model._default_manager.bulk_create(rows, batch_size=2000)
    return first


def measure_engine() -> None:
    """The pure function over a case with about twenty decisions."""
    from almen.sager.models import Sag
    from almen.sager.selectors.forloeb import as_route, load_forloeb
    from almen.sagsgang.ophold import find_ophold

    longest = Sag.objects.order_by("-overblik__antal_beslutninger").first()
    assert longest is not None
    course = load_forloeb(longest)
    decided = as_route(course.beslutninger)

    def find() -> None:
        find_ophold(course.sagsgang, course.fakta, longest.aabnet_dato, decided, course.tilstand)

    line(f"find_ophold, {len(decided)} decisions", f"{1e6 / per_second(find):.0f} µs a case")


def measure_projection() -> None:
    """Building the projection from the decision log, as after an update of the program."""
    from django.utils import timezone

    from almen.analyse.models import Ophold
    from almen.analyse.services.ophold import build_missing
    from almen.sager.models import Sag
    from bench.data import grow_to

    grow_to(1_000)
    # Only building cases are copied with what their types ask for.
    Sag.objects.filter(pk__gt=STEP).exclude(sagstype__in=("nybyggeri", "renovering")).update(
        annulleret=timezone.localdate()
    )
    Ophold.objects.all().delete()
    start, cpu = time.perf_counter(), time.process_time()
    build_missing()
    took, busy = time.perf_counter() - start, time.process_time() - cpu
    cases = Sag.objects.filter(annulleret__isnull=True).count()
    line(
        "stays built from the decision log, per 1,000 cases",
        f"{1000 * took / cases:.2f} s ({1000 * busy / cases:.2f} of processor; {Ophold.objects.count()} stays of {cases})",
    )


def measure_decision() -> None:
    """What keeping the stays adds to one recorded decision: taken in turn with the projection and without it."""
    from almen.byggeri.services import DelInput, open_nybyggeri
    from almen.organisationer.models import Boligorganisation, Bruger
    from almen.sager.projektioner import projektioner
    from almen.sager.services import record_beslutning

    bruger, organisation = Bruger.objects.get(username="sagsbehandler"), Boligorganisation.objects.first()
    own = next(item for item in projektioner if item.navn == "opholdene ved trin")
    part = DelInput("familie", antal=10, bruttoareal_m2=800, anskaffelsessum=30_000_000)
    taken: dict[bool, list[float]] = {True: [], False: []}
    busy: dict[bool, list[float]] = {True: [], False: []}
    for number in range(200):
        sag = open_nybyggeri(bruger=bruger, titel="Måling", boligorganisation=organisation, dele=[part])
        kept = number % 2 == 0
        if not kept:
            projektioner.remove(own)
        start, cpu = time.perf_counter(), time.process_time()
        record_beslutning(bruger=bruger, sag=sag, trin="ansoegning", kilde="brev")
        taken[kept].append((time.perf_counter() - start) * 1000)
        busy[kept].append((time.process_time() - cpu) * 1000)
        if not kept:
            projektioner.append(own)
    for name, times in (("", taken), (", of processor", busy)):
        (kept_ms, _), (without_ms, _) = median_p95(times[True]), median_p95(times[False])
        line(
            f"one decision with the stays kept{name}",
            f"{kept_ms:.1f} ms, {kept_ms - without_ms:+.1f} ms ({100 * (kept_ms / without_ms - 1):.0f} %)",
        )


if __name__ == "__main__":
    main()
