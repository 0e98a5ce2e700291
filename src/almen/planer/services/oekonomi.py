"""A plan's money: who pays, and the budget by theme and year. Each table is saved as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from almen.organisationer.models import Bruger
from almen.planer.models import Budgetlinje, Finansieringsdel, Finansieringspart, Plan
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_beloeb, check_text, check_valg, refuse
from almen.planer.services.plan import MAY_NOT_EDIT
from almen.regler.fejl import Fejl
from almen.sager import adgang

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Budgetbeloeb(NamedTuple):
    """A line of the budget in whole kroner; theme or year may be left out."""

    tema: str
    aar: int | None
    beloeb: int


def save_finansiering(
    *, bruger: Bruger, plan: Plan, dele: Mapping[str, tuple[int, str]], grund: str = ""
) -> None:
    """Sets who pays what: (whole kroner, note) by party (`Finansieringspart`); a party left out pays nothing and goes.

    Raises UgyldigtInput (fields named by the party) or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    refuse(
        [
            fejl
            for part, (beloeb, note) in dele.items()
            for fejl in (
                *check_valg("part", part, Finansieringspart.values),
                *check_beloeb(part, beloeb),
                *check_text(f"{part}_note", note, 200, mindst=0),
            )
        ]
    )
    with changed_plan(plan, bruger, grund=grund) as aendring:
        before = {item.part: (item.beloeb, item.note) for item in aendring.plan.finansiering.all()}
        after = {part: (beloeb, note.strip()) for part, (beloeb, note) in dele.items()}
        if before == after:
            return
        aendring.plan.finansiering.all().delete()
        Finansieringsdel.objects.bulk_create(
            Finansieringsdel(plan=aendring.plan, part=part, beloeb=beloeb, note=note)
            for part, (beloeb, note) in after.items()
        )
        aendring.record("finansiering_rettet", "Planens finansiering er rettet.", before, after)


def save_budget(*, bruger: Bruger, plan: Plan, linjer: Sequence[Budgetbeloeb], grund: str = "") -> None:
    """Sets the whole budget. Two lines of the same theme and year are a fault, as is a negative amount.

    Raises UgyldigtInput (`linjer[0].beloeb` names the line) or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    fejl: list[Fejl] = []
    seen: set[tuple[str, int | None]] = set()
    for index, line in enumerate(linjer):
        fejl += check_beloeb(f"linjer[{index}].beloeb", line.beloeb)
        fejl += check_text(f"linjer[{index}].tema", line.tema, 60, mindst=0)
        if line.aar is not None and not FIRST_YEAR <= line.aar <= LAST_YEAR:
            fejl.append(Fejl(f"linjer[{index}].aar", f"skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}"))
        if (key := (line.tema, line.aar)) in seen:
            fejl.append(Fejl(f"linjer[{index}].tema", "findes allerede for det samme år"))
        seen.add(key)
    refuse(fejl)
    with changed_plan(plan, bruger, grund=grund) as aendring:
        before = _as_data([(item.tema, item.aar, item.beloeb) for item in aendring.plan.budgetlinjer.all()])
        after = _as_data(linjer)
        if before == after:
            return
        aendring.plan.budgetlinjer.all().delete()
        Budgetlinje.objects.bulk_create(
            Budgetlinje(plan=aendring.plan, tema=line.tema, aar=line.aar, beloeb=line.beloeb)
            for line in linjer
        )
        aendring.record("budget_rettet", "Planens budget er rettet.", before, after)


def _as_data(linjer: Sequence[tuple[str, int | None, int]]) -> dict[str, int]:
    return {
        f"{tema} {aar or ''}".strip() or "budget": beloeb for tema, aar, beloeb in sorted(linjer, key=str)
    }
