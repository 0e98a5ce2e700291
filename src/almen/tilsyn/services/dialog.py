"""The yearly dialogue: opened with its case and the material that it asks for."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligorganisation, Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Sag
from almen.sager.services import opened_sag
from almen.sagsgang.register import Aarsopgave
from almen.tilsyn.aarsramme import AAR_FREM, FOERSTE_AAR
from almen.tilsyn.dialogfrister import compute_materialefrister
from almen.tilsyn.models import Dialogmateriale, Styringsdialog
from almen.tilsyn.selectors.dialog import STYRINGSDIALOG


def open_dialog(
    *,
    bruger: Bruger,
    boligorganisation: Boligorganisation,
    aar: int,
    frist: dt.date,
    titel: str | None = None,
    aabnet_dato: dt.date | None = None,
    fortrolighed: str = Fortrolighed.AABEN,
    ansvarlig: Bruger | None = None,
    demo: bool = False,
) -> Sag:
    """Opens the case of an organisation's dialogue in `aar`, with every part of the material and the day it is due.

    `frist` is the day by which the dialogue is to be finished. It rests on the accounts of the year before. Raises AdgangNaegtet,
    UgyldigtInput (year, deadline, or a dialogue of that organisation and year exists) or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_edit_tilsyn(bruger), "Kun sagsbehandlere og ledere kan åbne en styringsdialog.")
    _check(boligorganisation, aar, frist)
    due = compute_materialefrister(aar, current_profil().aarshjul, current_parametre())
    try:
        with opened_sag(
            bruger=bruger,
            sagstype=STYRINGSDIALOG,
            titel=(titel or f"Styringsdialog {aar}, {boligorganisation}")[:200],
            aabnet_dato=aabnet_dato,
            boligorganisation=boligorganisation,
            fortrolighed=fortrolighed,
            ansvarlig=ansvarlig,
            demo=demo,
        ) as sag:
            dialog = Styringsdialog.objects.create(
                sag=sag, boligorganisation=boligorganisation, aar=aar, regnskabsaar=aar - 1, frist=frist
            )
            Dialogmateriale.objects.bulk_create(
                Dialogmateriale(dialog=dialog, art=art, frist=day) for art, day in due.items()
            )
    except IntegrityError as error:
        # Two at once: the unique key lets one of them through.
        raise UgyldigtInput([_taken(boligorganisation, aar)]) from error
    return sag


def open_from_wheel(bruger: Bruger, opgave: Aarsopgave) -> Sag:
    """What the year wheel asks for: the organisation's dialogue of the year, opened if there is none."""
    existing = Styringsdialog.objects.filter(
        boligorganisation=opgave.boligorganisation, aar=opgave.aar
    ).select_related("sag")
    for dialog in existing:
        return dialog.sag
    return open_dialog(
        bruger=bruger,
        boligorganisation=opgave.boligorganisation,
        aar=opgave.aar,
        frist=opgave.frist,
        titel=opgave.titel,
        aabnet_dato=opgave.aabnet_dato,
        fortrolighed=opgave.fortrolighed,
        ansvarlig=opgave.ansvarlig,
        demo=opgave.demo,
    )


def _check(boligorganisation: Boligorganisation, aar: int, frist: dt.date) -> None:
    last = timezone.localdate().year + AAR_FREM
    fejl = []
    if not FOERSTE_AAR <= aar <= last:
        fejl.append(Fejl("aar", f"er {aar}; tilladt er {FOERSTE_AAR} til {last}"))
    elif not dt.date(aar, 1, 1) <= frist <= dt.date(aar + 1, 12, 31):
        fejl.append(Fejl("frist", f"skal ligge i {aar} eller året efter"))
    elif Styringsdialog.objects.filter(boligorganisation=boligorganisation, aar=aar).exists():
        fejl.append(_taken(boligorganisation, aar))
    if fejl:
        raise UgyldigtInput(fejl)


def _taken(boligorganisation: Boligorganisation, aar: int) -> Fejl:
    return Fejl("aar", f"{boligorganisation} har allerede en styringsdialog i {aar}; der er én om året")
