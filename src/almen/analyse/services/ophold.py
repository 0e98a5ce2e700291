"""Keeps `Ophold`, the projection of stays, equal to what route and decisions say."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from almen.analyse.models import Ophold
from almen.organisationer.selectors import current_profil
from almen.sager.models import Sag, Sagsoverblik
from almen.sager.selectors.forloeb import Forloeb, as_route, load_forloeb
from almen.sagsgang.ophold import Opholdsart, find_ophold

CONTENT = tuple(
    field.attname for field in Ophold._meta.concrete_fields if field.attname not in ("id", "sag_id")
)


def compute_ophold(forloeb: Forloeb, overblik: Sagsoverblik) -> list[Ophold]:
    """The stays of one case as rows; none of a case that was opened in error. Pure."""
    if forloeb.sag.annulleret:
        return []
    steps, council = forloeb.sagsgang.efter_id, current_profil().raad
    stays = find_ophold(
        forloeb.sagsgang,
        forloeb.fakta,
        forloeb.sag.aabnet_dato,
        as_route(forloeb.beslutninger),
        forloeb.tilstand,
    )
    return [
        Ophold(
            sag=forloeb.sag,
            trin=item.trin,
            runde=item.runde,
            fase=steps[item.trin].fase,
            # A decision that was stopped waits for the council (styrelsesloven § 23).
            aktoer=council if item.art is Opholdsart.STANDSET and council else steps[item.trin].aktoer,
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
        for item in stays
    ]


def write_ophold(forloeb: Forloeb, overblik: Sagsoverblik, *, before: Forloeb | None, new: bool) -> None:
    """Writes the rows that changed. Call inside the act's transaction."""
    wanted = compute_ophold(forloeb, overblik)
    if new:
        Ophold.objects.bulk_create(wanted)
        return
    have = (
        compute_ophold(before, overblik)
        if before is not None
        else list(Ophold.objects.filter(sag=forloeb.sag))
    )
    stored, after = {_content(row): row for row in have}, {_content(row) for row in wanted}
    if gone := {row.trin for content, row in stored.items() if content not in after}:
        Ophold.objects.filter(sag=forloeb.sag, trin__in=gone).delete()
    Ophold.objects.bulk_create(row for row in wanted if row.trin in gone or _content(row) not in stored)


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
