"""Many reports at once, and efforts carried forward into the plan that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from almen.organisationer.models import Bruger
from almen.planer.models import Indsats, Plan, Politikmaal, Statusmelding
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import refuse
from almen.planer.services.indsats import report_status, save_indsats
from almen.planer.services.plan import MAY_NOT_EDIT
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import whole_act


class Melding(NamedTuple):
    """A report on an effort, as `report_status` takes it."""

    indsats: Indsats
    lys: str
    tekst: str


def report_statuser(
    *, bruger: Bruger, meldinger: Sequence[Melding], dato: dt.date | None = None
) -> list[Statusmelding]:
    """Adds every report or none. Raises UgyldigtInput (a fault is named `i<effort's key>-<field>`, or `dato`) or AdgangNaegtet."""
    if not meldinger:
        refuse([Fejl("", "Der er ikke meldt status på nogen indsats")])
    # In the order of the cases, so that two who report at once never wait for each other.
    ordered = sorted(meldinger, key=lambda item: (item.indsats.plan.sag_id, item.indsats.pk))
    with whole_act():
        return [_report(bruger, item, dato) for item in ordered]


def _report(bruger: Bruger, item: Melding, dato: dt.date | None) -> Statusmelding:
    try:
        return report_status(
            bruger=bruger,
            plan=item.indsats.plan,
            indsats=item.indsats,
            lys=item.lys,
            tekst=item.tekst,
            dato=dato,
        )
    except UgyldigtInput as error:
        # Which of the many it is about; the day is the same for all.
        raise UgyldigtInput(
            Fejl(
                fault.felt if fault.felt == "dato" else f"i{item.indsats.pk}-{fault.felt or 'tekst'}",
                fault.besked,
            )
            for fault in error.fejl
        ) from None


def carry_forward(
    *, bruger: Bruger, plan: Plan, indsatser: Collection[Indsats], grund: str = ""
) -> list[Indsats]:
    """Copies efforts of earlier plans into `plan`, all or none; each remembers which one it continues.

    Name, kind, description, theme and owner follow; the goal where both plans are under the same policy, else the goal of the same
    number; the areas that the new plan has. Money, period, milestones and reports do not: they are settled anew. An effort that is
    continued already is a fault. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    if not indsatser:
        refuse([Fejl("indsatser", "Vælg mindst én indsats")])
    with whole_act():
        with changed_plan(
            plan, bruger, grund=grund
        ):  # locked until all are copied: nobody copies them meanwhile
            done = set(plan.indsatser.values_list("viderefoert_fra_id", flat=True))
        again = [item.navn for item in indsatser if item.pk in done]
        if again:
            refuse([Fejl("indsatser", f"Er allerede videreført: {', '.join(again)}")])
        areas = set(plan.omraader.values_list("pk", flat=True))
        return [
            save_indsats(
                bruger=bruger,
                plan=plan,
                navn=item.navn,
                art=item.art,
                beskrivelse=item.beskrivelse,
                maal=_same_goal(plan, item.maal),
                ansvarlig=item.ansvarlig,
                ansvarlig_tekst=item.ansvarlig_tekst,
                omraader=[area for area in item.omraader.all() if area.pk in areas],
                tema=item.tema,
                viderefoert_fra=item,
                grund=grund,
            )
            for item in indsatser
        ]


def _same_goal(plan: Plan, maal: Politikmaal | None) -> Politikmaal | None:
    if maal is None or plan.politik is None or maal.politik_id == plan.politik_id:
        return maal if plan.politik is not None else None
    return plan.politik.maal.filter(nummer=maal.nummer).first()
