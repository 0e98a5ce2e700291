"""The way from a case's page to its whole way."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from almen.analyse.straekninger import load_straekninger
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort

ID = "vejen"


def _has_stretches() -> Any:
    """Answered by the case's own query: whether its case type has stretches."""
    return ExpressionWrapper(Q(sagstype__in=list(load_straekninger().sagstyper)), output_field=BooleanField())


def _acts(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    if not adgang.may_see_analyse(bruger):
        return []
    return [("Lokalplan, støttesag og byggesag med dage", reverse("analyse:vejen_sag", args=[sag.nummer]))]


def register() -> None:
    """Puts the card on the case page; called once when Django starts."""
    if ID not in REGISTER.sagskort:
        REGISTER.register_sagskort(Sagskort(ID, "Hele vejen", lambda sag, bruger: [], _acts, _has_stretches))
