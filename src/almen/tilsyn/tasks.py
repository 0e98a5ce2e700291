"""What a worker does here."""

from __future__ import annotations

from django_tasks import task


@task()
def refresh_pictures() -> None:
    """Computes the pictures anew of the years whose figures, remarks, counts or limits have changed."""
    from almen.tilsyn.services.billede import refresh_stale

    refresh_stale()
