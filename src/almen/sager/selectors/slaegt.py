"""Which case a case came of, and which came of it, as far as the user may see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.visning import afslutning_navn, fase_navn, sagstype_navn

Linje = tuple[str, str, str]


def slaegt_questions(bruger: Bruger) -> dict[str, Any]:
    """Annotations for the query that finds a case: whether there is an origin that the user may see, and anything after it."""
    seen = adgang.visible_sager(bruger)
    return {
        "ser_ophav": Exists(seen.filter(pk=OuterRef("udspringer_af_id"))),
        "har_affoedte": Exists(seen.filter(udspringer_af=OuterRef("pk"))),
    }


def slaegt_of(sag: Sag, bruger: Bruger) -> list[Linje]:
    """Lines (text, note, address) for the case page: the origin first, then what came of the case, oldest first.

    `sag` comes with `slaegt_questions` and its origin. One query, and that only where something came of the case.
    """
    lines: list[Linje] = []
    if getattr(sag, "ser_ophav", False) and sag.udspringer_af is not None:
        origin = sag.udspringer_af
        note = f"Udspringer af {sagstype_navn(origin.sagstype).lower()}, sag {origin.nummer}"
        lines.append((origin.titel, note, origin.get_absolute_url()))
    if getattr(sag, "har_affoedte", False):
        rows = adgang.visible_overblik(bruger).filter(sag__udspringer_af=sag).select_related("sag")
        for row in rows.order_by("sag_id"):
            stand = afslutning_navn(row.afslutning) or fase_navn(row.sagstype, row.fase)
            note = f"Heraf {sagstype_navn(row.sagstype).lower()}, sag {row.nummer} · {stand}"
            lines.append((row.titel, note, row.sag.get_absolute_url()))
    return lines
