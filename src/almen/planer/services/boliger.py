"""A plan's dwellings: what was counted on a day, and the means that change it, planned and carried out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.planer.models import Boligopgoerelse, Indsats, Plan, Virkemiddel, Virkemiddelart
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_text, check_valg, refuse
from almen.regler.fejl import Fejl
from almen.regler.inddata import ANTAL_HOEJST, AREAL_HOEJST
from almen.sager import adgang
from almen.ui.formater import dato, heltal

MAY_NOT_COUNT = "Kun sagsbehandlere og ledere kan registrere boliger og virkemidler."
COUNTED = ("almene_familieboliger", "andre_boliger", "nedrevne", "erhverv_m2")
YEARS = range(2010, 2101)


def save_boligopgoerelse(
    *,
    bruger: Bruger,
    plan: Plan,
    dag: dt.date,
    almene_familieboliger: int,
    andre_boliger: int,
    kilde: str,
    nedrevne: int = 0,
    erhverv_m2: int = 0,
    note: str = "",
    opgoerelse: Boligopgoerelse | None = None,
) -> Boligopgoerelse:
    """Registers what stood in the area on a day, or corrects `opgoerelse`. Dwellings, and business area in m².

    One count a day; none of a day to come: what is expected follows from the means. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_COUNT)
    values: dict[str, Any] = {
        "dag": dag,
        "almene_familieboliger": almene_familieboliger,
        "andre_boliger": andre_boliger,
        "nedrevne": nedrevne,
        "erhverv_m2": erhverv_m2,
        "kilde": kilde.strip(),
        "note": note.strip(),
    }
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        row: Boligopgoerelse = _of_plan(Boligopgoerelse, aendring.plan, opgoerelse)
        fejl = [
            *_check_numbers(values),
            *check_text("kilde", kilde, 400),
            *check_text("note", note, 400, mindst=0),
        ]
        if dag > timezone.localdate():
            fejl.append(
                Fejl("dag", f"er {dato(dag)}; en opgørelse kan først registreres, når dagen er kommet")
            )
        if aendring.plan.opgoerelser.filter(dag=dag).exclude(pk=row.pk).exists():
            fejl.append(Fejl("dag", f"Der er allerede en opgørelse pr. {dato(dag)}; ret den i stedet"))
        refuse(fejl)
        before = _as_data(row, values) if row.pk else None
        _set(row, values)
        row.save()
        aendring.record(
            "boligopgoerelse", f"Boligerne er opgjort pr. {dato(dag)}.", before, _as_data(row, values)
        )
    return row


def delete_boligopgoerelse(*, bruger: Bruger, plan: Plan, opgoerelse: Boligopgoerelse) -> None:
    """Removes a count that was entered in error; what it said stays in the journal."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_COUNT)
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        row = _of_plan(Boligopgoerelse, aendring.plan, opgoerelse)
        data = _as_data(row, ("dag", *COUNTED, "kilde", "note"))
        row.delete()
        aendring.record("boligopgoerelse_slettet", f"Opgørelsen pr. {dato(opgoerelse.dag)} er slettet.", data)


def save_virkemiddel(
    *,
    bruger: Bruger,
    plan: Plan,
    art: str,
    aar: int,
    antal: int = 0,
    m2: int = 0,
    gennemfoert: dt.date | None = None,
    indsats: Indsats | None = None,
    note: str = "",
    virkemiddel: Virkemiddel | None = None,
    grund: str = "",
) -> Virkemiddel:
    """Plans a means in a year, or changes `virkemiddel`; `antal` dwellings, `m2` of business area where it is about that.

    `gennemfoert`: the day it was carried out. What is only reported as carried out needs no `grund`; a change of what was
    planned does once the plan has been put forward. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_COUNT)
    values: dict[str, Any] = {
        "art": art,
        "aar": aar,
        "antal": antal,
        "m2": m2,
        "gennemfoert": gennemfoert,
        "indsats": indsats,
        "note": note.strip(),
    }
    planned = {key: values[key] for key in ("art", "aar", "antal", "m2")}
    only_reports = virkemiddel is not None and all(
        getattr(virkemiddel, key) == planned[key] for key in planned
    )
    with changed_plan(plan, bruger, grund=grund, kraever_grund=not only_reports) as aendring:
        row: Virkemiddel = _of_plan(Virkemiddel, aendring.plan, virkemiddel)
        if row.pk and only_reports and any(getattr(row, key) != planned[key] for key in planned):
            refuse([Fejl("", "Virkemidlet er ændret af en anden, siden du læste det. Se det igen")])
        refuse(_check_virkemiddel(aendring.plan, values))
        before = _as_data(row, values) if row.pk else None
        _set(row, values)
        row.save()
        words = "er rettet" if before else "er planlagt"
        if gennemfoert is not None and (before is None or before["gennemfoert"] != gennemfoert):
            words = f"er gennemført {dato(gennemfoert)}"
        aendring.record("virkemiddel", f"Virkemidlet “{row}” {words}.", before, _as_data(row, values))
    return row


def delete_virkemiddel(*, bruger: Bruger, plan: Plan, virkemiddel: Virkemiddel, grund: str = "") -> None:
    """Takes a means out of the plan; once the plan has been put forward, `grund` says why. What it was stays in the journal."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_COUNT)
    with changed_plan(plan, bruger, grund=grund) as aendring:
        row = _of_plan(Virkemiddel, aendring.plan, virkemiddel)
        data = _as_data(row, ("art", "aar", "antal", "m2", "gennemfoert", "indsats", "note"))
        text = f"Virkemidlet “{row}” er taget ud af planen."
        row.delete()
        aendring.record("virkemiddel_slettet", text, data)


def _check_numbers(values: dict[str, Any]) -> list[Fejl]:
    fejl = []
    for name in COUNTED:
        most = AREAL_HOEJST if name == "erhverv_m2" else ANTAL_HOEJST
        if not 0 <= values[name] <= most:
            fejl.append(Fejl(name, f"er {values[name]}; tilladt er hele tal fra 0 til {heltal(most)}"))
    if not fejl and not any(values[name] for name in COUNTED):
        fejl.append(Fejl("almene_familieboliger", "Der er ingen boliger i opgørelsen"))
    return fejl


def _check_virkemiddel(plan: Plan, values: dict[str, Any]) -> list[Fejl]:
    fejl = [
        *check_valg("art", values["art"], Virkemiddelart.values),
        *check_text("note", values["note"], 400, mindst=0),
    ]
    if values["aar"] not in YEARS:
        fejl.append(Fejl("aar", f"er {values['aar']}; tilladt er {YEARS[0]} til {YEARS[-1]}"))
    felt, andet, most = (
        ("m2", "antal", AREAL_HOEJST)
        if values["art"] == Virkemiddelart.ERHVERV
        else ("antal", "m2", ANTAL_HOEJST)
    )
    if not 1 <= values[felt] <= most:
        fejl.append(Fejl(felt, f"er {values[felt]}; tilladt er hele tal fra 1 til {heltal(most)}"))
    if values[andet]:
        only = (
            "kun nyt erhvervsareal opgøres i m²"
            if andet == "m2"
            else "erhvervsareal opgøres i m², ikke boliger"
        )
        fejl.append(Fejl(andet, f"skal være tomt: {only}"))
    day = values["gennemfoert"]
    if day is not None and day > timezone.localdate():
        fejl.append(Fejl("gennemfoert", f"er {dato(day)}, som ligger i fremtiden"))
    if values["indsats"] is not None and values["indsats"].plan_id != plan.pk:
        fejl.append(Fejl("indsats", "hører ikke til planen"))
    return fejl


def _of_plan(model: Any, plan: Plan, row: Any) -> Any:
    """The row as it stands under the lock, or a new one of the plan. Raises UgyldigtInput where it is gone or another plan's."""
    if row is None:
        return model(plan=plan)
    found = model.objects.filter(plan=plan, pk=row.pk).first()
    if found is None:
        refuse([Fejl("", f"{model._meta.verbose_name.capitalize()} er slettet af en anden. Se planen igen")])
    return found


def _set(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _as_data(row: Any, names: Any) -> dict[str, Any]:
    return {name: row.indsats_id if name == "indsats" else getattr(row, name) for name in names}
