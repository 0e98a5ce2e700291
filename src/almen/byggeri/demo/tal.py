"""Figures of the demo's cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from almen.byggeri.models import BossinfType
from almen.byggeri.services import DelInput, ServicearealInput
from almen.organisationer.models import Boligtype
from almen.regler.skema import Bogstav, krav_ved
from almen.ui import formater

_BOSSINF = {"familie": BossinfType.FAMILIE.value, "ungdom": BossinfType.UNGDOM.value}
# How a synthetic sum is made up, in percent; the contractors' share takes the remainder.
_SHARES = {"grundudgifter": 17, "omkostninger": 13, "gebyrer": 2}


def dele_of(rows: Sequence[Mapping[str, Any]], pct: int = 0) -> list[DelInput]:
    """Parts as the file has them, their sums raised by `pct` percent. Without a sum it stays unknown."""
    return [_del(row, pct) for row in rows]


def serviceareal_of(row: Mapping[str, Any] | None) -> ServicearealInput | None:
    """The service area as the file has it; None where there is none."""
    if row is None:
        return None
    return ServicearealInput(boliger=row["boliger"], areal_m2=row["m2"], anskaffelsessum=row["sum"])


def _del(row: Mapping[str, Any], pct: int) -> DelInput:
    common = {
        "boligtype": row["boligtype"],
        "antal": row.get("antal"),
        "bossinf_type": _BOSSINF.get(row["boligtype"]),
    }
    if "sum" not in row:
        return DelInput(**common)
    total = row["sum"] * (100 + pct) // 100
    blocks = {navn: total * share // 100 for navn, share in _SHARES.items()}
    return DelInput(
        **common,
        bruttoareal_m2=row["m2"],
        **blocks,
        haandvaerkerudgifter=total - sum(blocks.values()),
    )


def facts_of(stage: str) -> dict[str, Any]:
    """The checklist answered with yes as far as the case has come: `skema_a`, `skema_b` or `skema_c`."""
    stages: dict[str, tuple[Bogstav, ...]] = {
        "": (),
        "skema_a": ("a",),
        "skema_b": ("a", "b"),
        "skema_c": ("a", "b", "c"),
    }
    letters = stages[stage]
    facts: dict[str, Any] = {navn: True for letter in letters for navn in krav_ved(letter)}
    if "b" in letters:
        facts["laangiver"] = "Demokredit"
    return facts


def titel_of(dele: Sequence[DelInput]) -> str:
    """`38 familieboliger og 20 ungdomsboliger`."""
    parts = []
    for item in dele:
        navn = Boligtype(item.boligtype).label.lower()
        parts.append(formater.antal(item.antal, navn.removesuffix("er"), navn))
    return " og ".join(parts)
