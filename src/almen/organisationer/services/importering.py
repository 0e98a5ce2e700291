"""Imports: a file is received, and what was received is saved, undone, started again or thrown away.

The work itself is in `importkoersel`; what is long of it is left to a worker.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import PurePath
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Bruger, Import, Importstatus
from almen.organisationer.services.importart import Fremdrift, Importart, art_of
from almen.organisationer.services.importkoersel import JOBS, file_path, interrupted, set_status
from almen.organisationer.services.regneark import CHUNK, estimate_lines
from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.organisationer.services.tabelimport import read_header, read_lines
from almen.organisationer.tasks import run_job

AT_ONCE = 200
KEPT_UNSAVED = dt.timedelta(days=30)
SAVED = (Importstatus.GEMT, Importstatus.FORTRYDES, Importstatus.FORTRUDT)


def start_import(
    *,
    bruger: Bruger,
    art: Importart,
    filnavn: str,
    fil: IO[bytes],
    organisation: Boligorganisation | None = None,
    fremdrift: Fremdrift | None = None,
) -> Import:
    """Receives a file and has it read and checked: at once if it is small or `fremdrift` is given, else in the background.

    Raises OrganisationFejl if it is no table or has the wrong columns, PermissionDenied, or OSError when the disk is
    full; then nothing is kept.
    """
    art.require(bruger, organisation)
    with closing(art.read_cells(fil)) as lines:
        header = read_header(lines, art.kolonner, art.paakraevet)
        small = sum(1 for _ in islice(read_lines(lines, header, art.hoejst), AT_ONCE + 1)) <= AT_ONCE
    _drop_stale()
    with transaction.atomic():
        hentet = Import.objects.create(
            art=art.id,
            boligorganisation=organisation,
            bruger=bruger,
            filnavn=PurePath(filnavn.replace("\\", "/")).name[:200],
            sha256=_digest(fil),
            kolonner=header,
            anslaaet=estimate_lines(fil),
        )
        _store(hentet, fil)
    _launch("check", hentet, bruger, fremdrift, small)
    hentet.refresh_from_db()
    return hentet


def save_import(*, bruger: Bruger, hentet: Import, fremdrift: Fremdrift | None = None) -> None:
    """Saves every line or none. Raises OrganisationFejl if it cannot be saved, PermissionDenied."""
    with _locked(hentet, bruger) as row:
        if row.antal_fejl:
            raise OrganisationFejl("Filen har fejl. Intet er gemt.")
        if not row.kan_gemmes:
            raise OrganisationFejl("Filen indeholder intet nyt, eller den er gemt. Intet er gemt nu.")
        set_status(row, Importstatus.GEMMES)
    _launch("save", row, bruger, fremdrift, row.laest <= AT_ONCE)
    hentet.refresh_from_db()


def undo_import(*, bruger: Bruger, hentet: Import, fremdrift: Fremdrift | None = None) -> None:
    """Takes everything that the import saved back, or nothing. Raises OrganisationFejl, PermissionDenied."""
    with _locked(hentet, bruger) as row:
        if row.status != Importstatus.GEMT:
            raise OrganisationFejl("Kun en import, der er gemt, kan fortrydes.")
        set_status(row, Importstatus.FORTRYDES)
    _launch("undo", row, bruger, fremdrift, row.laest <= AT_ONCE)
    hentet.refresh_from_db()


def restart_import(*, bruger: Bruger, hentet: Import) -> None:
    """Reads and checks the file again; an undoing that was interrupted becomes saved again, as it is.

    Raises OrganisationFejl while a process is at work on it or when it is saved, PermissionDenied.
    """
    _require_idle(hentet)
    with _locked(hentet, bruger) as row:
        _require_idle(row)
        if row.status in (Importstatus.GEMT, Importstatus.FORTRUDT):
            raise OrganisationFejl("Importen er gemt. Hent filen igen for at læse den på ny.")
        row.forsoeg += 1
        undoing = row.status == Importstatus.FORTRYDES
        set_status(row, Importstatus.GEMT if undoing else Importstatus.LAESES)
    if not undoing:
        _launch("check", row, bruger, None, row.anslaaet <= AT_ONCE)
    hentet.refresh_from_db()


def discard_import(*, bruger: Bruger, hentet: Import) -> None:
    """Deletes an import that was not saved, with its lines and its file. Raises OrganisationFejl, PermissionDenied."""
    _require_idle(hentet)
    with _locked(hentet, bruger) as row:
        _require_idle(row)
        if row.status in SAVED:
            raise OrganisationFejl("En import, der er gemt, kan ikke kasseres. Den kan fortrydes.")
        _delete(row)


def _require_idle(hentet: Import) -> None:
    """Raises OrganisationFejl while a process is at work. Asked before the lock too: else one would wait for it there.

    One that waits for a process is idle: should it come after all, `forsoeg` tells it that it is too late.
    """
    if hentet.koerer and hentet.livstegn is not None and not interrupted(hentet):
        raise OrganisationFejl("Importen er i gang. Vent, til den er færdig.")


@contextmanager
def _locked(hentet: Import, bruger: Bruger) -> Iterator[Import]:
    """The import's row under lock, for somebody who may import its kind."""
    art_of(hentet).require(bruger, hentet.boligorganisation)
    with transaction.atomic():
        yield Import.objects.select_for_update().get(pk=hentet.pk)


def _launch(job: str, hentet: Import, bruger: Bruger, fremdrift: Fremdrift | None, small: bool) -> None:
    """Now if it is small or somebody is waiting to be told, else as soon as a worker is free."""
    if small or fremdrift is not None:
        JOBS[job](hentet.pk, hentet.forsoeg, bruger.pk, *([fremdrift] if fremdrift else []))
    else:
        run_job.enqueue(job, hentet.pk, hentet.forsoeg, bruger.pk)


def _digest(fil: IO[bytes]) -> str:
    digest = hashlib.sha256()
    fil.seek(0)
    while chunk := fil.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _store(hentet: Import, fil: IO[bytes]) -> None:
    """Keeps the file. A half one, from a disk that was full or a process that was killed, does not stay."""
    path = file_path(hentet)
    default_storage.delete(path)
    fil.seek(0)
    try:
        default_storage.save(path, File(fil))
    except OSError:
        default_storage.delete(path)
        raise


def _drop_stale() -> None:
    """Imports that were never saved do not lie for ever."""
    old = Import.objects.filter(oprettet__lt=timezone.now() - KEPT_UNSAVED)
    for hentet in old.exclude(status__in=(*SAVED, Importstatus.GEMMES)):
        _delete(hentet)


def _delete(hentet: Import) -> None:
    path = file_path(hentet)
    hentet.delete()
    default_storage.delete(path)
