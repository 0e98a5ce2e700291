"""Organisations' own agreements: opened for one or for all, changed until somebody has agreed, and signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.dansk import format_dato, format_periode
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.sager.services import locked_journal, opened_sag, refresh_overblik
from almen.sager.services.journal import Journal
from almen.udlejning.models import Organisationsaftale, Rammeaftale
from almen.udlejning.selectors.organisationsaftale import ORGANISATIONSAFTALE, aftale_of, why_locked

NO_RIGHT = "Kun sagsbehandlere og ledere kan åbne og rette aftaler om udlejning."


def open_organisationsaftale(
    *,
    bruger: Bruger,
    rammeaftale: Rammeaftale,
    boligorganisation: Boligorganisation,
    gyldig_fra: dt.date | None = None,
    gyldig_til: dt.date | None = None,
    titel: str = "",
    note: str = "",
    **sagsfelter: Any,
) -> Organisationsaftale:
    """Opens the case of an organisation's agreement; the period is the framework's where no days are given.

    `sagsfelter` go to `opened_sag`. Raises UgyldigtInput (also where the organisation has one in the period already), AdgangNaegtet,
    IngenSagsgang.
    """
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    fra, til = gyldig_fra or rammeaftale.gyldig_fra, gyldig_til or rammeaftale.gyldig_til
    _check(rammeaftale, fra, til, note)
    years = f"{fra.year}–{til.year}"
    name = titel.strip() or f"Udlejningsaftale {years} med {boligorganisation}"[:200]
    if len(name) > 200:
        raise UgyldigtInput([Fejl("titel", "må højst være 200 tegn")])
    with (
        _only_one(rammeaftale, boligorganisation),
        opened_sag(
            bruger=bruger,
            sagstype=ORGANISATIONSAFTALE,
            titel=name,
            boligorganisation=boligorganisation,
            udspringer_af=rammeaftale.sag,
            **sagsfelter,
        ) as sag,
    ):
        return Organisationsaftale.objects.create(
            sag=sag,
            rammeaftale=rammeaftale,
            boligorganisation=boligorganisation,
            gyldig_fra=fra,
            gyldig_til=til,
            note=note.strip(),
        )


def open_for_all(*, bruger: Bruger, rammeaftale: Rammeaftale, **sagsfelter: Any) -> list[Organisationsaftale]:
    """Opens a case for every organisation that has afdelinger and none in the period; all or nothing.

    Raises AdgangNaegtet or IngenSagsgang.
    """
    adgang.require(adgang.may_open_sag(bruger), NO_RIGHT)
    with transaction.atomic():
        # The framework is the queue: two who press at once open one case each organisation.
        Rammeaftale.objects.select_for_update().get(pk=rammeaftale.pk)
        missing = Boligorganisation.objects.filter(afdelinger__isnull=False).exclude(
            pk__in=rammeaftale.organisationsaftaler.values("boligorganisation")
        )
        return [
            open_organisationsaftale(
                bruger=bruger, rammeaftale=rammeaftale, boligorganisation=item, **sagsfelter
            )
            for item in missing.distinct().order_by("navn")
        ]


@contextmanager
def _only_one(rammeaftale: Rammeaftale, organisation: Boligorganisation) -> Iterator[None]:
    """Raises UgyldigtInput if the organisation has an agreement in the period; the framework is locked meanwhile."""
    with transaction.atomic():
        Rammeaftale.objects.select_for_update().get(pk=rammeaftale.pk)
        found = rammeaftale.organisationsaftaler.filter(boligorganisation=organisation)
        if there := found.select_related("sag__overblik").first():
            ended = there.sag.overblik.afslutning in UDEN_RESULTAT
            told = (
                f"{organisation} har allerede en aftale i perioden, i sag {there.sag.nummer}. "
                f"{'Genåbn den sag i stedet.' if ended else 'Ret den i stedet.'}"
            )
            raise UgyldigtInput([Fejl("boligorganisation", told)])
        yield


@contextmanager
def changed_aftale(sag: Sag, bruger: Bruger) -> Iterator[tuple[Organisationsaftale, Journal]]:
    """Locks the case for a change of its terms; the body writes and journals.

    Raises AdgangNaegtet, or UgyldigtInput once somebody has agreed to the terms or the case has ended.
    """
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    with locked_journal(sag, bruger) as journal:
        fresh = Sag.objects.get(pk=sag.pk)
        if told := why_locked(fresh):
            raise UgyldigtInput([Fejl("", told)])
        yield aftale_of(fresh), journal
        refresh_overblik(fresh)


def edit_aftale(
    *, bruger: Bruger, sag: Sag, gyldig_fra: dt.date, gyldig_til: dt.date, note: str = ""
) -> Organisationsaftale:
    """Changes the agreement's period and what is agreed beside the terms; terms follow the first day. Raises UgyldigtInput, AdgangNaegtet."""
    with changed_aftale(sag, bruger) as (aftale, journal):
        _check(aftale.rammeaftale, gyldig_fra, gyldig_til, note)
        before = _as_data(aftale)
        first = aftale.gyldig_fra
        aftale.gyldig_fra, aftale.gyldig_til, aftale.note = gyldig_fra, gyldig_til, note.strip()
        aftale.save(update_fields=["gyldig_fra", "gyldig_til", "note"])
        if first != gyldig_fra:
            aftale.vilkaar.filter(fra=first).update(fra=gyldig_fra)
            aftale.kriterier.filter(fra=first).update(fra=gyldig_fra)
        if before != (after := _as_data(aftale)):
            journal.append("udlejningsaftale_rettet", "Aftalen er rettet.", {"fra": before, "til": after})
    return aftale


def record_underskrift(*, bruger: Bruger, sag: Sag, dag: dt.date) -> Organisationsaftale:
    """Records the day that the paper was signed by both parties. Raises UgyldigtInput (a day to come), AdgangNaegtet."""
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    if dag > timezone.localdate():
        raise UgyldigtInput([Fejl("dag", f"{format_dato(dag)} er ikke kommet endnu")])
    with locked_journal(sag, bruger) as journal:
        fresh = Sag.objects.get(pk=sag.pk)
        aftale = aftale_of(fresh)
        before, aftale.underskrevet = aftale.underskrevet, dag
        aftale.save(update_fields=["underskrevet"])
        journal.append(
            "udlejningsaftale_underskrevet",
            f"Aftalen er underskrevet den {format_dato(dag)}.",
            {"fra": before, "til": dag},
        )
        refresh_overblik(fresh)
    return aftale


def _as_data(aftale: Organisationsaftale) -> dict[str, Any]:
    return {"gyldig_fra": aftale.gyldig_fra, "gyldig_til": aftale.gyldig_til, "note": aftale.note}


def _check(ramme: Rammeaftale, fra: dt.date, til: dt.date, note: str) -> None:
    fejl = []
    if til < fra:
        fejl.append(Fejl("gyldig_til", f"{format_dato(til)} ligger før {format_dato(fra)}"))
    period = format_periode(ramme.gyldig_fra, ramme.gyldig_til)
    for felt, dag in (("gyldig_fra", fra), ("gyldig_til", til)):
        if not ramme.gyldig_fra <= dag <= ramme.gyldig_til:
            fejl.append(Fejl(felt, f"{format_dato(dag)} ligger uden for rammeaftalens periode: {period}"))
    if len(note) > 10_000:
        fejl.append(Fejl("note", f"er på {len(note)} tegn; højst 10.000 er tilladt"))
    if fejl:
        raise UgyldigtInput(fejl)
