"""Simulations are asked for, renamed, stopped, started again and deleted. The work itself is in `simuleringskoersel`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.analyse.models import Simulering, Simuleringsstatus
from almen.analyse.simulering.koersel import check
from almen.analyse.simulering.scenarie import scenarie_to_dict
from almen.analyse.tasks import run_simulering
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import system_journal

# A process at work gives a sign of life every second; reading the cases and drawing up the answer take longer.
SILENT = dt.timedelta(seconds=90)
MAX_NAVN = 120
MAY_NOT = "Kun sagsbehandlere, ledere og Direktionen kan køre simuleringer."
MAY_NOT_CHANGE = "Kun den, der har lavet simuleringen, og ledere kan ændre den."


def create_simulering(
    *, bruger: Bruger, navn: str, scenarie: Mapping[str, Any], koer: bool = True
) -> Simulering:
    """Keeps a scenario and leaves it to a worker (`koer`). Raises UgyldigtInput naming each fault, AdgangNaegtet.

    One that rests on demo cases too is marked as such.
    """
    adgang.require(adgang.may_simulate(bruger), MAY_NOT)
    navn = _checked_name(navn)
    read = check(scenarie, today=timezone.localdate())
    demo = Sag.objects.filter(demo=True, sagstype=read.sagstype).exists()
    with system_journal(bruger) as journal:
        made = Simulering.objects.create(
            navn=navn, scenarie=scenarie_to_dict(read), oprettet_af=bruger, demo=demo
        )
        journal.append("simulering_oprettet", f"Simuleringen “{navn}” er oprettet.", {"simulering": made.pk})
        if koer:
            run_simulering.enqueue(made.pk)
    return made


def rename_simulering(*, bruger: Bruger, simulering: Simulering, navn: str) -> None:
    """Gives it another name; nothing else of it changes. Raises UgyldigtInput, AdgangNaegtet."""
    _require_change(bruger, simulering)
    simulering.navn = _checked_name(navn)
    simulering.save(update_fields=["navn"])


def cancel_simulering(*, bruger: Bruger, simulering: Simulering) -> None:
    """Stops one that waits or runs; the worker finds out within a second. Raises UgyldigtInput if it has ended, AdgangNaegtet."""
    with _locked(bruger, simulering) as row:
        if row.status not in (Simuleringsstatus.VENTER, Simuleringsstatus.KOERER):
            raise UgyldigtInput([Fejl("", "Simuleringen er ikke i gang, så den kan ikke stoppes")])
        row.status, row.afsluttet, row.livstegn = Simuleringsstatus.AFBRUDT, timezone.now(), None
        row.save(update_fields=["status", "afsluttet", "livstegn"])
        with system_journal(bruger) as journal:
            journal.append(
                "simulering_stoppet", f"Simuleringen “{row.navn}” er stoppet.", {"simulering": row.pk}
            )
    simulering.refresh_from_db()


def restart_simulering(*, bruger: Bruger, simulering: Simulering) -> None:
    """Lets one that failed, was stopped, lost its worker or waits for one begin from the start. Raises UgyldigtInput, AdgangNaegtet.

    One that has an answer keeps it: the same scenario is run again as a copy.
    """
    with _locked(bruger, simulering) as row:
        if row.status == Simuleringsstatus.FAERDIG:
            raise UgyldigtInput([Fejl("", "Simuleringen er færdig. Kopiér den for at køre den igen")])
        if row.status == Simuleringsstatus.KOERER and not lost(row):
            raise UgyldigtInput([Fejl("", "Simuleringen er i gang. Vent, eller stop den")])
        row.status, row.fremdrift, row.fejl = Simuleringsstatus.VENTER, 0, ""
        row.livstegn = row.afsluttet = None
        row.save(update_fields=["status", "fremdrift", "fejl", "livstegn", "afsluttet"])
        run_simulering.enqueue(row.pk)
    simulering.refresh_from_db()


def delete_simulering(*, bruger: Bruger, simulering: Simulering) -> None:
    """Deletes it with its answer; a worker that is at it stops. Raises AdgangNaegtet."""
    with _locked(bruger, simulering) as row, system_journal(bruger) as journal:
        data = {"simulering": row.pk}
        journal.append("simulering_slettet", f"Simuleringen “{row.navn}” er slettet.", data)
        row.delete()


def lost(simulering: Simulering) -> bool:
    """True if the process that ran it has died: it says that it runs, and nobody has been heard of."""
    if simulering.status != Simuleringsstatus.KOERER:
        return False
    return simulering.livstegn is None or timezone.now() - simulering.livstegn > SILENT


def _checked_name(navn: str) -> str:
    navn = " ".join(navn.split())
    if not navn:
        raise UgyldigtInput([Fejl("navn", "Skriv et navn, som simuleringen kan kendes på")])
    if len(navn) > MAX_NAVN:
        raise UgyldigtInput([Fejl("navn", f"Navnet er for langt: højst {MAX_NAVN} tegn")])
    return navn


def _require_change(bruger: Bruger, simulering: Simulering) -> None:
    adgang.require(adgang.may_simulate(bruger), MAY_NOT)
    adgang.require(adgang.may_change_simulering(bruger, simulering.oprettet_af_id), MAY_NOT_CHANGE)


@contextmanager
def _locked(bruger: Bruger, simulering: Simulering) -> Iterator[Simulering]:
    """Its row under lock, for somebody who may change it."""
    _require_change(bruger, simulering)
    with transaction.atomic():
        yield Simulering.objects.select_for_update().get(pk=simulering.pk)
