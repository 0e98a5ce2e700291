"""What plans tell the engine: one case type for each kind, made the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.planer import indstilling
from almen.planer.breve import PAPIRER
from almen.planer.models import Planart
from almen.planer.offentligt import offentligt
from almen.planer.selectors import oekonomi_of, plan_of
from almen.planer.visning import period_text
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagstype
from almen.ui.formater import kroner


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in: the plan's name and areas."""
    plan = plan_of(sag)
    areas = " ".join(plan.omraader.values_list("navn", flat=True))
    return {"soegetekst": f"{plan.navn} {areas}".strip()}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the plan."""
    plan = plan_of(sag)
    money = oekonomi_of(plan).i_alt
    areas = ", ".join(plan.omraader.values_list("navn", flat=True))
    return [
        ("Plan", plan.navn),
        ("Periode", period_text(plan)),
        ("Områder", areas or "Ingen valgt"),
        *([("Politik", str(plan.politik))] if plan.politik else []),
        ("Indsatser", str(plan.indsatser.filter(udgaaet__isnull=True).count())),
        ("Beløb", kroner(money) if money is not None else "Ikke fastsat"),
        *([("Afløser", str(plan.erstatter))] if plan.erstatter else []),
        *([("Kilde", plan.kilde)] if plan.kilde else []),
    ]


def plan_fakta(sag: Sag) -> dict[str, Any]:
    """What every decision keeps of the plan as it stood: its cost and who pays, in whole kroner."""
    money = oekonomi_of(plan_of(sag))
    return {"beloeb": money.i_alt, "finansiering": {item.part: item.beloeb for item in money.finansiering}}


def plan_sagstype(art: Planart, navn: str, navn_flertal: str, **extra: Any) -> Sagstype:
    """The case type of a kind of plan; `extra` are fields of `Sagstype` that the kind has of its own, or says otherwise.

    What `fakta` gives is added to what every plan has.
    """
    own = extra.pop("fakta", None)
    shared: dict[str, Any] = {
        "fakta": lambda sag: {**plan_fakta(sag), **(own(sag) if own else {})},
        "noegletal": noegletal,
        "side_navn": "Planen",
        "side_url": lambda sag: reverse("planer:plan", args=[sag.nummer]),
        "ny_url": lambda: reverse("planer:ny", args=[art.value]),
        "oplysninger": oplysninger,
        "indstilling": indstilling.plan_to_be_decided,
        "ansoegt": False,
        "offentligt": offentligt,
    }
    return Sagstype(id=art.value, navn=navn, navn_flertal=navn_flertal, **{**shared, **extra})


def register() -> None:
    """Puts the case type of handleplaner in the engine's register; called once when Django starts."""
    if Planart.HANDLEPLAN.value not in REGISTER.sagstyper:
        REGISTER.register_sagstype(
            plan_sagstype(Planart.HANDLEPLAN, "Handleplan", "Handleplaner", papirer=PAPIRER)
        )
