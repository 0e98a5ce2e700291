"""`./almen demo`: database, profile, demo data and server in one command."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from almen.cli import Stop
from almen.cli.drift import migrate_database, require_free_port, run_server, setup_django, start_worker


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--kun-klargoer", is_flag=True, help="Forbered database og demodata, og stop.")
@click.option("--forfra", is_flag=True, help="Slet demodata, og begynd forfra (spørger først).")
@click.option("--ja", is_flag=True, help="Svar ja til spørgsmål.")
def demo(port: int, kun_klargoer: bool, forfra: bool, ja: bool) -> None:
    """Prøv Almen med demodata på http://localhost:8000."""
    os.environ["ALMEN_DEMO"] = "1"
    if not kun_klargoer:
        require_free_port("127.0.0.1", port)
    setup_django()
    if forfra:
        _start_afresh(ja)
    migrate_database()
    brugere = load_demo()
    click.echo("Demoen er klar.")
    if kun_klargoer:
        return
    click.echo(f"\nÅbn http://localhost:{port}  (stop med Ctrl-C)\n")
    click.echo("Log ind som (kodeord: almen-demo-2026):")
    for username, title in brugere:
        click.echo(f"  {username:<20} {title}")
    start_worker()
    run_server("127.0.0.1", port, workers=1)


def load_demo() -> list[tuple[str, str]]:
    """Loads what is missing of the demo data; returns (user name, title) of those who can sign in.

    One transaction: demo data are there wholly or not at all, so an interrupted first start leaves nothing half.
    """
    from django.db import transaction

    from almen.aarshjul.demo import load_demo as load_aarshjul
    from almen.aarshjul.demo import load_linked
    from almen.analyse.demo import load_demo as load_simulering
    from almen.ansoegninger.demo import load_demo as load_ansoegninger
    from almen.ansoegninger.demo_rykkere import load_demo as load_rykkere
    from almen.boligmasse.demo import load_demo as load_boligmasse
    from almen.byggeri.demo import load_demo as load_byggeri
    from almen.godkendelser.demo import load_demo as load_godkendelser
    from almen.godkendelser.demo_tilsyn import load_demo as load_tilsynssager
    from almen.grundlag.demo import load_demo as load_grundlag
    from almen.grundlagssager.demo import load_demo as load_grundlagssager
    from almen.omraader.demo import load_demo as load_omraader
    from almen.omraader.demo_varsel import load_demo as load_varsel
    from almen.organisationer.demo import load_demo as load_brugere
    from almen.planer.demo import load_demo as load_planer
    from almen.sager.demo import load_demo as load_papirer
    from almen.sager.models import Journalpost, Sag
    from almen.tilsyn.demo_dialog import load_demo as load_dialoger
    from almen.tilsyn.demo_ledighed import load_demo as load_ledighed
    from almen.tilsyn.demo_noegletal import load_demo as load_noegletal
    from almen.tilsyn.demo_revision import load_demo as load_revision
    from almen.udlejning.demo_aftaler import load_demo as load_rammeaftaler
    from almen.udlejning.demo_organisationsaftaler import load_demo as load_organisationsaftaler
    from almen.udlejning.demo_tal import load_demo as load_udlejningstal
    from almen.udvalg.demo import load_demo as load_moeder

    with transaction.atomic():
        brugere = load_brugere()
        if not Sag.objects.filter(demo=True).exists() and not Journalpost.objects.filter(art="demo").exists():
            click.echo("Lægger demodata ind …", err=True)
            load_grundlag(brugere["admin"])
            load_byggeri(brugere["sagsbehandler"], historik=True)
            load_aarshjul(brugere["sagsbehandler"])
            load_godkendelser(brugere["sagsbehandler"])
            load_tilsynssager(brugere["sagsbehandler"])
            load_grundlagssager(brugere["sagsbehandler"])
            load_ansoegninger(brugere["boligorganisation"], brugere["sagsbehandler"])
            # Plans are about areas, and papers and agendas about plans.
            load_omraader(brugere["sagsbehandler"])
            load_varsel(brugere["sagsbehandler"])
            load_planer(brugere["sagsbehandler"])
            # What afdelinger are grouped by is counted before the vacant ones are.
            load_noegletal(brugere["sagsbehandler"], brugere["admin"])
            load_ledighed(brugere["sagsbehandler"])
            load_rammeaftaler(brugere["sagsbehandler"])
            load_organisationsaftaler(brugere["sagsbehandler"])
            # Lettings are held against agreed shares: after the agreements.
            load_udlejningstal(brugere["sagsbehandler"])
            load_dialoger(brugere["sagsbehandler"])
            # The wheel links what these have opened.
            load_linked(brugere["sagsbehandler"])
            load_moeder(brugere["sagsbehandler"], historik=True)
            load_papirer(brugere["sagsbehandler"])
            load_boligmasse(brugere["sagsbehandler"])
            # The last: it asks in whatever dialogues there are.
            load_rykkere(brugere["sagsbehandler"])
            # Last of supervision: what the figures point to is computed from all of them.
            load_revision(brugere["sagsbehandler"])
            # Draws from every case there is.
            load_simulering(brugere["sagsbehandler"])
            _note_demo(brugere["admin"])
    return [(username, str(user)) for username, user in brugere.items()]


def _note_demo(admin: object) -> None:
    from almen.sager.services import system_journal

    with system_journal(admin) as journal:  # type: ignore[arg-type]
        journal.append("demo", "Demodata er lagt ind.")


def _start_afresh(ja: bool) -> None:
    """Deletes the installation's data after asking. Never touches an installation without demo data."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from almen.sager.models import Journalpost

    try:
        is_demo = Journalpost.objects.filter(art="demo").exists()
        is_empty = not Journalpost.objects.exists()
    except DatabaseError:
        is_demo, is_empty = False, True
    if not is_demo and not is_empty:
        raise Stop("databasen indeholder ikke demodata; den slettes ikke. Sæt ALMEN_DATA til en anden mappe.")
    if not ja:
        click.confirm("Slet alle demodata, og begynd forfra?", abort=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
            tables = ", ".join(connection.ops.quote_name(row[0]) for row in cursor.fetchall())
            if tables:
                cursor.execute(f"DROP TABLE {tables} CASCADE")
    connection.close()
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
