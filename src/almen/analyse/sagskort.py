"""What the analysis adds to case pages: the way to the whole way, and on an analysis of the bases (M9) where the time goes."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from almen.analyse.straekninger import load_straekninger
from almen.grundlagssager.models import Grundlagsanalyse
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort

ID = "vejen"
TID = "sagernes_tid"
ANALYSE = "grundlagsanalyse"


def _has_stretches() -> Any:
    """Answered by the case's own query: whether its case type has stretches."""
    return ExpressionWrapper(Q(sagstype__in=list(load_straekninger().sagstyper)), output_field=BooleanField())


def _acts(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    if not adgang.may_see_analyse(bruger):
        return []
    return [("Lokalplan, støttesag og byggesag med dage", reverse("analyse:vejen_sag", args=[sag.nummer]))]


def _is_analysis() -> Any:
    return ExpressionWrapper(Q(sagstype=ANALYSE), output_field=BooleanField())


def _lead_times(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    """The lead times of the case types that the analysed bases cover."""
    if not adgang.may_see_analyse(bruger):
        return []
    bases = set(Grundlagsanalyse.objects.filter(sag=sag).values_list("grundlag", flat=True))
    covered = [item for item in current_profil().administrationsgrundlag if item.id in bases]
    types = dict.fromkeys(sagstype for item in covered for sagstype in item.sagstyper)
    address = reverse("analyse:ledetider")
    return [
        (f"Ledetider: {REGISTER.sagstype(key).navn}", "hvor tiden går", f"{address}?sagstype={key}")
        for key in types
    ]


def register() -> None:
    """Puts the cards on the case page; called once when Django starts."""
    if ID not in REGISTER.sagskort:
        REGISTER.register_sagskort(Sagskort(ID, "Hele vejen", lambda sag, bruger: [], _acts, _has_stretches))
    if TID not in REGISTER.sagskort:
        REGISTER.register_sagskort(
            Sagskort(TID, "Sagernes tid", _lead_times, lambda sag, bruger: [], _is_analysis)
        )
