"""The projection `Tilsynsbillede`: a year is computed whole and what differs is written; made anew at any time.

A worker does it after figures, remarks, counts or limits have changed. Nothing is journalled, for nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from almen.grundlag.selectors import current_parametre
from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.selectors.billede import Verden, compute_billeder, load_verden, stale_years

CONTENT = ("boliger", "gruppe", "tal", "flag", "alvorlige", "opmaerksomme")
BATCH = 500


def refresh_billeder(aar: Iterable[int] | None = None) -> int:
    """Writes the pictures of these years (None: of every year) as they should be; returns how many differed.

    A fixed number of queries for each year, and one for each 500 pictures that differ.
    """
    verden = load_verden(current_parametre())
    years = sorted(set(verden.aar if aar is None else aar))
    return sum(_write_year(year, verden) for year in years)


def refresh_stale() -> int:
    """Computes the years anew that were computed from something else than what now stands; returns how many pictures differed."""
    verden = load_verden(current_parametre())
    return sum(_write_year(year, verden) for year in stale_years(verden))


def rebuild_billeder() -> int:
    """Computes every picture anew, whatever is stored; returns how many there are."""
    with transaction.atomic():
        Tilsynsbillede.objects.all().delete()
        refresh_billeder()
    return Tilsynsbillede.objects.count()


def find_afvigelser() -> Iterator[str]:
    """What is stored otherwise than it should be, in Danish, one line each."""
    verden = load_verden(current_parametre())
    stored_years = Tilsynsbillede.objects.order_by().values_list("aar", flat=True).distinct()
    for aar in sorted({*verden.aar, *stored_years}):
        stored = {(row.boligorganisation_id, row.afdeling_id): row for row in _stored(aar)}
        for should in compute_billeder(aar, verden) if aar in verden.aar else ():
            row = stored.pop((should.boligorganisation_id, should.afdeling_id), None)
            where = f"år {aar}, organisation {should.boligorganisation_id}, afdeling {should.afdeling_id or 'ingen'}"
            if row is None:
                yield f"{where}: mangler"
            elif wrong := [n for n in (*CONTENT, "fingeraftryk") if getattr(row, n) != getattr(should, n)]:
                yield f"{where}: afviger i {', '.join(wrong)}"
        for organisation, afdeling in stored:
            yield f"år {aar}, organisation {organisation}, afdeling {afdeling or 'ingen'}: burde ikke være der"


def _stored(aar: int) -> Iterable[Tilsynsbillede]:
    return Tilsynsbillede.objects.filter(aar=aar).order_by().iterator(chunk_size=2000)


def _write_year(aar: int, verden: Verden) -> int:
    """Writes what differs of one year; returns how many rows."""
    should = list(compute_billeder(aar, verden)) if aar in verden.aar else []
    with transaction.atomic():
        stored = {(row.boligorganisation_id, row.afdeling_id): row for row in _stored(aar)}
        new, changed = [], []
        for item in should:
            row = stored.pop((item.boligorganisation_id, item.afdeling_id), None)
            if row is None:
                new.append(item)
            elif any(getattr(row, name) != getattr(item, name) for name in CONTENT):
                item.pk = row.pk
                changed.append(item)
        Tilsynsbillede.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
        Tilsynsbillede.objects.bulk_create(new, batch_size=BATCH)
        Tilsynsbillede.objects.bulk_update(changed, CONTENT, batch_size=BATCH)
        if should:
            rows = Tilsynsbillede.objects.filter(aar=aar)
            rows.exclude(fingeraftryk=should[0].fingeraftryk).update(fingeraftryk=should[0].fingeraftryk)
    return len(new) + len(changed) + len(stored)
