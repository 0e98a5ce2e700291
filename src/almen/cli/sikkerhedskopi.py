"""Backup and restore: database and files in one archive, each part with its hash."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from almen.cli import Stop
from almen.cli.drift import setup_django

MANIFEST = "almen-sikkerhedskopi.json"
CHUNK = 1024 * 1024


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _run(arguments: list[str], env: dict[str, str]) -> None:
    try:
        done = subprocess.run(
            arguments, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Stop(f"programmet {arguments[0]} mangler. Installér PostgreSQL's klientprogrammer.") from None
    if done.returncode != 0:
        raise Stop(f"{arguments[0]} svarede: {(done.stderr or 'ukendt fejl').strip().splitlines()[-1]}")


def _postgres(database: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Arguments and environment that name the database; the password never stands on a command line."""
    arguments = ["--dbname", database["NAME"]]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if database.get(key):
            arguments += [option, str(database[key])]
    return arguments, {"PGPASSWORD": str(database["PASSWORD"])} if database.get("PASSWORD") else {}


def _dump(database: dict[str, Any], target: Path) -> None:
    if "sqlite" in database["ENGINE"]:
        if not Path(database["NAME"]).is_file():
            raise Stop(f"der er ingen database i {Path(database['NAME']).parent}; der er intet at kopiere.")
        # SQLite's own backup copies a database that others are writing to, without stopping them.
        with (
            contextlib.closing(sqlite3.connect(database["NAME"])) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
        return
    arguments, env = _postgres(database)
    _run(["pg_dump", "--format=custom", "--no-owner", "--file", str(target), *arguments], env)


def _load(database: dict[str, Any], source: Path) -> None:
    if "sqlite" in database["ENGINE"]:
        target = Path(database["NAME"])
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_suffix(".ny")
        shutil.copyfile(source, staged)
        for suffix in ("-wal", "-shm"):
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        staged.replace(target)
        return
    arguments, env = _postgres(database)
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run(["pg_restore", *options, *arguments, str(source)], env)


@click.command()
@click.argument("fil", type=click.Path(dir_okay=False, path_type=Path))
def backup(fil: Path) -> None:
    """Skriv database og filer til FIL (.tar.gz); kan køre, mens systemet er i brug."""
    setup_django()
    from django.conf import settings

    database: dict[str, Any] = dict(settings.DATABASES["default"])
    partial = fil.with_name(f"{fil.name}.del")
    try:
        with tempfile.TemporaryDirectory(dir=fil.resolve().parent) as folder:
            dump = Path(folder) / "database"
            _dump(database, dump)
            files = sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
            manifest = {
                "version": settings.ALMEN_VERSION,
                "kommune": settings.ALMEN_KOMMUNE,
                "motor": "sqlite" if "sqlite" in database["ENGINE"] else "postgresql",
                "tidspunkt": datetime.now().astimezone().isoformat(timespec="seconds"),
                "database_sha256": _sha256(dump),
                "antal_filer": len(files),
            }
            listing = Path(folder) / MANIFEST
            listing.write_text(json.dumps(manifest, indent=2), encoding="utf-8")
            with tarfile.open(partial, "w:gz", compresslevel=3) as archive:
                archive.add(listing, MANIFEST)
                archive.add(dump, "database")
                for path in files:
                    archive.add(path, f"filer/{path.relative_to(settings.MEDIA_ROOT)}")
        partial.replace(fil)
    except FileNotFoundError:
        raise Stop(f"mappen {fil.resolve().parent} findes ikke.") from None
    finally:
        partial.unlink(missing_ok=True)
    click.echo(
        f"Sikkerhedskopi skrevet til {fil} ({fil.stat().st_size / 1048576:.1f} MB, {len(files)} filer)."
    )


def _open_archive(fil: Path, folder: Path) -> dict[str, Any]:
    """Unpacks the archive into `folder` and proves it whole. Raises Stop; nothing outside `folder` is touched."""
    try:
        with tarfile.open(fil, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, KeyError, ValueError, FileNotFoundError):
        raise Stop(f"{fil} er ikke en hel sikkerhedskopi fra Almen. Intet er ændret.") from None
    if _sha256(folder / "database") != manifest.get("database_sha256"):
        raise Stop(f"databasen i {fil} er beskadiget. Intet er ændret.")
    for path in (folder / "filer").rglob("*"):
        if path.is_file() and _sha256(path) != path.name:
            raise Stop(f"filen {path.name[:12]}… i {fil} er beskadiget. Intet er ændret.")
    return dict(manifest)


@click.command()
@click.argument("fil", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--ja", is_flag=True, help="Overskriv uden at spørge.")
def restore(fil: Path, ja: bool) -> None:
    """Genskab database og filer fra FIL; det, der er nu, overskrives efter spørgsmål."""
    setup_django()
    from django.conf import settings
    from django.db import connections

    database: dict[str, Any] = dict(settings.DATABASES["default"])
    engine = "sqlite" if "sqlite" in database["ENGINE"] else "postgresql"
    settings.ALMEN_DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.ALMEN_DATA) as name:
        folder = Path(name)
        manifest = _open_archive(fil, folder)
        if manifest.get("motor") != engine:
            raise Stop(f"kopien er fra {manifest.get('motor')}, men her bruges {engine}. Intet er ændret.")
        if not ja:
            click.confirm(f"Overskriv alt med kopien fra {manifest.get('tidspunkt')}?", abort=True)
        connections.close_all()
        _load(database, folder / "database")
        for path in (folder / "filer").rglob("*"):
            if path.is_file():
                target = Path(settings.MEDIA_ROOT) / path.relative_to(folder / "filer")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    click.echo(
        f"Genskabt fra {fil} ({manifest.get('antal_filer')} filer). Kør ./almen journal verificer for at efterprøve."
    )
