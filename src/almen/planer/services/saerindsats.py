"""Special municipal efforts that the committee proposes, and the log of how each party stands to them (M25)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.planer.models import Forhandling, Indsats, Indsatsart, Plan, Saerindsats
from almen.planer.selectors.helhedsplan import PARTER, Indsatsstand, forget_helhedsplan
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_beloeb, check_text, check_valg, refuse
from almen.planer.services.indsats import save_indsats
from almen.planer.services.plan import MAY_NOT_EDIT
from almen.regler.fejl import Fejl
from almen.sager import adgang

MAX_TEKST = 4000


def save_saerindsats(
    *,
    bruger: Bruger,
    plan: Plan,
    navn: str,
    saerindsats: Saerindsats | None = None,
    beskrivelse: str = "",
    budget: int | None = None,
    foreslaaet: dt.date | None = None,
    kilde: str = "",
) -> Saerindsats:
    """Adds a special effort or changes `saerindsats`. `budget` in whole kroner, None: not settled. `foreslaaet`: by the committee.

    It is a proposal until it is taken into the plan, so no reason is asked for. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    refuse(
        [
            *check_text("navn", navn, 200),
            *check_text("beskrivelse", beskrivelse, MAX_TEKST, mindst=0),
            *check_text("kilde", kilde, 400, mindst=0),
            *check_beloeb("budget", budget),
            *_check_day("foreslaaet", foreslaaet),
        ]
    )
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        # As it stands under the lock: another may have taken it into the plan since the page was read.
        row = Saerindsats.objects.get(pk=saerindsats.pk) if saerindsats else Saerindsats(plan=aendring.plan)
        if row.plan_id != plan.pk:
            refuse([Fejl("", "Indsatsen hører til en anden plan")])
        before = _as_data(row) if saerindsats else None
        row.navn, row.beskrivelse, row.kilde = navn.strip(), beskrivelse.strip(), kilde.strip()
        row.budget, row.foreslaaet = budget, foreslaaet
        row.save()
        act, word = ("rettet", "rettet") if saerindsats else ("foreslaaet", "foreslået")
        aendring.record(
            f"saerindsats_{act}", f"Den særlige indsats “{row.navn}” er {word}.", before, _as_data(row)
        )
    forget_helhedsplan(plan.sag)
    return row


def add_forhandling(
    *,
    bruger: Bruger,
    saerindsats: Saerindsats,
    part: str,
    stand: str,
    dato: dt.date | None = None,
    tekst: str = "",
) -> Forhandling:
    """Adds to the log where a party stands on `dato` (default today); nothing in it is ever altered.

    A no of the municipality itself means that the effort is withdrawn. Raises UgyldigtInput or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    day = dato or timezone.localdate()
    refuse(
        [
            *check_valg("part", part, [item.value for item in PARTER]),
            *check_valg("stand", stand, Forhandling.Stand.values),
            *check_text("tekst", tekst, MAX_TEKST, mindst=0),
            *_check_day("dato", day),
        ]
    )
    plan = saerindsats.plan
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        if Saerindsats.objects.get(pk=saerindsats.pk).indsats_id is not None:
            refuse(
                [Fejl("", "Indsatsen er optaget i planen. Lad den udgå der, hvis den ikke længere er aftalt")]
            )
        latest = (
            Forhandling.objects.filter(saerindsats=saerindsats, part=part).order_by("-dato", "-id").first()
        )
        if latest is not None and day < latest.dato:
            refuse(
                [
                    Fejl(
                        "dato",
                        f"ligger før det seneste fra {latest.get_part_display()}, {latest.dato:%d.%m.%Y}",
                    )
                ]
            )
        row = Forhandling.objects.create(
            saerindsats=saerindsats,
            part=part,
            stand=stand,
            dato=day,
            tekst=tekst.strip(),
            registreret_af=bruger,
        )
        aendring.record(
            "forhandling",
            f"“{saerindsats.navn}”: {row.get_part_display()}, {row.get_stand_display().lower()}.",
            None,
            {"saerindsats": saerindsats.pk, "part": part, "stand": stand, "dato": day, "tekst": row.tekst},
        )
    forget_helhedsplan(plan.sag)
    return row


def adopt_saerindsats(
    *,
    bruger: Bruger,
    saerindsats: Saerindsats,
    ansvarlig: str,
    tema: str = "",
    art: str = Indsatsart.SOCIAL,
    grund: str = "",
) -> Indsats:
    """Takes an agreed special effort into the plan as one of its efforts, once. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    plan = saerindsats.plan
    with transaction.atomic():
        with changed_plan(plan, bruger, grund=grund):
            row = Saerindsats.objects.select_for_update().get(pk=saerindsats.pk)
            seen = {item.part: item for item in row.forhandlinger.order_by("dato", "id")}
            if row.indsats_id is not None:
                refuse([Fejl("", "Indsatsen er allerede optaget i planen")])
            if not Indsatsstand(row, seen).enig:
                refuse([Fejl("", "Landsbyggefonden og boligorganisationen er ikke begge enige endnu")])
        effort = save_indsats(
            bruger=bruger,
            plan=plan,
            navn=row.navn,
            art=art,
            beskrivelse=row.beskrivelse,
            ansvarlig=ansvarlig,
            tema=tema,
            budget=row.budget,
            grund=grund,
        )
        row.indsats = effort
        row.save(update_fields=["indsats"])
    forget_helhedsplan(plan.sag)
    return effort


def _check_day(felt: str, day: dt.date | None) -> list[Fejl]:
    return [Fejl(felt, "ligger i fremtiden")] if day is not None and day > timezone.localdate() else []


def _as_data(row: Saerindsats) -> dict[str, object]:
    return {
        "navn": row.navn,
        "beskrivelse": row.beskrivelse,
        "budget": row.budget,
        "foreslaaet": row.foreslaaet,
        "kilde": row.kilde,
    }
