"""The projection `Omraadestand`: written in the transaction of the act that changed what was read, and made anew at any time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from almen.grundlag.models import printed
from almen.grundlag.selectors import current_parametre
from almen.omraader.beregning import Laest, compute_stande, rules_print
from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadestand
from almen.omraader.selectors.tal import national_means

PORTION = 200
FELTER = [f.name for f in Omraadestand._meta.concrete_fields if f.name not in ("id", "omraade", "liste")]


def refresh_stande(omraade_ids: Iterable[int]) -> int:
    """Writes the stand of these areas on every list they are read on; returns how many. Call inside the act's transaction.

    A fixed number of queries for each 200 areas.
    """
    ids = sorted(set(omraade_ids))
    written = 0
    for start in range(0, len(ids), PORTION):
        part = ids[start : start + PORTION]
        stande = list(compute_for(part))
        keep = {(item.omraade_id, item.liste) for item in stande}
        stored = Omraadestand.objects.filter(omraade__in=part).values_list("pk", "omraade", "liste")
        if gone := [pk for pk, omraade, liste in stored if (omraade, liste) not in keep]:
            Omraadestand.objects.filter(pk__in=gone).delete()
        Omraadestand.objects.bulk_create(
            stande,
            update_conflicts=True,
            unique_fields=["omraade", "liste"],
            update_fields=FELTER,
            batch_size=500,
        )
        written += len(stande)
    return written


def refresh_lister(lister: Iterable[dt.date], besides: Collection[int] = ()) -> int:
    """As `refresh_stande`, for every area that stands on one of these lists: their reference has changed.

    Areas in `besides` have been written already.
    """
    found = Omraadestand.objects.filter(liste__in=set(lister)).order_by().values_list("omraade", flat=True)
    return refresh_stande(set(found.distinct()) - set(besides))


def compute_for(omraade_ids: Sequence[int]) -> Iterator[Omraadestand]:
    """The stands as they should be, not saved. Three queries, and the parameters' own."""
    parametre, means = current_parametre(), national_means()
    read: dict[int, dict[dt.date, Laest]] = {pk: {} for pk in omraade_ids}
    figures = Noegletal.objects.gaeldende().filter(omraade__in=omraade_ids).order_by("pk")
    for omraade, liste, indikator, vaerdi, decimaler, demo in figures.values_list(
        "omraade", "liste", "indikator", "vaerdi", "decimaler", "demo"
    ).iterator(chunk_size=5000):
        row = read[omraade].setdefault(liste, Laest())
        row.tal[indikator] = None if vaerdi is None else printed(vaerdi, decimaler)
        row.demo |= demo
    published = Listeudpegning.objects.gaeldende().filter(omraade__in=omraade_ids).order_by("pk")
    for omraade, liste, klasser, demo in published.values_list("omraade", "liste", "klasser", "demo"):
        row = read[omraade].setdefault(liste, Laest())
        row.offentliggjort = klasser
        row.demo |= demo
    for pk, lister in read.items():
        yield from compute_stande(pk, lister, means, parametre)


def rebuild_stande() -> int:
    """Writes every stand anew; returns how many."""
    with transaction.atomic():
        Omraadestand.objects.exclude(omraade__in=_read_areas()).delete()
        return refresh_stande(_read_areas().values_list("pk", flat=True))


def stale_stande() -> QuerySet[Omraadestand]:
    """Stands that were computed by other rules than those in force."""
    return Omraadestand.objects.exclude(regler=rules_print(current_parametre()))


def rebuild_where_stale() -> int:
    """Writes every stand anew if the rules have changed since; returns how many were written."""
    return rebuild_stande() if stale_stande().exists() else 0


def find_afvigelser() -> Iterator[str]:
    """What is stored otherwise than it should be, in Danish, one line each."""
    ids = list(_read_areas().order_by("pk").values_list("pk", flat=True))
    names = ["omraade_id", "liste", *FELTER]
    for start in range(0, len(ids), PORTION):
        part = ids[start : start + PORTION]
        stored = {(row.omraade_id, row.liste): row for row in Omraadestand.objects.filter(omraade__in=part)}
        for should in compute_for(part):
            row = stored.pop((should.omraade_id, should.liste), None)
            where = f"område {should.omraade_id}, liste {should.liste.isoformat()}"
            if row is None:
                yield f"{where}: mangler"
            elif wrong := [name for name in names if getattr(row, name) != getattr(should, name)]:
                yield f"{where}: afviger i {', '.join(wrong)}"
        yield from (f"område {pk}, liste {liste.isoformat()}: burde ikke være der" for pk, liste in stored)


def _read_areas() -> QuerySet[Omraade]:
    """The areas of which something was ever read."""
    figures = Noegletal.objects.filter(omraade__isnull=False).order_by().values("omraade")
    published = Listeudpegning.objects.order_by().values("omraade")
    return Omraade.objects.filter(Q(pk__in=figures) | Q(pk__in=published))
