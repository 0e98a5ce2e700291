"""Lists of projects and the pipeline of dwellings."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, CharField, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from almen.byggeri.models import Projekt
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sagsoverblik

# The pipeline's phases in their order; the ids are also the values of the list's filter.
FASER: tuple[tuple[str, str], ...] = (
    ("foer_a", "Før Skema A"),
    ("a", "Skema A"),
    ("b", "Skema B"),
    ("c", "Skema C"),
)
PIPELINE_KEY, PIPELINE_SECONDS = "byggeri:pipeline", 30
FASE_FORKLARING: dict[str, str] = {
    "foer_a": "søgt, intet tilsagn endnu",
    "a": "tilsagn givet, byggeriet ikke i gang",
    "b": "byggeriet er godkendt til igangsætning",
    "c": "byggeri og regnskab er godkendt",
}


def phase_of(til_overblik: str, til_projekt: str) -> Case:
    """A project's phase as a database expression, by what has been decided.

    The arguments lead from the model asked to Sagsoverblik and to Projekt ("" or ending in "__"). A rejected
    or annulled case has none: its dwellings are on nobody's way.
    """
    return Case(
        When(**{f"{til_overblik}afslutning__in": UDEN_RESULTAT}, then=Value("")),
        When(**{f"{til_projekt}skema_c_dato__isnull": False}, then=Value("c")),
        When(**{f"{til_projekt}skema_b_dato__isnull": False}, then=Value("b")),
        When(**{f"{til_projekt}tilsagn_dato__isnull": False}, then=Value("a")),
        default=Value("foer_a"),
        output_field=CharField(),
    )


def visible_projekter(bruger: Bruger) -> QuerySet[Projekt]:
    """The projects of the cases that `bruger` may see, with what lists show of them in the same query."""
    return (
        Projekt.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag__overblik__boligorganisation")
        .annotate(
            pipelinefase=phase_of("sag__overblik__", ""),
            ibrugtagning=Coalesce("sidste_bolig_faerdig", "forventet_ibrugtagning"),
        )
    )


@dataclass(frozen=True)
class Fasetal:
    """Cases and dwellings in one phase. `uden_antal` cases do not say how many dwellings they are about."""

    id: str
    navn: str
    forklaring: str
    sager: int
    boliger: int
    uden_antal: int


def pipeline(bruger: Bruger) -> list[Fasetal]:
    """Dwellings per phase in the cases that `bruger` may see; every phase is there, in order. One query.

    For those who see every case the figures are at most half a minute old: they add up all cases there are.
    """
    if bruger.has_rolle(*adgang.SEES_ALL):
        shared: list[Fasetal] | None = cache.get(PIPELINE_KEY)
        if shared is None:
            shared = _pipeline(bruger)
            cache.set(PIPELINE_KEY, shared, PIPELINE_SECONDS)
        return shared
    return _pipeline(bruger)


def _pipeline(bruger: Bruger) -> list[Fasetal]:
    return phase_sums(adgang.visible_overblik(bruger).filter(sagstype="nybyggeri"))


def phase_sums(overblik: QuerySet[Sagsoverblik]) -> list[Fasetal]:
    """Cases and dwellings in each phase, every phase in order. One query."""
    rows = (
        overblik.order_by()
        .annotate(pipelinefase=phase_of("", "sag__projekt__"))
        .values("pipelinefase")
        .annotate(sager=Count("pk"), sum=Sum("boliger"), uden=Count("pk", filter=Q(boliger__isnull=True)))
    )
    found = {row["pipelinefase"]: row for row in rows}
    empty = {"sager": 0, "sum": 0, "uden": 0}
    return [
        Fasetal(id_, navn, FASE_FORKLARING[id_], row["sager"], row["sum"] or 0, row["uden"])
        for id_, navn in FASER
        for row in [found.get(id_, empty)]
    ]
