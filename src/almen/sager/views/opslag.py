"""Finding what a page is about, through the user's rights: what may not be seen does not exist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from almen.sager import adgang
from almen.sager.models import Sag


def find_sag(request: HttpRequest, nummer: str, **questions: Any) -> Sag:
    """The case with this number if the user may see it; else 404. `questions` are annotations answered by the same query."""
    queryset = adgang.visible_sager(request.user).select_related(  # type: ignore[arg-type]
        "sagsgangsversion", "boligorganisation", "ansvarlig", "grundlagsversion__grundlag", "udspringer_af"
    )
    return get_object_or_404(queryset.annotate(**questions), nummer=nummer)


def require_edit(request: HttpRequest) -> None:
    """Raises AdgangNaegtet (403) unless the user may change cases."""
    adgang.require(adgang.may_edit_sag(request.user), "Din rolle kan se sagen, men ikke ændre den.")  # type: ignore[arg-type]
