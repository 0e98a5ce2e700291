"""Registering local plans and which projects fulfil them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from almen.byggeri.datoraekke import Dag, check_order, check_past
from almen.byggeri.models import Lokalplan, Lokalplanprojekt, Projekt
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_m2
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import AREAL_HOEJST
from almen.regler.lokalplan import compute_krav_m2
from almen.sager import adgang
from almen.sager.services import system_journal

NO_RIGHT = "Kun sagsbehandlere og ledere kan rette lokalplaner."
# In the order in which they happen. The hearing may end on a day to come; the others tell what has happened.
LOKALPLANDATOER = ("startredegoerelse", "forslag", "hoering_slut", "vedtaget")
LOKALPLANFELTER = (
    "nummer",
    "navn",
    "bydel",
    *LOKALPLANDATOER,
    "andel_pct",
    "boliger_m2",
    "krav_m2",
    "kilde",
    "note",
)


def save_lokalplan(*, bruger: Bruger, lokalplan: Lokalplan | None = None, **felter: Any) -> Lokalplan:
    """Registers a plan, or changes `lokalplan`; old and new values stand in the system's journal.

    `felter` are `LOKALPLANFELTER` (and `demo`). Without `krav_m2` the requirement follows from share and dwellings.
    Raises UgyldigtInput with all faults, or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    plan = lokalplan or Lokalplan()
    before = _as_data(plan) if lokalplan else {}
    for navn, value in felter.items():
        setattr(plan, navn, value)
    if plan.krav_beregnet and plan.krav_m2 == before["krav_m2"]:
        plan.krav_m2 = None  # what was computed follows the share when that changes
    _check(plan)
    typed = plan.krav_m2
    plan.krav_m2 = compute_krav_m2(typed, plan.andel_pct, plan.boliger_m2)
    plan.krav_beregnet = typed is None and plan.krav_m2 is not None
    with system_journal(bruger) as journal:
        try:
            with transaction.atomic():
                plan.save()
        except IntegrityError:
            raise UgyldigtInput([Fejl("nummer", f"{plan.nummer} er registreret i forvejen")]) from None
        after = _as_data(plan)
        if before != after:
            journal.append(
                "lokalplan",
                f"{plan} er {'rettet' if lokalplan else 'registreret'}.",
                {"lokalplan": plan.nummer, "fra": before, "til": after},
            )
    return plan


def link_projekt(*, bruger: Bruger, lokalplan: Lokalplan, projekt: Projekt, m2: Decimal) -> Lokalplanprojekt:
    """Says that `projekt` fulfils `m2` of the plan; again for the same project changes the area.

    Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if not m2.is_finite() or not 0 < m2 <= AREAL_HOEJST:
        raise UgyldigtInput([Fejl("m2", f"er {m2}; tilladt er over 0 og højst {format_m2(AREAL_HOEJST)}")])
    with system_journal(bruger) as journal:
        link, _ = Lokalplanprojekt.objects.update_or_create(
            lokalplan=lokalplan,
            projekt=projekt,
            defaults={"m2": m2},
            create_defaults={"m2": m2, "registreret_af": bruger},
        )
        journal.append(
            "lokalplanprojekt",
            f"{projekt.navn} opfylder {format_m2(m2)} af {lokalplan}.",
            {"lokalplan": lokalplan.nummer, "sag": projekt.sag.nummer, "m2": m2},
        )
    return link


def unlink_projekt(*, bruger: Bruger, link: Lokalplanprojekt) -> None:
    """Takes a project away from the plan; what stood there stays in the journal."""
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    with system_journal(bruger) as journal:
        journal.append(
            "lokalplanprojekt_fjernet",
            f"{link.projekt.navn} tæller ikke længere i {link.lokalplan}.",
            {"lokalplan": link.lokalplan.nummer, "sag": link.projekt.sag.nummer, "m2": link.m2},
        )
        link.delete()


def _check(plan: Lokalplan) -> None:
    try:
        plan.clean_fields()
    except ValidationError as error:
        raise UgyldigtInput(
            [Fejl(navn, " ".join(messages)) for navn, messages in error.message_dict.items()]
        ) from None
    if fejl := fejl_i_dage(_as_data(plan), timezone.localdate()):
        raise UgyldigtInput(fejl)


def fejl_i_dage(dage: Mapping[str, Any], today: dt.date) -> list[Fejl]:
    """The faults of the plan's four days: their order, and days after `today` of what must have happened."""
    row = [
        Dag(navn, str(Lokalplan._meta.get_field(navn).verbose_name), dage[navn])  # type: ignore[union-attr]
        for navn in LOKALPLANDATOER
    ]
    return check_past((dag for dag in row if dag.felt != "hoering_slut"), today) or check_order(row)


def _as_data(plan: Lokalplan) -> dict[str, Any]:
    return {navn: getattr(plan, navn) for navn in LOKALPLANFELTER}
