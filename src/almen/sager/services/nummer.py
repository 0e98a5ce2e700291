"""Case numbers: in order, without gaps, and without those who open cases at once waiting for each other."""

from __future__ import annotations

from django.db import connection

from almen.sager.models import Fritnummer, Sagsnummer

# One counter raised per case would be locked until that case is committed: one case at a time in all of the house.
BLOCK = 100


def next_number(year: int) -> str:
    """The lowest free case number of the year, e.g. 2026-00187. Call inside the act's transaction.

    A number taken by an act that fails is free again. Of cases opened at the same moment either may get the lower.
    """
    number = _take(year)
    if number is None:
        last = _lock(year)
        number = _take(year)  # somebody else may have set a block aside while we waited
        if number is None:
            number = last + 1
            Fritnummer.objects.bulk_create(
                Fritnummer(aar=year, nummer=item) for item in range(number + 1, last + BLOCK + 1)
            )
            Sagsnummer.objects.filter(aar=year).update(sidste=last + BLOCK)
    return f"{year}-{number:05d}"


def _take(year: int) -> int | None:
    """Takes the lowest number set aside that nobody else is taking; None if there is none."""
    table = Fritnummer._meta.db_table
    skip = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE id = (SELECT id FROM {table} WHERE aar = %s "  # noqa: S608 - constants
            f"ORDER BY nummer LIMIT 1 {skip}) RETURNING nummer",
            [year],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _lock(year: int) -> int:
    """The last number set aside in the year (0 if none), locked until the transaction ends."""
    table = Sagsnummer._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (aar, sidste) VALUES (%s, 0) "  # noqa: S608 - the table's name is a constant
            f"ON CONFLICT (aar) DO UPDATE SET sidste = {table}.sidste RETURNING sidste",
            [year],
        )
        last: int = cursor.fetchone()[0]
    return last
