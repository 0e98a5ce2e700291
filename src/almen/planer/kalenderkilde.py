"""What plans give the calendar: milestones that are not reached, and the days on which plans end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from almen.organisationer.models import Bruger
from almen.planer.models import Milepael, Plan
from almen.planer.selectors import forvaltninger_of, visible_planer
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Fortrolighed
from almen.ui.kalender import Haendelse, Kalenderkilde
from almen.ui.kalender import register as register_kilde

MAX_IN_CALENDAR = 500


def _own(bruger: Bruger, *, milepaele: bool) -> Q:
    """Plans whose case is one's own; and milestones of one's forvaltning's efforts."""
    prefix = "plan__" if milepaele else ""
    own = Q(**{f"{prefix}sag__ansvarlig": bruger})
    return own | Q(indsats__ansvarlig__in=forvaltninger_of(bruger)) if milepaele else own


def haendelser(bruger: Bruger, fra: dt.date, til: dt.date, kun_egne: bool) -> Iterator[Haendelse]:
    """Milestones and ends between the two days, of plans that the user may see: two queries."""
    rows = (
        Milepael.objects.filter(
            adgang.scope_of_sag(bruger, "plan__sag__"), frist__range=(fra, til), naaet__isnull=True
        )
        .filter(Q(indsats__isnull=True) | Q(indsats__udgaaet__isnull=True))
        .exclude(plan__sag__overblik__afslutning__in=UDEN_RESULTAT)
        .select_related("plan__sag__overblik", "indsats")
    )
    ends = (
        visible_planer(bruger)
        .filter(til__range=(fra, til))
        .exclude(sag__overblik__afslutning__in=UDEN_RESULTAT)
    )
    if kun_egne:
        rows, ends = rows.filter(_own(bruger, milepaele=True)), ends.filter(_own(bruger, milepaele=False))
    for item in rows.order_by("frist", "pk")[:MAX_IN_CALENDAR]:
        yield _event(
            item.plan,
            f"milepael-{item.pk}",
            item.frist,
            f"Milepæl: {item.titel}",
            str(item.indsats or ""),
        )
    for plan in ends.order_by("til", "pk")[:MAX_IN_CALENDAR]:
        if plan.til is not None:
            yield _event(plan, f"slut-{plan.pk}", plan.til, f"Planen slutter: {plan.navn}")


def _event(plan: Plan, id_: str, dag: dt.date, titel: str, tekst: str = "") -> Haendelse:
    about = f"{plan.navn}. {tekst}".strip() if tekst else plan.navn
    return Haendelse(
        id=id_,
        dato=dag,
        titel=titel,
        aendret=plan.sag.overblik.senest_aendret,
        tekst=about,
        url=plan.get_absolute_url(),
        fortrolig=plan.sag.fortrolighed == Fortrolighed.FORTROLIG,
    )


def register() -> None:
    """Registers the source; called once when Django starts."""
    register_kilde(Kalenderkilde("planer", "Planer", haendelser, adgang.may_see_omraader))
