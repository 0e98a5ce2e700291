"""The work of an import: read and check, save, undo. Run in a request when it is small, else by a worker.

Reading is committed portion by portion, so that other processes see how far it is; saving and undoing are one
transaction each. A process that dies leaves at most lines that were read, and `interrupted` finds out.
"""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from almen.organisationer.models import Bruger, Import, Importfejl, Importlinje, Importstatus
from almen.organisationer.services.importart import Fremdrift, art_of, portions
from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.organisationer.services.tabelimport import Tabelraekke, read_header, read_lines

MAX_FEJL = 50_000
SILENT, SILENT_WHILE_SAVING = dt.timedelta(seconds=60), dt.timedelta(seconds=5)


class _IkkeLaengere(Exception):
    """The import was started again by somebody else; this process has nothing more to do with it."""


def _silence(done: int, of: int) -> None:
    """Nobody wants to be told."""


def file_path(hentet: Import) -> str:
    """Where the import's own file lies."""
    return f"import/{hentet.pk}-{hentet.sha256}"


def set_status(hentet: Import, status: Importstatus, besked: str = "") -> None:
    """Moves the import on; whoever works on it next has not been heard of yet."""
    hentet.status, hentet.besked, hentet.livstegn = status, besked, None
    hentet.save(update_fields=["status", "besked", "livstegn", "forsoeg", "gemt", "fortrudt", "fortrudt_af"])


def interrupted(hentet: Import) -> bool:
    """True if the process that was at work has died.

    One that reads gives a sign of life with each portion. One that saves cannot, but it holds the row (on SQLite the
    whole database) until it is done: if nobody holds it and it still says that it is being saved, nobody saves.
    """
    if not hentet.koerer or hentet.livstegn is None:
        return False
    silent = timezone.now() - hentet.livstegn
    if hentet.status == Importstatus.LAESES:
        return silent > SILENT
    return silent > SILENT_WHILE_SAVING and _nobody_holds(hentet)


def check(pk: int, forsoeg: int, bruger_pk: int, fremdrift: Fremdrift = _silence) -> None:
    """Reads and checks the file; every fault becomes a row. For the background job."""
    hentet = _take(pk, forsoeg, Importstatus.LAESES)
    if hentet is None:
        return
    try:
        _read(hentet, fremdrift)
    except _IkkeLaengere:
        return
    except OrganisationFejl as reason:
        _stop(hentet, Importstatus.AFVIST, str(reason))
    except Exception as error:
        _stop(hentet, Importstatus.AFVIST, _stopped(error))
        raise


def save(pk: int, forsoeg: int, bruger_pk: int, fremdrift: Fremdrift = _silence) -> None:
    """Saves in one transaction. For the background job."""

    def act(hentet: Import, bruger: Bruger) -> None:
        art_of(hentet).save(hentet, bruger, fremdrift)
        hentet.gemt = timezone.now()
        set_status(hentet, Importstatus.GEMT)

    _carry_out(pk, forsoeg, bruger_pk, Importstatus.GEMMES, Importstatus.KONTROLLERET, act)


def undo(pk: int, forsoeg: int, bruger_pk: int, fremdrift: Fremdrift = _silence) -> None:
    """Undoes in one transaction. For the background job."""

    def act(hentet: Import, bruger: Bruger) -> None:
        art_of(hentet).undo(hentet, bruger, fremdrift)
        hentet.fortrudt, hentet.fortrudt_af = timezone.now(), bruger
        set_status(hentet, Importstatus.FORTRUDT)

    _carry_out(pk, forsoeg, bruger_pk, Importstatus.FORTRYDES, Importstatus.GEMT, act)


def _carry_out(
    pk: int,
    forsoeg: int,
    bruger_pk: int,
    doing: Importstatus,
    otherwise: Importstatus,
    act: Callable[[Import, Bruger], None],
) -> None:
    hentet = _take(pk, forsoeg, doing)
    if hentet is None:
        return
    try:
        with transaction.atomic():
            row = Import.objects.select_for_update().get(pk=pk)
            if (row.status, row.forsoeg) != (doing, forsoeg):
                return
            bruger = Bruger.objects.get(pk=bruger_pk)
            art_of(row).require(bruger, row.boligorganisation)
            act(row, bruger)
    except OrganisationFejl as reason:
        _stop(hentet, otherwise, str(reason))
    except Exception as error:
        _stop(hentet, otherwise, _stopped(error))
        raise


JOBS: dict[str, Callable[..., None]] = {"check": check, "save": save, "undo": undo}


def _take(pk: int, forsoeg: int, status: Importstatus) -> Import | None:
    """The import if it waits for this act and nobody else has taken it."""
    waiting = Import.objects.filter(pk=pk, forsoeg=forsoeg, status=status, livstegn__isnull=True)
    return Import.objects.get(pk=pk) if waiting.update(livstegn=timezone.now()) else None


def _stop(hentet: Import, status: Importstatus, besked: str) -> None:
    """The act was given up and is undone; the page says why."""
    Import.objects.filter(pk=hentet.pk, forsoeg=hentet.forsoeg).update(
        status=status, besked=besked[:1000], livstegn=None
    )


def _stopped(error: Exception) -> str:
    full = getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error)
    why = "Disken er fuld" if full else "Der skete en fejl i programmet"
    return f"{why}. Arbejdet er stoppet, og intet er gemt. Prøv igen, eller sig det til driften."


def _read(hentet: Import, fremdrift: Fremdrift) -> None:
    art = art_of(hentet)
    _clear(hentet)
    with default_storage.open(file_path(hentet), "rb") as fil:
        lines = art.read_cells(fil)
        header = read_header(lines, art.kolonner, art.paakraevet)
        for rows in portions(read_lines(lines, header, art.hoejst)):
            art.check(hentet, rows)
            _keep(hentet, rows)
            fremdrift(hentet.laest, max(hentet.laest, hentet.anslaaet))
            if hentet.antal_fejl > MAX_FEJL:
                raise OrganisationFejl(
                    f"Læsningen stoppede i linje {rows[-1].linje}: for mange fejl i filen."
                )
    for found in portions(art.check_whole(hentet)):
        with transaction.atomic():
            hentet.antal_fejl += len(found)
            _still_mine(hentet)
            Importfejl.objects.bulk_create(
                Importfejl(hentet=hentet, **item._replace(tekst=item.tekst[:200])._asdict()) for item in found
            )
    effects = hentet.linjer.order_by()
    with transaction.atomic():
        _still_mine(hentet)
        hentet.antal_nye = effects.filter(virkning="ny").values("noegle").distinct().count()
        hentet.antal_aendrede = effects.filter(virkning="aendret").count()
        hentet.save(update_fields=["antal_nye", "antal_aendrede"])
        set_status(hentet, Importstatus.KONTROLLERET)


def _clear(hentet: Import) -> None:
    """What an earlier attempt read is forgotten."""
    with transaction.atomic():
        hentet.laest = hentet.antal_fejl = hentet.antal_nye = hentet.antal_aendrede = 0
        _still_mine(hentet)
        Importlinje.objects.filter(hentet=hentet).delete()
        Importfejl.objects.filter(hentet=hentet).delete()


def _keep(hentet: Import, rows: Sequence[Tabelraekke]) -> None:
    """A portion of lines and their faults, and how far it is; committed, so that the page can tell."""
    with transaction.atomic():
        hentet.laest += len(rows)
        hentet.antal_fejl += sum(len(row.fejl) for row in rows)
        _still_mine(hentet)
        Importlinje.objects.bulk_create(
            Importlinje(
                hentet=hentet,
                linje=row.linje,
                noegle=row.noegle[:220],
                celler={name: text for name, text in row.celler.items() if text},
                felter=row.felter if not row.fejl else {},
                virkning="" if row.fejl else row.virkning,
            )
            for row in rows
        )
        Importfejl.objects.bulk_create(
            Importfejl(
                hentet=hentet,
                linje=row.linje,
                kolonne=name,
                tekst=row.celler.get(name, "")[:200],
                besked=besked[:500],
            )
            for row in rows
            for name, besked in row.fejl.items()
        )


def _still_mine(hentet: Import) -> None:
    """Writes how far it is and a sign of life. Raises if somebody has started the import again."""
    mine = Import.objects.filter(pk=hentet.pk, forsoeg=hentet.forsoeg, status=Importstatus.LAESES)
    if not mine.update(laest=hentet.laest, antal_fejl=hentet.antal_fejl, livstegn=timezone.now()):
        raise _IkkeLaengere


def _nobody_holds(hentet: Import) -> bool:
    """True if the row can be had, and so nobody is in the middle of a transaction with it."""
    try:
        with _short_wait(), transaction.atomic():
            free = Import.objects.select_for_update(skip_locked=connection.vendor == "postgresql")
            return free.filter(pk=hentet.pk, status=hentet.status, forsoeg=hentet.forsoeg).exists()
    except OperationalError:
        return False


@contextmanager
def _short_wait() -> Iterator[None]:
    """On SQLite whoever writes holds the whole database, and one waits for it: here only for a moment."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
