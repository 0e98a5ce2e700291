"""Proposals to adjust flexible letting: a case's proposal, and those a user may see."""

from __future__ import annotations

from django.db.models import QuerySet

from almen.omraader.models import Omraade, Udlejningsjustering
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag

JUSTERING = "udlejningsjustering"


def justering_of(sag: Sag) -> Udlejningsjustering:
    """The case's proposal with its area, read once and kept on the case object. Raises DoesNotExist."""
    if "udlejningsjustering" not in sag._state.fields_cache:
        found = Udlejningsjustering.objects.select_related("omraade").get(sag=sag)
        found.sag = sag
        sag.udlejningsjustering = found  # type: ignore[attr-defined]
    return sag.udlejningsjustering  # type: ignore[attr-defined,no-any-return]


def visible_justeringer(bruger: Bruger) -> QuerySet[Udlejningsjustering]:
    """The proposals whose cases `bruger` may see, the newest first."""
    return Udlejningsjustering.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "omraade", "sag__overblik"
    )


def running_justering(omraade: Omraade) -> Udlejningsjustering | None:
    """A proposal on the area whose case has not ended."""
    return omraade.udlejningsjusteringer.filter(sag__overblik__afslutning="").select_related("sag").first()
