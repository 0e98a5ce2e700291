"""The card that says what of a plan is decided, and what of it anybody can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.organisationer.models import Bruger
from almen.planer.models import Plan
from almen.planer.offentligt import plan_url
from almen.planer.plankort import ALLE, Handling, Plankort, register
from almen.planer.selectors.udgave import public_planer, udgave_of
from almen.sager import adgang

_CACHE = "_planer_udgave"


def _udgave(plan: Plan) -> Any:
    """The edition that stands, asked for once a page."""
    if not hasattr(plan, _CACHE):
        setattr(plan, _CACHE, udgave_of(plan.sag))
    return getattr(plan, _CACHE)


def _udgavekort(plan: Plan, bruger: Bruger) -> Mapping[str, Any]:
    row = _udgave(plan)
    if row is None:
        return {}
    public = public_planer().filter(sag=plan.sag_id).exists()
    return {"udgave": row.udgave, "offentlig": plan_url(row) if public else ""}


def _handlinger(plan: Plan, bruger: Bruger) -> list[Handling]:
    if _udgave(plan) is None or not adgang.may_publish(bruger):
        return []
    return [("Ret det besluttede", reverse("planer:udgave", args=[plan.sag.nummer]))]


def register_kort() -> None:
    """Registers the card; called once when Django starts."""
    register(
        Plankort(
            "udgave",
            ALLE,
            "Besluttet og offentligt",
            15,
            "planer/kort/udgave.html",
            _udgavekort,
            _handlinger,
            sted="side",
        )
    )
