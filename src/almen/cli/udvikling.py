"""Commands for developers: tests and quality checks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[3]


def _run(arguments: list[str], **env: str) -> int:
    # The suite is a guest on the machine: it must not read this installation's data.
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ALMEN_DATA")}
    return subprocess.run(arguments, cwd=ROOT, env={**clean, **env}, check=False).returncode


def _pytest(data: str, extra: list[str], **env: str) -> int:
    command = [sys.executable, "-m", "pytest", *extra]
    return _run(command, ALMEN_DATA=data, DJANGO_SETTINGS_MODULE="almen.konfiguration.settings_test", **env)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("argumenter", nargs=-1, type=click.UNPROCESSED)
def test(argumenter: tuple[str, ...]) -> None:
    """Kør testene: på SQLite, og på PostgreSQL når den er der (ALMEN_TEST_POSTGRES=adresse)."""
    # One folder for both: a drawing that one has made is there for the other.
    with tempfile.TemporaryDirectory(prefix="almen-test-") as data:
        raise SystemExit(_test(data, list(argumenter)))


def _test(data: str, argumenter: list[str]) -> int:
    address = os.environ.get("ALMEN_TEST_POSTGRES", "")
    demanded = os.environ.get("CI") == "true"
    # Test by test, not file by file: no file is so long that one process waits for the other at the end.
    # One process more than the two cores that the suite is made for: those that drive a browser or wait for a program stand still.
    extra = argumenter or ["-n", "3", "--dist", "worksteal", "-q"]
    if demanded:
        extra += ["--kraev-browser"]
    click.echo("Tester på SQLite …", err=True)
    result = _pytest(data, extra)
    if result != 0:
        return result
    if not address:
        if demanded:
            click.echo("almen: CI kræver PostgreSQL; sæt ALMEN_TEST_POSTGRES.", err=True)
            return 1
        click.echo("PostgreSQL er ikke angivet (ALMEN_TEST_POSTGRES); den del er sprunget over.", err=True)
        return 0
    click.echo("Tester på PostgreSQL …", err=True)
    return _pytest(data, [*extra, "-m", "not kun_en_gang"], DATABASE_URL=address)


@click.command()
def check() -> None:
    """ruff, mypy og import-linter."""
    steps = (
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [sys.executable, "-m", "mypy"],
        [shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"],
    )
    failed = [" ".join(step[-3:]) for step in steps if _run(step) != 0]
    if failed:
        click.echo(f"almen: {len(failed)} kontrol(ler) fejlede.", err=True)
        raise SystemExit(1)
    click.echo("Alt i orden.")
