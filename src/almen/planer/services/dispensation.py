"""Dispensations from the share of family dwellings (§ 168 a, stk. 3 and 4): asked for, answered by the minister, used from then on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.planer.models import Dispensation, Dispensationsgrundlag, Plan, Planart
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_text, check_valg, refuse
from almen.regler.dansk import format_procent
from almen.regler.fejl import Fejl, UdenForGyldighed
from almen.regler.udviklingsplan import FAMILIEANDEL
from almen.regler.udviklingsplan_dispensation import Dispensationsforhold, assess_dispensation
from almen.sager import adgang
from almen.ui.formater import dato

MAY_NOT_ASK = "Kun sagsbehandlere og ledere kan registrere dispensationer."
FORHOLD = tuple(item.name for item in fields(Dispensationsforhold))


def forhold_of(oplysninger: Mapping[str, Any]) -> Dispensationsforhold:
    """What is kept of an application as the rules read it; what is not there is not known."""
    return Dispensationsforhold(**{name: oplysninger.get(name) for name in FORHOLD})


def ask_dispensation(
    *,
    bruger: Bruger,
    plan: Plan,
    grundlag: str,
    ansoegt: dt.date,
    ansoegt_pct: Decimal,
    oplysninger: Mapping[str, Any],
    kilde: str = "",
) -> Dispensation:
    """Registers that a dispensation was asked for. `oplysninger`: the conditions (`Dispensationsforhold`), what is not known left out.

    Whether the conditions hold is told, not demanded: the minister decides. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_ASK)
    known = {name: oplysninger[name] for name in FORHOLD if oplysninger.get(name) is not None}
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        fejl = [
            *check_valg("grundlag", grundlag, Dispensationsgrundlag.values),
            *check_text("kilde", kilde, 400, mindst=0),
            *_check_pct("ansoegt_pct", ansoegt_pct, ansoegt),
            *_check_day("ansoegt", ansoegt),
        ]
        if aendring.plan.art != Planart.UDVIKLINGSPLAN:
            fejl.append(Fejl("", "Kun en udviklingsplan kan få dispensation"))
        if aendring.plan.dispensationer.filter(afgjort__isnull=True).exists():
            fejl.append(Fejl("", "Der er allerede en ansøgning, som ikke er afgjort"))
        refuse(fejl)
        assess_dispensation(
            forhold_of(known), ansoegt, current_parametre()
        )  # names the field where a figure cannot be
        row = Dispensation.objects.create(
            plan=aendring.plan,
            grundlag=grundlag,
            ansoegt=ansoegt,
            ansoegt_pct=ansoegt_pct,
            oplysninger=known,
            kilde=kilde.strip(),
        )
        aendring.record(
            "dispensation_ansoegt",
            f"Der er søgt dispensation til {format_procent(ansoegt_pct)} ({row.get_grundlag_display()}).",
            {},
            _as_data(row),
        )
    return row


def answer_dispensation(
    *,
    bruger: Bruger,
    plan: Plan,
    dispensation: Dispensation,
    afgjort: dt.date,
    givet: bool,
    maal_pct: Decimal | None = None,
    kilde: str = "",
) -> Dispensation:
    """Registers the minister's answer; from that day `maal_pct` is the plan's limit. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_ASK)
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        row = aendring.plan.dispensationer.filter(pk=dispensation.pk).first()
        fejl = [*check_text("kilde", kilde, 400, mindst=0), *_check_day("afgjort", afgjort)]
        if row is None:
            refuse([Fejl("", "Ansøgningen findes ikke længere. Se planen igen")])
            raise AssertionError
        if afgjort < row.ansoegt:
            fejl.append(Fejl("afgjort", f"ligger før ansøgningen {dato(row.ansoegt)}"))
        if givet and maal_pct is None:
            fejl.append(Fejl("maal_pct", "Skriv den andel, ministeren har givet"))
        elif givet and maal_pct is not None:
            fejl += _check_pct("maal_pct", maal_pct, afgjort)
        elif maal_pct is not None:
            fejl.append(Fejl("maal_pct", "skal være tomt, når der er givet afslag"))
        refuse(fejl)
        before = _as_data(row)
        row.afgjort, row.givet, row.maal_pct = afgjort, givet, maal_pct
        row.kilde = kilde.strip() or row.kilde
        row.save()
        words = f"givet: højst {format_procent(maal_pct)}" if givet and maal_pct is not None else "ikke givet"
        aendring.record("dispensation_afgjort", f"Dispensationen er {words}.", before, _as_data(row))
    return row


def _check_pct(felt: str, pct: Decimal, dag: dt.date) -> list[Fejl]:
    try:
        limit = current_parametre().vaerdi(FAMILIEANDEL, dag).tal
    except UdenForGyldighed:
        return [Fejl(felt, f"kan ikke prøves: lovens andel kendes ikke {dato(dag)}")]
    if limit < pct <= 100:
        return []
    return [
        Fejl(
            felt,
            f"er {format_procent(pct)}; tilladt er over lovens {format_procent(limit)} og højst {format_procent(Decimal(100))}",
        )
    ]


def _check_day(felt: str, dag: dt.date) -> list[Fejl]:
    return [Fejl(felt, f"er {dato(dag)}, som ligger i fremtiden")] if dag > timezone.localdate() else []


def _as_data(row: Dispensation) -> dict[str, Any]:
    names = ("grundlag", "ansoegt", "ansoegt_pct", "oplysninger", "afgjort", "givet", "maal_pct", "kilde")
    return {name: getattr(row, name) for name in names}
