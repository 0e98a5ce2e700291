"""Plans of every kind: opened with their case, edited under its lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from almen.omraader.models import Omraade
from almen.organisationer.models import Boligorganisation, Bruger
from almen.planer.models import Plan, Planart, Politik, Strategi
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_periode, check_text, refuse
from almen.regler.fejl import Fejl
from almen.sager import adgang
from almen.sager.services import opened_sag

FIELDS = ("navn", "fra", "til", "formaal", "politik", "erstatter", "kilde", "kilde_adresse", "note")
SETS = ("omraader", "strategier", "boligorganisationer")
MAY_NOT_EDIT = "Kun sagsbehandlere og ledere kan rette planer."


@contextmanager
def opened_plan(
    *,
    bruger: Bruger,
    art: str,
    titel: str,
    navn: str,
    fra: dt.date | None = None,
    til: dt.date | None = None,
    omraader: Collection[Omraade] = (),
    formaal: str = "",
    politik: Politik | None = None,
    strategier: Collection[Strategi] = (),
    boligorganisationer: Collection[Boligorganisation] = (),
    erstatter: Plan | None = None,
    kilde: str = "",
    kilde_adresse: str = "",
    note: str = "",
    **sagsfelter: Any,
) -> Iterator[Plan]:
    """Opens a case with its plan in one transaction; the body adds what the kind has of its own.

    `sagsfelter` go to `opened_sag`, e.g. `aabnet_dato`, `boligorganisation`, `demo`. Raises UgyldigtInput, AdgangNaegtet or
    IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger), "Kun sagsbehandlere og ledere kan åbne en sag.")
    refuse(
        [
            *check_text("titel", titel, 200),
            *_check(
                art,
                navn=navn,
                fra=fra,
                til=til,
                erstatter=erstatter,
                kilde=kilde,
                kilde_adresse=kilde_adresse,
            ),
        ]
    )
    with opened_sag(bruger=bruger, sagstype=str(art), titel=titel.strip(), **sagsfelter) as sag:
        plan = Plan.objects.create(
            sag=sag,
            art=art,
            navn=navn.strip(),
            fra=fra,
            til=til,
            formaal=formaal.strip(),
            politik=politik,
            erstatter=erstatter,
            kilde=kilde.strip(),
            kilde_adresse=kilde_adresse.strip(),
            note=note.strip(),
        )
        plan.omraader.set(omraader)
        plan.strategier.set(strategier)
        plan.boligorganisationer.set(boligorganisationer)
        yield plan


def open_plan(**felter: Any) -> Plan:
    """Opens a case with its plan; the arguments are those of `opened_plan`, and so are the errors."""
    with opened_plan(**felter) as plan:
        pass
    return plan


def edit_plan(*, bruger: Bruger, plan: Plan, grund: str = "", **felter: Any) -> Plan:
    """Changes the plan's own fields (`FIELDS`, `SETS`); what is not given is kept. Gives the plan as it then stands.

    `grund` is demanded once the plan has been put forward, and stands in the journal. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    if unknown := felter.keys() - {*FIELDS, *SETS}:
        raise TypeError(f"edit_plan kender ikke {', '.join(sorted(unknown))}")
    with changed_plan(plan, bruger, grund=grund) as aendring:
        fresh = aendring.plan
        before = plan_as_data(fresh)
        for name in FIELDS:
            if name in felter:
                value = felter[name]
                setattr(fresh, name, value.strip() if isinstance(value, str) else value)
        refuse(
            _check(
                fresh.art,
                pk=fresh.pk,
                **{
                    name: getattr(fresh, name)
                    for name in ("navn", "fra", "til", "erstatter", "kilde", "kilde_adresse")
                },
            )
        )
        _refuse_lost_goals(fresh)
        fresh.save()
        for name in SETS:
            if name in felter:
                getattr(fresh, name).set(felter[name])
        aendring.record("plan_rettet", "Planen er rettet.", before, plan_as_data(fresh))
    return fresh


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The plan's own fields as the journal keeps them."""
    return {
        "navn": plan.navn,
        "fra": plan.fra,
        "til": plan.til,
        "formaal": plan.formaal,
        "politik": plan.politik_id,
        "erstatter": plan.erstatter_id,
        "kilde": plan.kilde,
        "kilde_adresse": plan.kilde_adresse,
        "note": plan.note,
        **{name: sorted(getattr(plan, name).values_list("pk", flat=True)) for name in SETS},
    }


def _check(
    art: str,
    *,
    navn: str,
    fra: dt.date | None,
    til: dt.date | None,
    erstatter: Plan | None,
    kilde: str,
    kilde_adresse: str,
    pk: int | None = None,
) -> list[Fejl]:
    fejl = [
        *check_text("navn", navn, 200),
        *check_periode(fra, til),
        *check_text("kilde", kilde, 400, mindst=0),
        *check_text("kilde_adresse", kilde_adresse, 400, mindst=0),
    ]
    if art not in Planart.values:
        fejl.append(Fejl("art", f"“{art}” er ikke en art af plan. Mulige: {', '.join(Planart.values)}"))
    if erstatter is not None and (erstatter.art != art or erstatter.pk == pk):
        fejl.append(Fejl("erstatter", "skal være en anden plan af samme art"))
    elif erstatter is not None and pk is not None and _follows(erstatter, pk):
        fejl.append(Fejl("erstatter", f"{erstatter} afløser allerede denne plan"))
    return fejl


def _follows(plan: Plan, pk: int) -> bool:
    """True if `plan` follows the plan with this key, directly or through others."""
    seen: set[int] = set()
    current: int | None = plan.erstatter_id
    while current is not None and current not in seen:
        if current == pk:
            return True
        seen.add(current)
        current = Plan.objects.values_list("erstatter_id", flat=True).get(pk=current)
    return False


def _refuse_lost_goals(plan: Plan) -> None:
    if plan.indsatser.filter(maal__isnull=False).exclude(maal__politik=plan.politik_id).exists():
        refuse([Fejl("politik", "Planens indsatser hører til mål i den nuværende politik; flyt dem først")])
