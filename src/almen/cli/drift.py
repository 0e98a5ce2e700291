"""Running the system: web server, worker, migrations, the first user."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading

import click

from almen.cli import Stop


def setup_django() -> None:
    """Loads Django; a data folder that cannot be written is one clear sentence."""
    import django

    try:
        django.setup()
    except PermissionError as error:
        raise Stop(
            f"kan ikke skrive i datamappen {error.filename}. Sæt ALMEN_DATA til en mappe, du ejer."
        ) from None


def require_free_port(host: str, port: int) -> None:
    """Raises Stop if something already listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Stop(f"port {port} er optaget. Vælg en anden med --port, fx --port {port + 1}.") from None


def migrate_database(*, quiet: bool = False) -> bool:
    """Brings the database up to date; True if anything was done. Takes no time when nothing is.

    What was computed by other rules than the program now has is computed anew.
    """
    from almen.analyse.services.ophold import build_missing
    from almen.omraader.services.stand import rebuild_where_stale
    from almen.tilsyn.services.billede import refresh_stale

    migrated = _run_migrations(quiet=quiet)
    rebuilt = [rebuild_where_stale(), refresh_stale(), build_missing()]
    return any(rebuilt) or migrated


def _run_migrations(*, quiet: bool) -> bool:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.ALMEN_DATA.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    if not quiet:
        click.echo("Opdaterer databasen …", err=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return True


def run_server(host: str, port: int, workers: int) -> None:
    """Replaces this process by the web server."""
    arguments = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        os.environ.get("ALMEN_TRAADE", "4"),
        "--backpressure",
        "512",
        "--no-ws",
        "--log-level",
        "warning",
        "almen.konfiguration.wsgi:application",
    ]
    sys.stdout.flush()
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter, no shell


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Antal processer.")
def serve(host: str, port: int, workers: int) -> None:
    """Kør webserveren (drift)."""
    require_free_port(host, port)
    setup_django()
    migrate_database()
    run_server(host, port, workers)


def start_worker() -> None:
    """Starts a worker that lives as long as this process, also when another program takes the process over."""
    reads, writes = os.pipe()
    os.set_inheritable(writes, True)
    subprocess.Popen([sys.executable, "-m", "almen.cli", "worker", "--med-server"], stdin=reads)
    os.close(reads)


def _end_with_server() -> None:
    """Waits for the pipe that `start_worker` holds open to close, and then asks this process to stop."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


@click.command()
@click.option("--en-gang", is_flag=True, help="Udfør det, der venter, og stop.")
@click.option("--med-server", is_flag=True, hidden=True)
def worker(en_gang: bool, med_server: bool) -> None:
    """Kør baggrundsjob; flere kan køre ved siden af hinanden."""
    if med_server:
        _end_with_server()
    setup_django()
    from django.core.management import call_command

    migrate_database()
    options: dict[str, int | bool] = {"batch": True} if en_gang else {}
    if med_server:
        options["verbosity"] = 0
    call_command("db_worker", **options)


@click.command()
def migrate() -> None:
    """Bring databasen op til programmets version."""
    setup_django()
    click.echo("Databasen er opdateret." if migrate_database() else "Databasen var allerede opdateret.")


@click.command()
@click.argument("brugernavn")
@click.option("--rolle", default="administrator", show_default=True)
@click.option("--navn", default="")
@click.password_option("--kodeord", prompt="Kodeord", confirmation_prompt="Gentag kodeord")
def bruger(brugernavn: str, rolle: str, navn: str, kodeord: str) -> None:
    """Opret en bruger, fx den første administrator."""
    import datetime as dt

    from almen.cli import BadInput

    setup_django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from almen.organisationer.models import Bruger, Rolle, Rolletildeling
    from almen.sager.services import system_journal

    if rolle not in Rolle.values:
        raise BadInput([f"rolle: “{rolle}” findes ikke. Mulige: {', '.join(Rolle.values)}."])
    if Bruger.objects.filter(username=brugernavn).exists():
        raise BadInput([f"brugernavn: “{brugernavn}” findes allerede."])
    try:
        validate_password(kodeord)
    except ValidationError as error:
        raise BadInput([f"kodeord: {message}" for message in error.messages]) from None
    with transaction.atomic():
        created = Bruger.objects.create_user(brugernavn, password=kodeord, navn=navn)
        Rolletildeling.objects.create(bruger=created, rolle=rolle, gyldig_fra=dt.date.today())
        with system_journal(created) as journal:
            journal.append("bruger_oprettet", f"Bruger oprettet fra kommandolinjen: {brugernavn} ({rolle})")
    click.echo(f"Brugeren {brugernavn} er oprettet som {rolle}.")
