"""What a worker does here."""

from __future__ import annotations

from django_tasks import task


@task()
def project_all() -> None:
    """Computes every projection anew."""
    from almen.omraader.services.fremskrivning import refresh_fremskrivninger

    refresh_fremskrivninger()
