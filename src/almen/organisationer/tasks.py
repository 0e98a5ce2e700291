"""What a worker does here."""

from __future__ import annotations

from django_tasks import task


@task()
def run_job(job: str, pk: int, forsoeg: int, bruger_pk: int) -> None:
    """One act on an import: read and check it, save it, or undo it."""
    from almen.organisationer.services.importkoersel import JOBS

    JOBS[job](pk, forsoeg, bruger_pk)
