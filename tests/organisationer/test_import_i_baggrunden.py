"""Long imports run in another process: it can be followed, it can die, and nothing is half done."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from almen.organisationer import services
from almen.organisationer.models import Afdeling, Import, Importfejl, Importlinje
from almen.organisationer.services import importering, importkoersel
from almen.organisationer.services.importart import arter
from almen.organisationer.services.importkoersel import file_path

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "nummer;navn;familie\n" + "".join(f"{n};Gård {n};10\n" for n in range(2_500))
ROOT = Path(__file__).resolve().parents[2]


def start(bruger, organisation, text=LONG) -> Import:
    return services.start_import(
        bruger=bruger,
        art=arter()["afdelinger"],
        organisation=organisation,
        filnavn="lang.csv",
        fil=io.BytesIO(text.encode()),
    )


def work() -> None:
    """What a worker does with all that waits."""
    call_command("db_worker", batch=True, verbosity=0, interval=0, startup_delay=False)


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_long_file_is_left_to_a_worker_and_followed_on_its_page(browse, sagsbehandler, organisation):
    hentet = start(sagsbehandler, organisation)
    page = browse.get(hentet.get_absolute_url()).content.decode()
    assert "Venter på et baggrundsjob" in page and "every 1s" in page
    work()
    part = browse.get(hentet.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "import-status"})
    assert part["HX-Refresh"] == "true" and "2.500 linjer er læst" in part.content.decode()
    services.save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == "gemmes" and not Afdeling.objects.exists()
    work()
    hentet.refresh_from_db()
    assert hentet.status == "gemt" and Afdeling.objects.count() == 2_500
    services.undo_import(bruger=sagsbehandler, hentet=hentet)
    work()
    hentet.refresh_from_db()
    assert hentet.status == "fortrudt" and not Afdeling.objects.exists()
    ours = [row for row in DBTaskResult.objects.successful() if row.task_path.endswith("run_job")]
    assert len(ours) == 3


def test_how_far_it_is_can_be_seen_from_another_process_while_it_reads(
    browse, sagsbehandler, organisation, monkeypatch
):
    hentet, seen = start(sagsbehandler, organisation), []
    keep = importkoersel._keep

    def look(row, rows):
        keep(row, rows)
        thread = threading.Thread(
            target=lambda: (seen.append(Import.objects.get().laest), connection.close())
        )
        thread.start()
        thread.join()

    monkeypatch.setattr(importkoersel, "_keep", look)
    work()
    assert seen == [1_000, 2_000, 2_500]
    hentet.refresh_from_db()
    assert hentet.status == "kontrolleret"


# Runs one job in a process of its own and waits in the middle of it, to be killed there.
CHILD = """
import sys, time, django
django.setup()
from almen.organisationer.services import importering, importkoersel
from almen.organisationer.models import Bruger
job, pk, forsoeg, bruger = sys.argv[1], *map(int, sys.argv[2:])
def told(done, of):
    print("midt", flush=True)
    time.sleep(60)
importkoersel.JOBS[job](pk, forsoeg, bruger, told)
"""


def kill_in_the_middle(job: str, hentet: Import, bruger) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ALMEN_SECRET_KEY": "kun-til-test"}
    environment["DJANGO_SETTINGS_MODULE"] = "almen.konfiguration.settings"
    database = connection.settings_dict
    environment["ALMEN_DATA"] = str(settings.ALMEN_DATA)
    code = (
        "from almen.konfiguration import settings\n"
        f"settings.STORAGES['default']['OPTIONS']['location'] = {str(settings.MEDIA_ROOT)!r}\n{CHILD}"
    )
    if connection.vendor == "postgresql":
        place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        environment["DATABASE_URL"] = f"postgres://{place}/{database['NAME']}"
    else:
        environment["DATABASE_URL"] = ""
        code = code.replace(
            "settings.STORAGES",
            f"settings.DATABASES['default']['NAME'] = {str(database['NAME'])!r}\nsettings.STORAGES",
            1,
        )
    arguments = [sys.executable, "-c", code, job, str(hentet.pk), str(hentet.forsoeg), str(bruger.pk)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment, text=True)
    try:
        assert child.stdout.readline() == "midt\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=10)
        child.stdout.close()


def silent_for(seconds: int) -> None:
    Import.objects.update(livstegn=timezone.now() - dt.timedelta(seconds=seconds))


def wait_until_interrupted(hentet: Import) -> None:
    """PostgreSQL takes a moment to see that the killed process is gone."""
    for _ in range(50):
        hentet.refresh_from_db()
        if services.interrupted(hentet):
            return
        time.sleep(0.1)
    pytest.fail("The dead process was not found out.")


def test_a_process_killed_while_reading_is_found_out_and_the_file_is_read_again(
    browse, sagsbehandler, organisation
):
    hentet = start(sagsbehandler, organisation)
    kill_in_the_middle("check", hentet, sagsbehandler)
    assert Importlinje.objects.count() == 1_000
    hentet.refresh_from_db()
    assert not services.interrupted(hentet)
    with pytest.raises(services.OrganisationFejl, match="i gang"):
        services.restart_import(bruger=sagsbehandler, hentet=hentet)
    silent_for(61)
    page = browse.get(hentet.get_absolute_url()).content.decode()
    assert "Importen blev afbrudt" in page and "Intet er gemt" in page and "Læs filen igen" in page
    hentet.refresh_from_db()
    services.restart_import(bruger=sagsbehandler, hentet=hentet)
    work()
    hentet.refresh_from_db()
    assert (hentet.status, hentet.laest, Importlinje.objects.count()) == ("kontrolleret", 2_500, 2_500)


def test_a_process_killed_while_saving_leaves_nothing_and_the_page_says_so(
    browse, sagsbehandler, organisation
):
    hentet = start(sagsbehandler, organisation)
    work()
    services.save_import(bruger=sagsbehandler, hentet=hentet)
    kill_in_the_middle("save", hentet, sagsbehandler)
    assert not Afdeling.objects.exists()
    silent_for(6)
    wait_until_interrupted(hentet)
    page = browse.get(hentet.get_absolute_url()).content.decode()
    assert "Importen blev afbrudt" in page and "Intet er gemt" in page
    services.restart_import(bruger=sagsbehandler, hentet=hentet)
    work()
    hentet.refresh_from_db()
    services.save_import(bruger=sagsbehandler, hentet=hentet)
    work()
    assert Afdeling.objects.count() == 2_500


def test_a_process_killed_while_undoing_has_undone_nothing(sagsbehandler, organisation):
    hentet = start(sagsbehandler, organisation)
    work()
    services.save_import(bruger=sagsbehandler, hentet=hentet)
    work()
    hentet.refresh_from_db()
    services.undo_import(bruger=sagsbehandler, hentet=hentet)
    kill_in_the_middle("undo", hentet, sagsbehandler)
    assert Afdeling.objects.count() == 2_500
    silent_for(6)
    wait_until_interrupted(hentet)
    services.restart_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == "gemt"


def test_one_that_saves_is_not_taken_for_dead_however_long_it_takes(sagsbehandler, organisation, monkeypatch):
    hentet = start(sagsbehandler, organisation, "nummer;navn\n1;A\n")
    verdicts = []

    def look(done, of):
        def ask():
            seen = Import(pk=hentet.pk, status="gemmes", forsoeg=1)
            seen.livstegn = timezone.now() - dt.timedelta(minutes=10)
            verdicts.append(services.interrupted(seen))
            connection.close()

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    services.save_import(bruger=sagsbehandler, hentet=hentet, fremdrift=look)
    assert verdicts == [False] and hentet.status == "gemt"


def test_one_that_was_taken_for_dead_stops_when_it_finds_itself_overtaken(
    sagsbehandler, organisation, monkeypatch
):
    hentet = start(sagsbehandler, organisation)
    check = arter()["afdelinger"].check

    def overtaken(row, rows):
        Import.objects.filter(pk=hentet.pk).update(forsoeg=2, livstegn=None)
        check(row, rows)

    monkeypatch.setattr(arter()["afdelinger"], "check", overtaken)
    importkoersel.check(hentet.pk, 1, sagsbehandler.pk)
    assert not Importlinje.objects.exists()
    monkeypatch.undo()
    importkoersel.check(hentet.pk, 2, sagsbehandler.pk)
    assert Importlinje.objects.count() == 2_500
    importkoersel.check(hentet.pk, 2, sagsbehandler.pk)
    assert Importlinje.objects.count() == 2_500


def test_one_that_waits_for_a_worker_that_never_comes_can_be_started_again(
    browse, sagsbehandler, organisation
):
    hentet = start(sagsbehandler, organisation)
    DBTaskResult.objects.all().delete()
    assert "Begynd forfra" in browse.get(hentet.get_absolute_url()).content.decode()
    browse.post(reverse("organisationer:importhandling", args=[hentet.pk, "igen"]))
    work()
    hentet.refresh_from_db()
    assert (hentet.status, hentet.forsoeg) == ("kontrolleret", 2)


def test_two_imports_of_the_same_file_at_once_create_each_afdeling_once(sagsbehandler, leder, organisation):
    twins = [(start(bruger, organisation), bruger) for bruger in (sagsbehandler, leder)]
    work()
    for hentet, bruger in twins:
        hentet.refresh_from_db()
        services.save_import(bruger=bruger, hentet=hentet)
    barrier = threading.Barrier(2)

    def save(hentet, bruger):
        barrier.wait()
        try:
            importkoersel.save(hentet.pk, hentet.forsoeg, bruger.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=pair) for pair in twins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Afdeling.objects.count() == 2_500
    assert sorted(Import.objects.values_list("status", flat=True)) == ["gemt", "kontrolleret"]
    assert "siden filen blev kontrolleret" in Import.objects.get(status="kontrolleret").besked


def test_a_disk_that_is_full_when_the_file_comes_keeps_nothing(
    browse, sagsbehandler, organisation, monkeypatch
):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    text = "nummer;navn\n1;Aldrig set før\n"
    with pytest.raises(OSError):
        start(sagsbehandler, organisation, text)
    upload = SimpleUploadedFile("a.csv", text.encode())
    page = browse.post(reverse("organisationer:import", args=[organisation.lbf_nummer]), {"fil": upload})
    assert page.status_code == 400 and "disken er måske fuld" in page.content.decode()
    assert not Import.objects.exists()


def test_a_half_file_that_lies_where_the_new_one_shall_is_replaced(sagsbehandler, organisation):
    hentet = start(sagsbehandler, organisation)
    path = Path(default_storage.path(file_path(hentet)))
    path.write_bytes(b"halv")
    importering._store(hentet, io.BytesIO(LONG.encode()))
    assert path.read_text() == LONG


def test_a_disk_that_fills_up_while_saving_undoes_it_and_the_page_says_why(
    browse, sagsbehandler, organisation, monkeypatch
):
    hentet = start(sagsbehandler, organisation)
    work()
    services.save_import(bruger=sagsbehandler, hentet=hentet)

    def full(done, of):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError):
        importkoersel.save(hentet.pk, hentet.forsoeg, sagsbehandler.pk, full)
    assert not Afdeling.objects.exists()
    page = browse.get(hentet.get_absolute_url()).content.decode()
    assert "Disken er fuld" in page and "Gem alle linjer" in page


def test_imports_never_saved_do_not_lie_for_ever(sagsbehandler, organisation):
    old = start(sagsbehandler, organisation, "nummer;navn\nabc;X\n")
    path = file_path(old)
    assert default_storage.exists(path)
    Import.objects.update(oprettet=timezone.now() - dt.timedelta(days=31))
    start(sagsbehandler, organisation, "nummer;navn\n1;Y\n")
    assert not Import.objects.filter(pk=old.pk).exists() and not Importfejl.objects.exists()
    assert not default_storage.exists(path)
