"""Udviklings-, forandrings- and kvarterplaner: opened and changed with what only their kind has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almen.organisationer.models import Bruger
from almen.planer.models import Forandringsplan, Kvarterplan, Plan, Planart, Udviklingsplan
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_beloeb, check_text, refuse
from almen.planer.services.plan import MAY_NOT_EDIT, edit_plan, opened_plan
from almen.regler.fejl import Fejl
from almen.regler.inddata import SUM_HOEJST
from almen.sager import adgang
from almen.sager.services.transaktion import whole_act
from almen.ui.formater import kroner

OWN: Mapping[str, tuple[Any, frozenset[str]]] = {
    Planart.UDVIKLINGSPLAN: (Udviklingsplan, frozenset({"udpeget", "enige"})),
    Planart.FORANDRINGSPLAN: (Forandringsplan, frozenset({"maal"})),
    Planart.KVARTERPLAN: (Kvarterplan, frozenset({"ramme", "beboere", "lokale_aktoerer", "i_br"})),
}
TEXTS = ("maal", "beboere", "lokale_aktoerer")
TEXT_LENGTH = 4000


def open_fysisk_plan(*, bruger: Bruger, art: str, **felter: Any) -> Plan:
    """Opens a case with its plan and what its kind has of its own, in one transaction.

    Own fields: `udpeget`, `enige` (udviklingsplan); `maal`, one on each line (forandringsplan); `ramme` in whole kroner, `beboere`,
    `lokale_aktoerer` (functions and organisations, no persons), `i_br` (kvarterplan). The rest are those of `opened_plan`, and so
    are the errors.
    """
    model, names = OWN[art]
    own = _clean({name: felter.pop(name) for name in names if name in felter})
    with opened_plan(bruger=bruger, art=art, **felter) as plan:
        model.objects.create(plan=plan, **own)
    return plan


def edit_fysisk_plan(*, bruger: Bruger, plan: Plan, grund: str = "", **felter: Any) -> Plan:
    """Changes the plan's own fields and those of its kind; what is not given is kept. Arguments and errors are those of `edit_plan`."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    model, names = OWN[plan.art]
    own = _clean({name: felter.pop(name) for name in names if name in felter})
    with whole_act():
        fresh = edit_plan(bruger=bruger, plan=plan, grund=grund, **felter)
        if own:
            with changed_plan(plan, bruger, grund=grund) as aendring:
                row = model.objects.filter(plan=aendring.plan).first() or model(plan=aendring.plan)
                before = {name: getattr(row, name) for name in own}
                for name, value in own.items():
                    setattr(row, name, value)
                row.save()
                # The case's facts are read from this object when its projection is written.
                setattr(aendring.plan, str(plan.art), row)
                changed = [name for name in own if before[name] != own[name]]
                titles = ", ".join(str(model._meta.get_field(name).verbose_name) for name in sorted(changed))
                aendring.record("plan_rettet", f"Rettet på planen: {titles}.", before, own)
    return fresh


def _clean(own: dict[str, Any]) -> dict[str, Any]:
    fejl = [
        item for name in TEXTS if name in own for item in check_text(name, own[name], TEXT_LENGTH, mindst=0)
    ]
    frame = own.get("ramme")
    fejl += check_beloeb("ramme", frame)
    if frame is not None and frame > SUM_HOEJST:
        fejl.append(Fejl("ramme", f"må højst være {kroner(SUM_HOEJST)}"))
    refuse(fejl)
    return {name: value.strip() if name in TEXTS else value for name, value in own.items()}
