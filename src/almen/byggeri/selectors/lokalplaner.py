"""Local plans with how much of their requirement lies in projects, what is left, and since when it has lain idle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from almen.byggeri.models import Grundkoebslaan, Lokalplan, Lokalplanprojekt, Projekt
from almen.organisationer.models import Bruger
from almen.regler.fejl import RegelFejl
from almen.regler.grundkoebslaan import check_lokalplan
from almen.regler.lokalplan import Realisering, compute_realisering
from almen.regler.resultat import Udfald, Vurdering
from almen.regler.samling import Parametre
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT

M2: DecimalField = DecimalField(max_digits=14, decimal_places=2)
# A case of which nothing comes fulfils nothing.
COUNTS = ~Q(projekter__projekt__sag__overblik__afslutning__in=UDEN_RESULTAT)


def lokalplaner() -> QuerySet[Lokalplan]:
    """Every plan with `i_projekter`, `faerdig_m2`, `rest` (m²) and `seneste` (the day the latest project was opened).

    Plans are public; the projects behind a figure are shown to those who may see their cases. One query.
    """
    zero = Value(Decimal(0), output_field=M2)
    done = COUNTS & Q(projekter__projekt__skema_c_dato__isnull=False)
    return Lokalplan.objects.annotate(
        i_projekter=Coalesce(Sum("projekter__m2", filter=COUNTS), zero, output_field=M2),
        faerdig_m2=Coalesce(Sum("projekter__m2", filter=done), zero, output_field=M2),
        seneste=Max("projekter__projekt__sag__aabnet_dato", filter=COUNTS),
    ).annotate(rest=Greatest(F("krav_m2") - F("i_projekter"), zero, output_field=M2))


@dataclass(frozen=True)
class Samlet:
    """All plans together; `uden_krav` do not say how much they require."""

    antal: int
    uden_krav: int
    realisering: Realisering
    ledige: int


def samlet() -> Samlet:
    """The requirement of all plans against their projects. A plan's surplus does not fill another plan's hole."""
    rows: list[tuple[Decimal | None, Decimal]] = [
        (plan.krav_m2, plan.i_projekter)  # type: ignore[attr-defined]
        for plan in lokalplaner().order_by()
    ]
    known = [(krav, lies) for krav, lies in rows if krav is not None]
    required = sum((krav for krav, _ in known), Decimal(0))
    counted = sum((min(krav, lies) for krav, lies in known), Decimal(0))
    return Samlet(
        antal=len(rows),
        uden_krav=len(rows) - len(known),
        realisering=compute_realisering(required, counted),
        ledige=sum(1 for krav, lies in known if lies < krav),
    )


def ledig_siden(plan: Lokalplan) -> dt.date | None:
    """Since when nothing has happened to what is left: the latest project's opening, else the plan's adoption.

    None where nothing is left, or no day is known. `plan` comes from `lokalplaner()`.
    """
    rest: Decimal | None = plan.rest  # type: ignore[attr-defined]
    seneste: dt.date | None = plan.seneste  # type: ignore[attr-defined]
    if not rest:
        return None
    days = [day for day in (plan.vedtaget, seneste) if day is not None]
    return max(days, default=None)


def visible_links(bruger: Bruger, plan: Lokalplan) -> QuerySet[Lokalplanprojekt]:
    """The plan's projects whose cases `bruger` may see."""
    return Lokalplanprojekt.objects.filter(
        adgang.scope_of_sag(bruger, "projekt__sag__"), lokalplan=plan
    ).select_related("projekt__sag__overblik", "lokalplan")


@dataclass(frozen=True)
class Planopfyldelse:
    """A plan that a project fulfils some of, and what it means for a land loan applied for (None: none is)."""

    link: Lokalplanprojekt
    grundkoebslaan: Vurdering | None


def plans_of(projekt: Projekt, laan: Sequence[Grundkoebslaan], parametre: Parametre) -> list[Planopfyldelse]:
    """The project's plans with the rule for land loans (almenboligloven § 119 a) on the latest application. One query."""
    days = [item.ansoegningsdato for item in laan if item.ansoegningsdato is not None]
    found = []
    for link in Lokalplanprojekt.objects.filter(projekt=projekt).select_related("lokalplan"):
        verdict = None
        if days:
            try:
                verdict = check_lokalplan(
                    link.lokalplan.vedtaget, link.lokalplan.andel_pct, max(days), parametre
                )
            except RegelFejl as error:
                verdict = Vurdering(
                    "grundkoebslaan_lokalplan",
                    Udfald.KAN_IKKE_AFGOERES,
                    "Lokalplanen tillader grundkøbslån",
                    str(error),
                )
        found.append(Planopfyldelse(link, verdict))
    return found
