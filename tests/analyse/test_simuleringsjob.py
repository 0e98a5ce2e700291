"""A simulation runs in another process: it can be followed, stopped, lost and started again, and its answer is written once."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tests.analyseverden import FORUDSAETNINGER, KALIBRERING, RESULTAT, SCENARIE, finished, waiting
from tests.samtidig import at_once

from almen.analyse.models import Simulering
from almen.analyse.services import simulering as services
from almen.analyse.services import simuleringskoersel
from almen.analyse.services.simuleringskoersel import Holder, run_waiting
from almen.analyse.simulering import koersel
from almen.analyse.simulering.motor import Afbrudt
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sagsgange")]
ROOT = Path(__file__).resolve().parents[2]


def answer() -> koersel.Svar:
    return koersel.Svar(FORUDSAETNINGER, KALIBRERING, RESULTAT)


@pytest.fixture
def engine(monkeypatch):
    """The engine's place; a test puts what it does into `steps`: each is called with `fremdrift` before the answer."""
    steps = []

    def run(data, *, today, bruger=None, fremdrift=None):
        for step in steps:
            step(fremdrift)
        return answer()

    monkeypatch.setattr(koersel, "run", run)
    monkeypatch.setattr(simuleringskoersel, "SECONDS_BETWEEN", 0)
    return steps


def asked(pct):
    """The engine tells how far it is, and stops where it is told to."""

    def step(fremdrift):
        if not fremdrift(pct):
            raise Afbrudt

    return step


def work() -> None:
    call_command("db_worker", batch=True, verbosity=0, interval=0, startup_delay=False)


def create(bruger, **mere) -> Simulering:
    return services.create_simulering(bruger=bruger, navn="Prøve", scenarie=SCENARIE, **mere)


def test_a_worker_runs_it_and_the_answer_is_kept(engine, sagsbehandler):
    seen = []
    engine += [asked(40), lambda _: seen.append(Simulering.objects.values_list("status", "fremdrift").get())]
    made = create(sagsbehandler)
    assert (made.status, made.fremdrift) == ("venter", 0)
    work()
    made.refresh_from_db()
    assert seen == [("koerer", 40)]
    assert (made.status, made.fremdrift, made.livstegn) == ("faerdig", 100, None)
    assert (made.resultat, made.kalibrering, made.forudsaetninger) == (RESULTAT, KALIBRERING, FORUDSAETNINGER)
    assert [post.art for post in Journalpost.objects.filter(art__startswith="simulering")] == [
        "simulering_oprettet"
    ]


def test_progress_is_written_at_most_once_a_second(sagsbehandler, django_assert_num_queries):
    holder = Holder.take(waiting(sagsbehandler).pk)
    with django_assert_num_queries(0):
        assert all(holder.tell(pct) for pct in range(50))


def test_one_that_is_stopped_while_it_runs_writes_nothing_more(engine, sagsbehandler):
    made = create(sagsbehandler)

    def stop(_):
        services.cancel_simulering(bruger=sagsbehandler, simulering=Simulering.objects.get())

    engine += [asked(10), stop, asked(20), lambda _: pytest.fail("it went on")]
    work()
    made.refresh_from_db()
    assert made.status == "afbrudt" and made.resultat is None and made.afsluttet
    assert Journalpost.objects.filter(art="simulering_stoppet").count() == 1


def test_one_that_is_stopped_before_its_turn_never_begins(engine, sagsbehandler):
    made = create(sagsbehandler)
    services.cancel_simulering(bruger=sagsbehandler, simulering=made)
    engine.append(lambda _: pytest.fail("it began"))
    work()
    made.refresh_from_db()
    assert made.status == "afbrudt"


def test_an_answer_that_comes_after_the_simulation_was_stopped_or_deleted_is_thrown_away(
    engine, sagsbehandler
):
    made = create(sagsbehandler)
    engine.append(lambda _: services.delete_simulering(bruger=sagsbehandler, simulering=made))
    work()
    assert not Simulering.objects.exists()
    assert Journalpost.objects.filter(art="simulering_slettet").count() == 1


def test_it_is_not_run_twice_at_once(engine, sagsbehandler):
    """Two workers with the same simulation: only one begins; and one that asks again while it runs is refused."""
    made, begun = waiting(sagsbehandler), []
    engine.append(lambda _: begun.append(1))
    assert not at_once(lambda: run_waiting(made.pk), lambda: run_waiting(made.pk))
    made.refresh_from_db()
    assert begun == [1] and made.status == "faerdig"
    running = waiting(sagsbehandler)
    assert Holder.take(running.pk) and Holder.take(running.pk) is None
    running.refresh_from_db()
    with pytest.raises(UgyldigtInput, match="i gang"):
        services.restart_simulering(bruger=sagsbehandler, simulering=running)


def test_an_answer_is_never_changed(engine, sagsbehandler):
    made = finished(sagsbehandler)
    engine.append(lambda _: pytest.fail("it ran again"))
    run_waiting(made.pk)
    with pytest.raises(UgyldigtInput, match="Kopiér"):
        services.restart_simulering(bruger=sagsbehandler, simulering=made)
    with pytest.raises(UgyldigtInput, match="ikke i gang"):
        services.cancel_simulering(bruger=sagsbehandler, simulering=made)
    services.rename_simulering(bruger=sagsbehandler, simulering=made, navn="Andet navn")
    made.refresh_from_db()
    assert made.resultat == RESULTAT and made.navn == "Andet navn"


# Runs a simulation in a process of its own and waits in the middle of it, to be killed there.
CHILD = """
import sys, time, django
django.setup()
from almen.analyse.services import simuleringskoersel
from almen.analyse.simulering import koersel
simuleringskoersel.SECONDS_BETWEEN = 0
def run(data, *, today, bruger=None, fremdrift=None):
    fremdrift(37)
    print("midt", flush=True)
    time.sleep(60)
koersel.run = run
simuleringskoersel.run_waiting(int(sys.argv[1]))
"""


def kill_in_the_middle(simulering: Simulering) -> None:
    database = connection.settings_dict
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "ALMEN_SECRET_KEY": "kun-til-test",
        "DJANGO_SETTINGS_MODULE": "almen.konfiguration.settings",
        "ALMEN_DATA": str(settings.ALMEN_DATA),
        "DATABASE_URL": "",
    }
    code = CHILD
    if connection.vendor == "postgresql":
        place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        environment["DATABASE_URL"] = f"postgres://{place}/{database['NAME']}"
    else:
        name = f"settings.DATABASES['default']['NAME'] = {str(database['NAME'])!r}"
        code = f"from almen.konfiguration import settings\n{name}\n{CHILD}"
    arguments = [sys.executable, "-c", code, str(simulering.pk)]
    child = subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment, text=True)
    try:
        assert child.stdout.readline() == "midt\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=10)
        child.stdout.close()


def test_a_worker_that_dies_in_the_middle_is_found_and_the_simulation_begins_again(engine, sagsbehandler):
    made = create(sagsbehandler)
    kill_in_the_middle(made)
    made.refresh_from_db()
    assert (made.status, made.fremdrift, made.resultat) == ("koerer", 37, None)
    assert not services.lost(made)
    with pytest.raises(UgyldigtInput):
        services.restart_simulering(bruger=sagsbehandler, simulering=made)
    Simulering.objects.update(livstegn=timezone.now() - services.SILENT - dt.timedelta(seconds=1))
    made.refresh_from_db()
    assert services.lost(made)
    services.restart_simulering(bruger=sagsbehandler, simulering=made)
    assert (made.status, made.fremdrift) == ("venter", 0)
    work()
    made.refresh_from_db()
    assert made.status == "faerdig" and made.resultat == RESULTAT


def test_a_process_that_was_thought_dead_writes_nothing_when_it_wakes(engine, sagsbehandler):
    made = waiting(sagsbehandler)
    sleeper = Holder.take(made.pk)
    assert sleeper.tell(10)
    Simulering.objects.update(livstegn=timezone.now() - services.SILENT - dt.timedelta(seconds=1))
    made.refresh_from_db()
    services.restart_simulering(bruger=sagsbehandler, simulering=made)
    other = Holder.take(made.pk)
    assert not sleeper.tell(90)
    sleeper.finish(resultat={"forkert": 1})
    sleeper.fail("nej")
    made.refresh_from_db()
    assert (made.status, made.fremdrift, made.resultat, made.fejl) == ("koerer", 0, None, "")
    assert other.tell(5)


def test_what_makes_it_impossible_is_told_in_words(engine, sagsbehandler):
    made = create(sagsbehandler)

    def refuse(_):
        fejl = [Fejl("varigheder.garanti", "ingen sager har afgjort trinnet Garanti; giv dets varighed her")]
        raise UgyldigtInput(fejl)

    engine.append(refuse)
    work()
    made.refresh_from_db()
    assert made.status == "fejlet" and made.resultat is None
    assert "Garanti" in made.fejl and "giv dets varighed her." in made.fejl


def test_a_fault_in_the_program_ends_it_with_a_clear_text_and_can_be_tried_again(engine, sagsbehandler):
    made = create(sagsbehandler)

    def fail(_):
        raise ZeroDivisionError

    engine.append(fail)
    work()
    made.refresh_from_db()
    assert made.status == "fejlet" and "fejl i programmet" in made.fejl
    engine.clear()
    services.restart_simulering(bruger=sagsbehandler, simulering=made)
    work()
    made.refresh_from_db()
    assert made.status == "faerdig" and made.fejl == ""


@pytest.mark.parametrize(
    ("scenarie", "felt"),
    [
        ({"navn": "x"}, "forloeb"),
        ({**SCENARIE, "aar": 1000}, "aar"),
        ({**SCENARIE, "froe": "et"}, "froe"),
        ({**SCENARIE, "ukendt": 1}, "ukendt"),
        ({**SCENARIE, "sager_pr_aar": float("nan")}, "sager_pr_aar"),
        (
            {**SCENARIE, "forloeb": [{"navn": "A", "moeder": {"direktionen": {}}}]},
            "forloeb[0].moeder.direktionen",
        ),
        ({}, "navn"),
    ],
)
def test_a_scenario_that_cannot_be_read_leaves_nothing(sagsbehandler, scenarie, felt):
    with pytest.raises(UgyldigtInput) as caught:
        services.create_simulering(bruger=sagsbehandler, navn="Prøve", scenarie=scenarie)
    assert felt in {item.felt for item in caught.value.fejl}
    assert (
        not Simulering.objects.exists() and not Journalpost.objects.filter(art="simulering_oprettet").exists()
    )


def test_one_that_rests_on_demo_cases_is_marked(sagsbehandler, verden_sag):
    assert not create(sagsbehandler).demo
    Sag.objects.update(demo=True)
    assert create(sagsbehandler).demo


def test_only_who_may_simulate_makes_one_and_only_its_maker_and_a_leder_change_it(
    sagsbehandler, direktion, leder, sekretaer
):
    with pytest.raises(AdgangNaegtet):
        create(sekretaer)
    made = create(sagsbehandler)
    for act in (services.cancel_simulering, services.delete_simulering, services.restart_simulering):
        with pytest.raises(AdgangNaegtet):
            act(bruger=direktion, simulering=made)
    with pytest.raises(AdgangNaegtet):
        services.rename_simulering(bruger=direktion, simulering=made, navn="Nyt")
    services.rename_simulering(bruger=leder, simulering=made, navn="  Nyt   navn ")
    services.cancel_simulering(bruger=leder, simulering=made)
    services.delete_simulering(bruger=leder, simulering=made)
    assert not Simulering.objects.exists()
    with pytest.raises(UgyldigtInput, match="navn"):
        services.create_simulering(bruger=sagsbehandler, navn=" ", scenarie=SCENARIE)
