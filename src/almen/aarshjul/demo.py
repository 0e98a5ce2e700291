"""The demo's wheel: the year before done but for a little, this year as far as it has come, the next one begun."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import punkter
from almen.aarshjul.services import open_aar
from almen.organisationer.models import Bruger
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.aarshjul import AARSHJULSOPGAVE

KILDE = "DEMO: dagen er opdigtet"
# Every so manieth task is late, and the others were done so many days before their deadline.
LEFT_OUT, DAYS_BEFORE = 23, 12


def load_demo(bruger: Bruger) -> None:
    """Opens last year's and this year's tasks, and of next year those that are due and one item more; none twice.

    Only those with the plain case type: `load_linked` follows when the rooms of the others have loaded theirs.
    """
    if Aarshjulsopgave.objects.exists() or not punkter():
        return
    today = timezone.localdate()
    plain = [item.id for item in punkter() if item.sagstype == AARSHJULSOPGAVE]
    for aar, until in ((today.year - 1, None), (today.year, today), (today.year + 1, today)):
        open_aar(bruger=bruger, aar=aar, valgte=plain, aabnes_senest=until, demo=True)
    # The first of next year's are begun early, so that organisations have a deadline ahead; the rest are not.
    early = [item.id for item in punkter() if item.aktoer == "boligorganisation" and item.id in plain][:1]
    open_aar(bruger=bruger, aar=today.year + 1, valgte=early, demo=True)
    for index, opgave in enumerate(Aarshjulsopgave.objects.select_related("sag").order_by("frist", "pk")):
        if _is_done(index, opgave, today):
            _finish(opgave, bruger, index)


def load_linked(bruger: Bruger) -> None:
    """Links the cases that other rooms' demo has opened to last year's and this year's wheel, and opens what is due and missing."""
    today = timezone.localdate()
    others = [item.id for item in punkter() if item.sagstype != AARSHJULSOPGAVE]
    for aar, until in ((today.year - 1, None), (today.year, today)):
        open_aar(bruger=bruger, aar=aar, valgte=others, aabnes_senest=until, demo=True)


def _is_done(index: int, opgave: Aarshjulsopgave, today: dt.date) -> bool:
    """Done are all of last year, of what has passed since all but every LEFT_OUT-th, and every third that is near."""
    if opgave.frist < today:
        return opgave.frist < dt.date(today.year - 1, 12, 1) or index % LEFT_OUT != 0
    return opgave.frist.year == today.year and opgave.boligorganisation_id is not None and index % 3 == 0


def _finish(opgave: Aarshjulsopgave, bruger: Bruger, index: int) -> None:
    """Every step in order; the day lies between the case's opening and its deadline, and not after today."""
    sag, today = opgave.sag, timezone.localdate()
    day = opgave.frist - dt.timedelta(days=DAYS_BEFORE + index % 20)
    day = max(sag.aabnet_dato, min(day, today))
    while steps := load_forloeb(sag).tilstand.aabne:
        record_beslutning(bruger=bruger, sag=sag, trin=steps[0], dato=day, kilde=KILDE)
