"""What the portal shows: one's own cases, where they stand, and what can be sent in now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from almen.ansoegninger.arter import Slags, slags_of
from almen.ansoegninger.models import Anmodning
from almen.ansoegninger.selectors.aabent import ORGANISATION, arter_of, open_steps, waiting_arter
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.models import Frist, Sag, Sagsoverblik
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.visning import STATES
from almen.sagsgang.definition import Trin
from almen.sagsgang.udfald import Trinstatus
from almen.ui.formater import antal

_TOLD = (Trinstatus.IKKE_RELEVANT, Trinstatus.VALGFRI)


def own_overblik(bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """The cases of the boligorganisationer that the user speaks for."""
    return adgang.visible_overblik(bruger).filter(boligorganisation_id__in=bruger.egne_boligorganisationer)


def waiting_for_us(bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """Running cases in which the boligorganisation has a step to take, the nearest deadline first.

    `vores_trin` and `vores_frist` are that step and its day; None where the route sets no deadline for it.
    """
    due = Frist.objects.filter(sag=OuterRef("sag_id"), aktoer=ORGANISATION, opfyldt__isnull=True)
    first = due.order_by("dato", "id")
    return (
        own_overblik(bruger)
        .filter(afslutning="")
        .annotate(
            vores_trin=Subquery(first.values("titel")[:1]), vores_frist=Subquery(first.values("dato")[:1])
        )
        .filter(Q(naeste_aktoer=ORGANISATION) | Q(vores_frist__isnull=False))
        .order_by(F("vores_frist").asc(nulls_last=True), "sag_id")
    )


@dataclass(frozen=True)
class Anmodningslinje:
    """A request as the organisation reads it: how many days are left, in words; empty where it has no day."""

    anmodning: Anmodning
    tid: str
    overskredet: bool


def request_lines(anmodninger: Iterable[Anmodning], today: dt.date) -> list[Anmodningslinje]:
    """The requests with the days that are left of each."""
    return [
        Anmodningslinje(item, days_left(item.frist, today), item.frist is not None and item.frist < today)
        for item in anmodninger
    ]


def days_left(frist: dt.date | None, today: dt.date) -> str:
    """How far off a day is, in Danish."""
    if frist is None:
        return ""
    days = (frist - today).days
    if days == 0:
        return "fristen er i dag"
    return (
        f"{antal(days, 'dag', 'dage')} tilbage" if days > 0 else f"{antal(-days, 'dag', 'dage')} over fristen"
    )


@dataclass(frozen=True)
class Statustrin:
    """One step in words for those outside the municipality."""

    navn: str
    hvem: str
    state: str
    dato: dt.date | None


@dataclass(frozen=True)
class Status:
    """Where a case stands: its steps, who decides next, and what can be sent in now."""

    forloeb: Forloeb
    trin: list[Statustrin]
    naeste: list[Statustrin]
    arter: list[Slags]
    vores: bool


def get_status(sag: Sag, today: dt.date) -> Status:
    """The case's status. Optional steps are told once they have been taken."""
    forloeb = load_forloeb(sag)
    decided = {item.nummer: item.dato for item in forloeb.beslutninger}
    states = forloeb.tilstand.trin
    rows = {
        trin.id: Statustrin(
            _words(trin, states[trin.id].status),
            aktoer_navn(trin.aktoer, today),
            STATES[states[trin.id].status],
            decided.get(states[trin.id].beslutning or 0),
        )
        for trin in forloeb.sagsgang.orden
        if states[trin.id].status not in _TOLD
    }
    waiting = waiting_arter([sag])
    return Status(
        forloeb,
        list(rows.values()),
        [rows[key] for key in forloeb.tilstand.aabne],
        [slags_of(art) for art in arter_of(forloeb) if (sag.pk, art) not in waiting],
        bool(open_steps(forloeb)),
    )


def _words(trin: Trin, status: Trinstatus) -> str:
    """What has been done is told in the words for those outside; what is to come by the step's own name."""
    return (trin.offentligt_navn if status == Trinstatus.UDFOERT else "") or trin.navn
