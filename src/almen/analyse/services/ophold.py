"""Keeps `Ophold`, the projection of stays, equal to what route and decisions say."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from almen.analyse.models import Ophold
from almen.organisationer.selectors import current_profil
from almen.sager.faste import insert
from almen.sager.models import Sag, Sagsoverblik
from almen.sager.selectors.forloeb import Forloeb, as_route, load_forloeb
from almen.sagsgang.ophold import Ophold as Stay
from almen.sagsgang.ophold import Opholdsart, find_ophold

CONTENT = tuple(
    field.attname for field in Ophold._meta.concrete_fields if field.attname not in ("id", "sag_id")
)


def compute_ophold(forloeb: Forloeb, overblik: Sagsoverblik) -> list[Ophold]:
    """The stays of one case as rows; none of a case that was opened in error. Pure."""
    return [_as_row(item, forloeb, overblik) for item in _stays(forloeb)]


def _stays(forloeb: Forloeb) -> tuple[Stay, ...]:
    if forloeb.sag.annulleret:
        return ()
    decisions = as_route(forloeb.beslutninger)
    return find_ophold(forloeb.sagsgang, forloeb.fakta, forloeb.sag.aabnet_dato, decisions, forloeb.tilstand)


def _as_row(item: Stay, forloeb: Forloeb, overblik: Sagsoverblik) -> Ophold:
    step, council = forloeb.sagsgang.efter_id[item.trin], current_profil().raad
    return Ophold(
        sag=forloeb.sag,
        trin=item.trin,
        runde=item.runde,
        fase=step.fase,
        # A decision that was stopped waits for the council (styrelsesloven § 23).
        aktoer=council if item.art is Opholdsart.STANDSET and council else step.aktoer,
        klar=item.klar,
        slut=item.slut,
        dage=item.dage,
        art=item.art.value,
        udfald=item.udfald,
        udloest_af=item.udloest_af,
        tilbage=item.tilbage,
        udsat_fra=item.udsat_fra,
        udsat=item.udsat,
        igen_klar=item.igen_klar,
        foer_tur=item.foer_tur,
        beslutning_nummer=item.beslutning,
        klar_aar=item.klar.year,
        sagstype=overblik.sagstype,
        version=overblik.version,
        boligtyper=overblik.boligtyper,
        boligorganisation_id=overblik.boligorganisation_id,
    )


def write_ophold(forloeb: Forloeb, overblik: Sagsoverblik, *, before: Forloeb | None, new: bool) -> None:
    """Writes the rows that changed. Call inside the act's transaction.

    A decision (`before` is known) changes a few stays and nothing of the case itself: only those are made and written.
    """
    if new:
        _insert(_stays(forloeb), forloeb, overblik)
    elif before is not None:
        _write_changed(_stays(before), _stays(forloeb), forloeb, overblik)
    else:
        _replace(forloeb, overblik)


def _write_changed(
    old: tuple[Stay, ...], now: tuple[Stay, ...], forloeb: Forloeb, overblik: Sagsoverblik
) -> None:
    stored, wanted = set(old), set(now)
    gone = {item.trin for item in stored - wanted}
    if gone:
        rows = Ophold.objects.filter(sag=forloeb.sag, trin__in=gone)
        rows._raw_delete(rows.db)  # nothing points at a stay
    _insert([item for item in now if item.trin in gone or item not in stored], forloeb, overblik)


def _insert(stays: Sequence[Stay], forloeb: Forloeb, overblik: Sagsoverblik) -> None:
    for item in stays:
        insert(_as_row(item, forloeb, overblik))


def _replace(forloeb: Forloeb, overblik: Sagsoverblik) -> None:
    """After an act that may have changed the case itself: its route, its organisation, its facts."""
    wanted = compute_ophold(forloeb, overblik)
    stored = {_content(row): row.pk for row in Ophold.objects.filter(sag=forloeb.sag)}
    after = {_content(row) for row in wanted}
    if gone := [pk for content, pk in stored.items() if content not in after]:
        Ophold.objects.filter(pk__in=gone).delete()
    Ophold.objects.bulk_create(row for row in wanted if _content(row) not in stored)


def stays_as_computed(forloeb: Forloeb, overblik: Sagsoverblik) -> bool:
    """True if what is stored of the case is what follows from its course."""
    stored = Ophold.objects.filter(sag=forloeb.sag)
    return sorted(map(str, map(_content, stored))) == sorted(
        map(str, map(_content, compute_ophold(forloeb, overblik)))
    )


def _content(row: Ophold) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in CONTENT)


def build_missing() -> bool:
    """Computes the stays of cases that have none, as after an update of the program; True if there were any."""
    waiting = Sag.objects.filter(annulleret__isnull=True).exclude(
        Exists(Ophold.objects.filter(sag=OuterRef("pk")))
    )
    built = False
    for sag in waiting.select_related("sagsgangsversion", "overblik").iterator(chunk_size=500):
        rows = compute_ophold(load_forloeb(sag), sag.overblik)
        Ophold.objects.bulk_create(rows, ignore_conflicts=True)
        built = built or bool(rows)
    return built
