"""The projects of a plan and the cases they come back as: where each stands, which can be linked, and which can be opened."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from almen.godkendelser.selectors import typer
from almen.grundlag.selectors import sagstyper_on
from almen.organisationer.models import Bruger
from almen.planer.models import Indsats, Plan, Planart
from almen.sager import adgang
from almen.sager.models import Sagsoverblik
from almen.sager.visning import afslutning_navn, fase_navn
from almen.sagsgang.register import REGISTER

# Kinds of case that projects of a plan come back as, beside the approvals.
BYGGESAGER = ("nybyggeri", "renovering")
MAX_FOUND = 20


@dataclass(frozen=True)
class Projekt:
    """A project with the projection of its case; `skjult`: it has a case that the user may not see."""

    indsats: Indsats
    overblik: Sagsoverblik | None
    skjult: bool

    @property
    def stand(self) -> str:
        """How far the case has come, in words; "" where there is none."""
        if self.overblik is None:
            return ""
        return afslutning_navn(self.overblik.afslutning) or fase_navn(
            self.overblik.sagstype, self.overblik.fase
        )

    @property
    def naeste(self) -> str:
        """What happens next in the case; "" where it is over or there is none."""
        return "" if self.overblik is None else self.overblik.naeste_trin_navn


def projekter_of(plan: Plan, bruger: Bruger) -> list[Projekt]:
    """The plan's projects that are not dropped, with their cases as this user may see them: two queries."""
    rows = list(plan.indsatser.filter(udgaaet__isnull=True).order_by("id"))
    ids = {row.sag_id for row in rows if row.sag_id}
    seen = {item.sag_id: item for item in adgang.visible_overblik(bruger).filter(sag__in=ids)} if ids else {}
    return [
        Projekt(
            row,
            seen.get(row.sag_id) if row.sag_id else None,
            row.sag_id is not None and row.sag_id not in seen,
        )
        for row in rows
    ]


def sager_to_link(bruger: Bruger, tekst: str) -> QuerySet[Sagsoverblik]:
    """Cases that the user may see and a project may come back as, whose number or title holds every word of `tekst`; newest first."""
    found = adgang.visible_overblik(bruger).exclude(sagstype__in=Planart.values)
    found = found.exclude(sag__annulleret__isnull=False)
    for word in tekst.lower().split()[:8]:
        found = found.filter(soegetekst__contains=word)
    return found.select_related("boligorganisation").order_by("-sag_id")[:MAX_FOUND]


def kinds_to_open() -> list[tuple[str, str]]:
    """Kinds of case that can be opened from a project, (id, name): building and renovation, then approvals that have a route."""
    routed = sagstyper_on(timezone.localdate())
    own = [(item, REGISTER.sagstype(item).navn) for item in BYGGESAGER if item in REGISTER.sagstyper]
    # What the municipality opens against an organisation or for the whole city is no project of a plan.
    approvals = sorted(
        ((item.id, item.navn) for item in typer().values() if item.ansoegt), key=lambda item: item[1]
    )
    return [item for item in (*own, *approvals) if item[0] in routed]


def address_to_open(sagstype: str) -> str | None:
    """The address of the form that opens a case of this kind; None for kinds that no project comes back as."""
    if sagstype in BYGGESAGER and sagstype in REGISTER.sagstyper:
        ny_url = REGISTER.sagstype(sagstype).ny_url
        return ny_url() if ny_url else None
    return reverse("godkendelser:ny_af_type", args=[sagstype]) if sagstype in typer() else None
