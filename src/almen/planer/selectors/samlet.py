"""All plans together: by area and over time, what is lacking (a class that demands a plan, and none) and what runs out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from almen.omraader.klasser import klasse_navn
from almen.omraader.models import Omraade, Omraadestand
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.planer.models import Milepael, Plan, Planart
from almen.planer.selectors.plan import running_on, visible_planer
from almen.regler.omraadefoelger import Foelge, plan_kraevet
from almen.sager.models import UDEN_RESULTAT, Beslutning
from almen.sagsgang.udfald import Handling, Udfald
from almen.ui.plandiagram import Ganttbjaelke

HELE_KOMMUNEN = "Uden bestemt område"
UDLOEBER_DAGE = 365
STATEN = "staten"
TILSTANDE = (
    ("loeber", "Løber nu"),
    ("kommende", "Kommende"),
    ("udloeber", "Udløber inden for et år uden afløser"),
    ("udloebet", "Udløbet"),
    ("uden_periode", "Uden periode"),
    ("faldet", "Blev ikke til noget"),
)


def in_state(rows: QuerySet[Plan], tilstand: str, dag: dt.date) -> QuerySet[Plan]:
    """The plans that are in this state (`TILSTANDE`) on the day."""
    fallen = Q(sag__overblik__afslutning__in=UDEN_RESULTAT)
    conditions = {
        "loeber": running_on(dag),
        "kommende": Q(fra__gt=dag) & ~fallen,
        "udloeber": running_on(dag)
        & Q(til__lte=dag + dt.timedelta(days=UDLOEBER_DAGE))
        & ~Exists(_successors()),
        "udloebet": Q(til__lt=dag) & ~fallen,
        "uden_periode": Q(fra__isnull=True) & (Q(til__isnull=True) | Q(til__gte=dag)) & ~fallen,
        "faldet": fallen,
    }
    return rows.filter(conditions[tilstand])


def _successors() -> QuerySet[Plan]:
    """Plans that follow another, as a subquery: those whose case came to nothing follow nobody."""
    return Plan.objects.filter(erstatter=OuterRef("pk")).exclude(sag__overblik__afslutning__in=UDEN_RESULTAT)


def state_of(plan: Plan, dag: dt.date) -> str:
    """The plan's state in words, as `TILSTANDE` has it; expiry is told by `in_state`."""
    if plan.sag.overblik.afslutning in UDEN_RESULTAT:
        return "Blev ikke til noget"
    if plan.til is not None and plan.til < dag:
        return "Udløbet"
    if plan.fra is None:
        return "Uden periode"
    return "Kommende" if plan.fra > dag else "Løber nu"


def bars_of(rows: Iterable[Plan], milepaele: bool = True) -> list[Ganttbjaelke]:
    """The plans as bars by area, the areas by name; a plan in three areas stands under each. `rows` have areas and milestones prefetched."""
    bars = []
    for plan in rows:
        marks = tuple((item.frist, _mark(item)) for item in plan.milepaele.all()) if milepaele else ()
        for navn in sorted(item.navn for item in plan.omraader.all()) or [HELE_KOMMUNEN]:
            bars.append(Ganttbjaelke(plan.navn, navn, Planart(plan.art).label, plan.fra, plan.til, marks))
    return sorted(
        bars, key=lambda bar: (bar.gruppe == HELE_KOMMUNEN, bar.gruppe, bar.fra or dt.date.min, bar.navn)
    )


def _mark(item: Milepael) -> str:
    return "Milepæl nået" if item.naaet else "Milepæl"


@dataclass(frozen=True)
class Mangel:
    """An area whose class demands a plan that it has not, with the duty, since which list, and the day it is due (None: unknown)."""

    omraade: Omraade
    klasse: str
    foelge: Foelge
    siden: dt.date
    frist: dt.date | None
    paa_vej: tuple[Plan, ...]


def find_mangler(bruger: Bruger, dag: dt.date, omraade: Omraade | None = None) -> list[Mangel]:
    """Every area of the municipality (or this one) whose latest list demands a plan of a kind that no running plan of the area is.

    A plan in preparation does not fill the gap; it is named. Plans in cases that the user may not see count as plans: that a duty
    is met is no secret. A fixed number of queries.
    """
    latest = Omraadestand.objects.filter(seneste=True, omraade__kommune=current_profil().kort_navn)
    if omraade is not None:
        latest = latest.filter(omraade=omraade)
    stande = list(latest.select_related("omraade").order_by("omraade__navn"))
    demanded = [
        (stand, foelge)
        for stand in stande
        for foelge in plan_kraevet(
            stand.klasser if stand.offentliggjort is None else stand.offentliggjort, dag
        )
    ]
    ids = {stand.omraade_id for stand, _ in demanded}
    if not ids:
        return []
    held = set(adopted(Plan.objects.filter(running_on(dag), omraader__in=ids)).values_list("omraader", "art"))
    coming = list(
        visible_planer(bruger)
        .filter(omraader__in=ids, sag__overblik__afslutning="")
        .prefetch_related("omraader")
        .distinct()
    )
    since = _first_lists(ids)
    found = []
    for stand, foelge in demanded:
        if (stand.omraade_id, foelge.plan) in held:
            continue
        start = since.get(stand.omraade_id, stand.liste)
        frist = foelge.find_frist(start)
        under_way = tuple(
            plan
            for plan in coming
            if plan.art == foelge.plan and any(item.pk == stand.omraade_id for item in plan.omraader.all())
        )
        name = klasse_navn(stand.hovedklasse, stand.liste)
        found.append(Mangel(stand.omraade, name, foelge, start, frist.dato if frist else None, under_way))
    return found


def adopted(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans that a body has approved and that the state, where it must, has approved too: its turn is over."""
    approved = Beslutning.objects.filter(
        sag=OuterRef("sag"),
        handling=Handling.GODKENDER,
        udfald__in=(Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRINGER),
        aktoer__in=current_profil().aktoerer_of_art("organ"),
    )
    return rows.filter(Exists(approved)).exclude(sag__overblik__naeste_aktoer=STATEN)


def _first_lists(ids: set[int]) -> dict[int, dt.date]:
    """The first list of the unbroken run of lists on which each area has had the main class that it has now. One query."""
    runs: dict[int, tuple[str, dt.date]] = {}
    rows = Omraadestand.objects.filter(omraade__in=ids).order_by("omraade", "liste")
    for omraade, klasse, liste in rows.values_list("omraade", "hovedklasse", "liste"):
        if omraade not in runs or runs[omraade][0] != klasse:
            runs[omraade] = (klasse, liste)
    return {omraade: liste for omraade, (_, liste) in runs.items()}


def find_udloeb(bruger: Bruger, dag: dt.date) -> QuerySet[Plan]:
    """The user's plans that run out within a year with nothing to follow, the first to run out first."""
    return in_state(visible_planer(bruger), "udloeber", dag).prefetch_related("omraader").order_by("til")


def plans_of_omraade(omraade: Omraade, bruger: Bruger) -> Sequence[Plan]:
    """The plans of an area that the user may see: those that run first, then the others, the newest first."""
    rows = list(visible_planer(bruger).filter(omraader=omraade))
    return sorted(rows, key=lambda plan: plan.fra or dt.date.max, reverse=True)
