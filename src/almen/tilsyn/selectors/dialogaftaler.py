"""Agreements across all dialogues, as the list and the calendar read them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.tilsyn.models import Aftalestatus, Dialogaftale


def aftaler(bruger: Bruger) -> QuerySet[Dialogaftale]:
    """The agreements of the dialogues whose cases `bruger` may see, with organisation and case."""
    rows = Dialogaftale.objects.filter(adgang.scope_of_sag(bruger, "dialog__sag__"))
    return rows.select_related("dialog__boligorganisation", "dialog__sag", "punkt")


def overskredet(dag: dt.date) -> Q:
    """Agreements that should have been fulfilled before `dag` and are open."""
    return Q(status=Aftalestatus.AABEN, frist__lt=dag)


def status_of(row: Dialogaftale, dag: dt.date) -> tuple[str, str]:
    """(word, tone) of where an agreement stands on `dag`."""
    if row.status == Aftalestatus.AABEN and row.frist < dag:
        return "Frist overskredet", "bad"
    tone = {Aftalestatus.AABEN: "open", Aftalestatus.OPFYLDT: "ok"}.get(Aftalestatus(row.status), "neutral")
    return row.get_status_display(), tone
