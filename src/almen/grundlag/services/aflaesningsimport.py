"""What files of readings share: how undo adds each reading once more, as it was before the file or as a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import QuerySet

from almen.grundlag.models import Aflaesning
from almen.grundlag.services.aflaesning import successor
from almen.organisationer.models import Bruger, Import
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import PORTION

# What a cell says where the source does not know the figure; an empty cell says nothing.
MANGLER = ".."
Reading = TypeVar("Reading", bound=Aflaesning)


def import_facts(hentet: Import) -> dict[str, Any]:
    """What the journal keeps of a file."""
    return {"import": hentet.pk, "fil": hentet.filnavn, "sha256": hentet.sha256}


def import_fields(hentet: Import, bruger: Bruger, registreret: Any) -> dict[str, Any]:
    """The fields that all readings of a file have alike, by column name."""
    return {
        "demo": False,
        "registreret": registreret,
        "registreret_af_id": bruger.pk,
        "tilbagekaldt": False,
        "hentet_id": hentet.pk,
        "begrundelse": f"Import af filen {hentet.filnavn}"[:300],
    }


def undo_readings(kind: type[Reading], hentet: Import, bruger: Bruger) -> Iterator[list[Reading]]:
    """Takes back what a file added of one kind, a portion at a time; gives each portion's rows after it is done.

    Raises OrganisationFejl if one of them has been replaced or withdrawn since; the caller's transaction undoes the rest.
    """
    require_latest(kind, hentet)
    why = f"Fortrydelse af importen {hentet.filnavn}"[:300]
    saved: QuerySet[Any] = (
        kind._default_manager.filter(hentet=hentet).select_related("erstatter").order_by("pk")
    )
    last = 0
    while True:
        rows: list[Reading] = list(saved.filter(pk__gt=last)[: 2 * PORTION])
        if not rows:
            return
        kind._default_manager.bulk_create([_undone(row, bruger, why) for row in rows], batch_size=2000)
        yield rows
        last = rows[-1].pk


def require_latest(kind: type[Aflaesning], hentet: Import) -> None:
    """Raises OrganisationFejl if something that the import saved has been replaced or withdrawn since."""
    saved: QuerySet[Any] = kind._default_manager.all()
    if since := saved.filter(hentet=hentet, erstattet_af__isnull=False).count():
        raise OrganisationFejl(
            f"Importen kan ikke fortrydes: {since} af tallene er erstattet eller tilbagekaldt siden. Intet er ændret."
        )


def _undone(row: Reading, bruger: Bruger, why: str) -> Reading:
    before: Reading | None = row.erstatter  # type: ignore[assignment]
    if before is None or before.tilbagekaldt:
        return successor(row, bruger, why, withdrawn=True)
    return successor(row, bruger, why, like=before)
