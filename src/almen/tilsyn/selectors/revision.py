"""Auditors' remarks as pages, files and the risk rules read them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from almen.tilsyn.models import Bemaerkningsart, Revisionsbemaerkning

# An open one of these is a grave sign by itself: the auditor could not vouch for the accounts, or criticises the management.
ALVORLIGE = (Bemaerkningsart.FORBEHOLD, Bemaerkningsart.KRITISK)


def bemaerkninger() -> QuerySet[Revisionsbemaerkning]:
    """Every remark with whom it is about. Who may see one may see all (`adgang.may_see_tilsyn`)."""
    return Revisionsbemaerkning.objects.select_related("boligorganisation", "afdeling")


def overskredet(dag: dt.date) -> Q:
    """Remarks that should have been followed up before `dag` and are open."""
    return Q(afsluttet__isnull=True, frist__lt=dag)


def status_of(row: Revisionsbemaerkning, dag: dt.date) -> tuple[str, str]:
    """(word, tone) of where a remark stands on `dag`."""
    if row.afsluttet is not None:
        return "Afsluttet", "ok"
    if row.frist is not None and row.frist < dag:
        return "Frist overskredet", "bad"
    if row.opfoelgning:
        return "Under opfølgning", "open"
    return ("Besvaret", "open") if row.svar else ("Åben", "warn")
