"""The demo's local plans with their projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from almen.byggeri.models import Lokalplan, Projekt
from almen.byggeri.services.lokalplan import LOKALPLANFELTER, link_projekt, save_lokalplan
from almen.organisationer.models import Bruger


def load_lokalplaner(items: list[dict[str, Any]], bruger: Bruger) -> None:
    """Registers the plans, and the projects by name, if they are not there yet."""
    if Lokalplan.objects.filter(nummer__in=[item["nummer"] for item in items]).exists():
        return
    for item in items:
        felter = {navn: item[navn] for navn in LOKALPLANFELTER if navn in item}
        for navn in ("andel_pct", "boliger_m2", "krav_m2"):
            if navn in felter:
                felter[navn] = Decimal(felter[navn])
        plan = save_lokalplan(bruger=bruger, demo=True, **felter)
        for navn, m2 in item.get("projekter", {}).items():
            projekt = Projekt.objects.filter(navn=navn).first()
            if projekt is not None:
                link_projekt(bruger=bruger, lokalplan=plan, projekt=projekt, m2=Decimal(m2))
