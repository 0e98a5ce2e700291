"""Deadlines that a case officer sets by hand."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Frist, Fristart, Sag
from almen.sager.services.journal import locked_journal
from almen.sager.services.sag import refresh_overblik


def add_frist(*, bruger: Bruger, sag: Sag, titel: str, dato: dt.date, aktoer: str = "forvaltningen") -> Frist:
    """Adds a deadline by hand; it counts in lists and on the front page as those of the route do."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan sætte frister.")
    with locked_journal(sag, bruger) as journal:
        frist = Frist.objects.create(sag=sag, art=Fristart.MANUEL, titel=titel, dato=dato, aktoer=aktoer)
        journal.append("frist", f"Frist sat: {titel}, {dato:%d.%m.%Y}", {"dato": dato, "aktoer": aktoer})
        refresh_overblik(sag)
    return frist


def meet_frist(*, bruger: Bruger, frist: Frist) -> None:
    """Marks a deadline set by hand as met today. Deadlines of the route are met by decisions only."""
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan afslutte frister.")
    if frist.art != Fristart.MANUEL:
        raise ValueError("Fristen følger af sagens forløb og opfyldes, når trinnet besluttes.")
    with locked_journal(frist.sag, bruger) as journal:
        frist.opfyldt = timezone.localdate()
        frist.save(update_fields=["opfyldt"])
        journal.append("frist_opfyldt", f"Frist opfyldt: {frist.titel}", {"dato": frist.dato})
        refresh_overblik(frist.sag)
