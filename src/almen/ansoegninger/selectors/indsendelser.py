"""Submissions, drafts and requests within the user's rights."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from almen.ansoegninger.models import Anmodning, Fil, Indsendelse, Kladde
from almen.organisationer.models import Bruger
from almen.sager import adgang


def visible_indsendelser(bruger: Bruger) -> QuerySet[Indsendelse]:
    """What the user may see of what has been sent in; of a case that is closed to them, nothing."""
    rows = Indsendelse.objects.filter(adgang.scope_of_organisation(bruger))
    case = adgang.scope_of_sag(bruger, "sag__")
    if case:
        rows = rows.filter(Q(sag__isnull=True) | case)
    return rows.select_related("boligorganisation", "sag", "indsendt_af", "behandling", "behandling__sag")


def waiting_indsendelser(bruger: Bruger) -> QuerySet[Indsendelse]:
    """What waits to be taken in or returned, the oldest first."""
    return visible_indsendelser(bruger).filter(behandling__isnull=True).order_by("id")


def own_kladder(bruger: Bruger) -> QuerySet[Kladde]:
    """Drafts of the boligorganisationer that the user speaks for; the municipality does not read drafts."""
    return Kladde.objects.filter(boligorganisation_id__in=bruger.egne_boligorganisationer).select_related(
        "boligorganisation", "sag", "anmodning", "aendret_af"
    )


def own_filer(bruger: Bruger) -> QuerySet[Fil]:
    """Uploaded files, not yet sent, of the boligorganisationer that the user speaks for."""
    return Fil.objects.filter(boligorganisation_id__in=bruger.egne_boligorganisationer)


def visible_anmodninger(bruger: Bruger) -> QuerySet[Anmodning]:
    """Requests in cases that the user may see."""
    return Anmodning.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag", "sag__boligorganisation", "oprettet_af"
    )


def open_anmodninger(bruger: Bruger) -> QuerySet[Anmodning]:
    """Requests that still want an answer: not closed, and none sent that waits."""
    return (
        visible_anmodninger(bruger)
        .filter(lukket__isnull=True)
        .exclude(
            pk__in=Indsendelse.objects.filter(anmodning__isnull=False, behandling__isnull=True).values(
                "anmodning"
            )
        )
        .order_by("frist", "id")
    )
