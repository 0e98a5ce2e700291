"""The handleplan's own card: forvaltninger × goals, with counts, money and lights; each leads to its efforts (M23)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from almen.organisationer.models import Bruger
from almen.planer.filtre_indsats import ANDRE, INTET
from almen.planer.kort import light
from almen.planer.models import Lys, Plan, Planart
from almen.planer.plankort import Plankort, register
from almen.planer.selectors import forvaltninger, indsatser_of
from almen.planer.selectors.indsatser import SUM, SUM_EJER, Matrixcelle, matrix_of

LIGHTS = (*Lys.values, "")


def overblik(plan: Plan, bruger: Bruger) -> Mapping[str, Any] | None:
    """Columns (goals) and rows (forvaltninger), each cell with its address in the list of efforts; None without efforts."""
    efforts = indsatser_of(plan)
    cells = matrix_of(efforts)
    if not cells:
        return None
    goals: list[int | None] = [*sorted(goal for goal in {key[1] for key in cells} if goal)]
    if any(goal is None for _, goal in cells):
        goals.append(None)
    names = {row.maal.nummer: row.maal.navn for row in efforts if row.maal is not None}
    owners = [(item.id, item.navn, item.kort) for item in forvaltninger()]
    if (ANDRE, SUM) in cells:
        owners.append((ANDRE, "Andre end forvaltningerne", "Andre"))
    columns = [(f"Mål {goal}", names[goal]) if goal else ("Intet mål", "") for goal in goals]
    rows = [
        {"navn": name, "kort": short, "celler": [_cell(plan, cells, owner, goal) for goal in (*goals, SUM)]}
        for owner, name, short in owners
    ]
    total = {
        "navn": "Alle",
        "kort": "Alle",
        "sum": True,
        "celler": [_cell(plan, cells, SUM_EJER, goal) for goal in (*goals, SUM)],
    }
    return {"kolonner": columns, "raekker": [*rows, total]}


def _cell(
    plan: Plan, cells: Mapping[tuple[str, int | None], Matrixcelle], owner: str, goal: int | None
) -> dict[str, Any] | None:
    cell = cells.get((owner, goal))
    if cell is None:
        return None
    query: dict[str, str | int] = {"plan": plan.pk, "stand": "gaeldende"}
    if owner != SUM_EJER:
        query["ansvarlig"] = owner
    if goal != SUM:
        query["maal"] = goal or INTET
    lights = [(cell.lys[key], *light(key or None)) for key in LIGHTS if cell.lys.get(key)]
    return {"celle": cell, "lys": lights, "url": f"{reverse('planer:indsatser')}?{urlencode(query)}"}


def register_handleplan() -> None:
    """Registers the card; called once when Django starts."""
    register(
        Plankort(
            "overblik",
            frozenset({Planart.HANDLEPLAN}),
            "Forvaltninger og mål",
            20,
            "planer/kort/overblik.html",
            overblik,
        )
    )
