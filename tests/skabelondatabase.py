"""A migrated database is made once for each state of the migrations; every test process begins with a copy of it.

Migrating from nothing takes longer than most test files. What is copied is what the migrations made: the key holds every
migration, the settings and the lock file, so that a change of any of them makes a new one. The oldest ones are thrown away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

ROOT = Path(__file__).parents[1]
SOURCES = ("src/almen/*/migrations/*.py",)
ALONE = (
    "src/almen/konfiguration/settings.py",
    "src/almen/sager/append_only.py",
    "src/almen/organisationer/modeloprettelse.py",
    "requirements.lock",
)
KEPT = 12


def key() -> str:
    """What tells one state of the migrations from another."""
    paths = sorted(
        {path for pattern in SOURCES for path in ROOT.glob(pattern)} | {ROOT / name for name in ALONE}
    )
    found = hashlib.sha256()
    for path in paths:
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def use_template() -> None:
    """Makes Django's next test database begin as a copy of the migrated one."""
    if connection.vendor == "sqlite":
        _copy_file()
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = _postgres_template()


def sqlite_template() -> Path:
    """A migrated database as a file; made if it is not there."""
    template = _place() / f"{key()}.sqlite3"
    with _alone(key()):
        if not template.exists():
            with tempfile.TemporaryDirectory() as folder:
                _migrate({"ALMEN_DATA": folder}, drop="DATABASE_URL")
                made = next(Path(folder).glob("*.sqlite3"))
                shutil.copyfile(made, template.with_suffix(".ny"))
            template.with_suffix(".ny").replace(template)
            for old in sorted(_place().glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                old.unlink(missing_ok=True)
                old.with_suffix(".laas").unlink(missing_ok=True)
    return template


def _copy_file() -> None:
    template = sqlite_template()
    create = connection.creation._create_test_db

    def copy(*args: Any, **kwargs: Any) -> str:
        name = create(*args, **kwargs)
        shutil.copyfile(template, name)
        return name

    connection.creation._create_test_db = copy


def _postgres_template() -> str:
    name = f"almen_skabelon_{key()}"
    with _alone(key()), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        cursor = server.cursor()
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'almen_skabelon_%' ORDER BY oid")
        there = [row[0] for row in cursor.fetchall()]
        if name not in there:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_ny")
            cursor.execute(f"CREATE DATABASE {name}_ny")
            address = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
            with tempfile.TemporaryDirectory() as folder:
                _migrate({"ALMEN_DATA": folder, "DATABASE_URL": f"{address}/{name}_ny"})
            cursor.execute(f"ALTER DATABASE {name}_ny RENAME TO {name}")
            for old in there[: 1 - KEPT]:
                cursor.execute(f"DROP DATABASE IF EXISTS {old}")
    return name


def _migrate(environment: dict[str, str], drop: str = "") -> None:
    known = {
        name: value for name, value in os.environ.items() if name != drop and not name.startswith("PYTEST_")
    }
    python_path = os.pathsep.join([str(ROOT / "src"), known.get("PYTHONPATH", "")])
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        check=True,
        cwd=ROOT,
        env={
            **known,
            "PYTHONPATH": python_path,
            "DJANGO_SETTINGS_MODULE": "almen.konfiguration.settings_test",
        }
        | environment,
    )


def _place() -> Path:
    place = Path(tempfile.gettempdir()) / "almen-skabeloner"
    place.mkdir(exist_ok=True)
    return place


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Whoever comes second waits until the first has made the template."""
    with (_place() / f"{name}.laas").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
