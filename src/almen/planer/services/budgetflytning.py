"""Moving money between a kvarterplan's projects within its frame (M28); what was moved, and why, stands in the journal."""

from __future__ import annotations

from almen.organisationer.models import Bruger
from almen.planer.models import Budgetlinje, Indsats, Plan
from almen.planer.selectors.kvarterplan import projektpost
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import refuse
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.ui.formater import kroner

FLYTTET = "budget_flyttet"


def move_budget(
    *,
    bruger: Bruger,
    plan: Plan,
    fra: Indsats,
    til: Indsats,
    beloeb: int,
    grund: str,
    aar: int | None = None,
) -> None:
    """Moves `beloeb` whole kroner from one project to another; the sum stays, and so does each year's.

    Where the giving project's budget is spread on years, `aar` says which year it is taken from. `grund`: by whose decision, and why.
    Raises UgyldigtInput where the project has not so much, or is dropped; AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan flytte midler.")
    if not grund.strip():
        refuse([Fejl("grund", "Skriv, hvem der har besluttet flytningen, og hvorfor")])
    with changed_plan(plan, bruger, grund=grund) as aendring:
        source, target = _projects(aendring.plan, fra, til, beloeb)
        if beloeb > (source.budget or 0):
            refuse([Fejl("beloeb", f"er {kroner(beloeb)}; “{source}” har {kroner(source.budget or 0)}")])
        _move_lines(aendring.plan, source, target, beloeb, aar)
        before = {"fra": source.budget, "til": target.budget}
        source.budget = (source.budget or 0) - beloeb
        target.budget = (target.budget or 0) + beloeb
        source.save(update_fields=["budget"])
        target.save(update_fields=["budget"])
        year = f" i {aar}" if aar is not None else ""
        aendring.record(
            FLYTTET,
            f"{kroner(beloeb)}{year} er flyttet fra “{source}” til “{target}”.",
            {**before, "projekter": [source.pk, target.pk]},
            {"fra": source.budget, "til": target.budget, "beloeb": beloeb, "aar": aar},
        )


def _projects(plan: Plan, fra: Indsats, til: Indsats, beloeb: int) -> tuple[Indsats, Indsats]:
    """Both projects as they stand under the lock. Raises UgyldigtInput with every fault."""
    rows = {item.pk: item for item in plan.indsatser.filter(udgaaet__isnull=True)}
    fejl = [
        Fejl(name, "hører ikke til planen, eller er udgået")
        for name, row in (("fra", fra), ("til", til))
        if row.pk not in rows
    ]
    if beloeb <= 0:
        fejl.append(Fejl("beloeb", "skal være over 0 kr."))
    if fra.pk == til.pk:
        fejl.append(Fejl("til", "skal være et andet projekt"))
    refuse(fejl)
    return rows[fra.pk], rows[til.pk]


def _move_lines(plan: Plan, source: Indsats, target: Indsats, beloeb: int, aar: int | None) -> None:
    """Follows in the budget's lines where the giving project has any."""
    lines = {item.aar: item for item in plan.budgetlinjer.filter(tema=projektpost(source))}
    if not lines:
        return
    line = lines.get(aar)
    if line is None:
        years = ", ".join(str(item) for item in sorted(lines, key=str))
        refuse([Fejl("aar", f"“{source}” har budget i {years}. Vælg et af årene")])
        return
    if beloeb > line.beloeb:
        refuse([Fejl("beloeb", f"er {kroner(beloeb)}; “{source}” har {kroner(line.beloeb)} i {aar}")])
    line.beloeb -= beloeb
    line.save(update_fields=["beloeb"])
    into, _ = Budgetlinje.objects.get_or_create(
        plan=plan, tema=projektpost(target), aar=aar, defaults={"beloeb": 0}
    )
    into.beloeb += beloeb
    into.save(update_fields=["beloeb"])
