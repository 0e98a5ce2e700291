"""What a worker does here."""

from __future__ import annotations

from django_tasks import task


@task()
def run_simulering(pk: int) -> None:
    """Runs a simulation that waits."""
    from almen.analyse.services.simuleringskoersel import run_waiting

    run_waiting(pk)
