"""Reports on a plan: yearly status to the state, mid-way and final evaluation; when they are due, and what they said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.planer.models import Evaluering, Evalueringsart, Plan
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_text, check_valg, refuse
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.models import Dokument
from almen.ui.formater import dato

MAY_NOT_REPORT = "Kun sagsbehandlere og ledere kan registrere status og evalueringer."


def save_evaluering(
    *,
    bruger: Bruger,
    plan: Plan,
    art: str,
    frist: dt.date,
    evaluering: Evaluering | None = None,
    grund: str = "",
) -> Evaluering:
    """Sets when a report is due, or moves `evaluering`'s day. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_REPORT)
    with changed_plan(plan, bruger, grund=grund, kraever_grund=evaluering is not None) as aendring:
        row = _of_plan(aendring.plan, evaluering) if evaluering else Evaluering(plan=aendring.plan)
        fejl = check_valg("art", art, Evalueringsart.values)
        others = aendring.plan.evalueringer.filter(art=art).exclude(pk=row.pk)
        if art == Evalueringsart.AARLIG:
            if others.filter(frist__year=frist.year).exists():
                fejl.append(Fejl("frist", f"Der er allerede en årlig status for {frist.year}"))
        elif others.exists():
            fejl.append(Fejl("art", f"Planen har allerede en {Evalueringsart(art).label.lower()}"))
        if row.afgivet is not None:
            fejl.append(Fejl("", "Den er afgivet; fristen kan ikke flyttes"))
        refuse(fejl)
        before = _as_data(row) if row.pk else None
        row.art, row.frist = art, frist
        if before is None:
            row.registreret_af = bruger
        row.save()
        aendring.record(
            "evaluering_frist",
            f"{row.get_art_display()} skal afgives senest {dato(frist)}.",
            before,
            _as_data(row),
        )
    return row


def deliver_evaluering(
    *,
    bruger: Bruger,
    plan: Plan,
    evaluering: Evaluering,
    afgivet: dt.date,
    konklusion: str,
    dokument: Dokument | None = None,
) -> Evaluering:
    """Registers that the report was given, what it says, and its document among the case's. Can be corrected the same way."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_REPORT)
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        row = _of_plan(aendring.plan, evaluering)
        fejl = check_text("konklusion", konklusion, 4000)
        if afgivet > timezone.localdate():
            fejl.append(Fejl("afgivet", f"er {dato(afgivet)}, som ligger i fremtiden"))
        if dokument is not None and dokument.sag_id != aendring.plan.sag_id:
            fejl.append(Fejl("dokument", "hører ikke til planens sag"))
        refuse(fejl)
        before = _as_data(row)
        row.afgivet, row.konklusion, row.dokument = afgivet, konklusion.strip(), dokument
        row.registreret_af = bruger
        row.save()
        aendring.record(
            "evaluering_afgivet",
            f"{row.get_art_display()} med frist {dato(row.frist)} er afgivet {dato(afgivet)}.",
            before,
            _as_data(row),
        )
    return row


def delete_evaluering(*, bruger: Bruger, plan: Plan, evaluering: Evaluering, grund: str = "") -> None:
    """Takes away a report that is not to be given; one that was given stays. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_REPORT)
    with changed_plan(plan, bruger, grund=grund) as aendring:
        row = _of_plan(aendring.plan, evaluering)
        if row.afgivet is not None:
            refuse([Fejl("", "Den er afgivet og kan ikke slettes")])
        data = _as_data(row)
        text = f"{row.get_art_display()} med frist {dato(row.frist)} er slettet."
        row.delete()
        aendring.record("evaluering_slettet", text, data)


def set_statusfrister(plan: Plan, dage: Iterable[dt.date], bruger: Bruger) -> None:
    """Makes the yearly statuses that are missing among `dage`. For effects of decisions: inside the decision's act."""
    have = {item.frist.year for item in plan.evalueringer.filter(art=Evalueringsart.AARLIG)}
    Evaluering.objects.bulk_create(
        Evaluering(plan=plan, art=Evalueringsart.AARLIG, frist=dag, registreret_af=bruger)
        for dag in dage
        if dag.year not in have
    )


def drop_statusfrister(plan: Plan) -> None:
    """Takes away the yearly statuses that have not been given; for effects that are undone."""
    plan.evalueringer.filter(art=Evalueringsart.AARLIG, afgivet__isnull=True).delete()


def _of_plan(plan: Plan, evaluering: Evaluering) -> Evaluering:
    row: Evaluering | None = plan.evalueringer.filter(pk=evaluering.pk).first()
    if row is None:
        refuse([Fejl("", "Den er slettet af en anden. Se planen igen")])
        raise AssertionError
    return row


def _as_data(row: Evaluering) -> dict[str, Any]:
    names = ("art", "frist", "afgivet", "konklusion", "dokument_id")
    return {name: getattr(row, name) for name in names}
