"""Requests: what the municipality asks the boligorganisation of a case for."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.ansoegninger.models import Anmodning
from almen.ansoegninger.services.behandling import NO_RIGHT
from almen.ansoegninger.services.underretning import tell_organisation
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Sag
from almen.sager.services import locked_journal

MAX_TEKST = 5000


def create_anmodning(*, bruger: Bruger, sag: Sag, tekst: str, frist: dt.date | None = None) -> Anmodning:
    """Asks the case's boligorganisation for something, with a day if one is given; journalled and mailed.

    Raises UgyldigtInput (also when the boligorganisation cannot see the case), AdgangNaegtet.
    """
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    fejl = []
    if sag.boligorganisation_id is None or sag.fortrolighed != Fortrolighed.AABEN:
        fejl.append(
            Fejl("", "Sagen har ingen boligorganisation, eller den er ikke åben for boligorganisationen")
        )
    if not 1 <= len(tekst.strip()) <= MAX_TEKST:
        fejl.append(Fejl("tekst", f"skal være på 1 til {MAX_TEKST} tegn"))
    if frist is not None and frist < timezone.localdate():
        fejl.append(Fejl("frist", "ligger i fortiden; angiv i dag eller en senere dag"))
    if fejl:
        raise UgyldigtInput(fejl)
    with locked_journal(sag, bruger) as journal:
        anmodning = Anmodning.objects.create(sag=sag, tekst=tekst.strip(), frist=frist, oprettet_af=bruger)
        until = f" Svar senest {frist:%d.%m.%Y}." if frist else ""
        journal.append(
            "anmodning",
            f"Anmodning til {sag.boligorganisation}: {tekst.strip()}{until}"[:1000],
            {"anmodning": anmodning.pk, "frist": frist},
        )
    tell_organisation(anmodning)
    return anmodning


def close_anmodning(*, bruger: Bruger, anmodning: Anmodning) -> None:
    """Closes a request that no longer wants an answer; drafts of one are thrown away."""
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    with locked_journal(anmodning.sag, bruger) as journal:
        current = Anmodning.objects.get(pk=anmodning.pk)
        if current.lukket is not None:
            return
        current.lukket = timezone.now()
        current.save(update_fields=["lukket"])
        current.kladder.all().delete()
        journal.append(
            "anmodning_lukket",
            f"Anmodningen er lukket uden svar: {current.tekst}"[:1000],
            {"anmodning": current.pk},
        )
