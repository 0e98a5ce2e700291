"""The demo's requests in running styringsdialoger: one that is near its day, one that has passed it, each reminded of; synthetic."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone

from almen.ansoegninger.models import Anmodning, Anmodningsrykker, Anmodningsrykkergrund
from almen.ansoegninger.services import create_anmodning
from almen.organisationer.models import Bruger, Rolletildeling
from almen.sager.models import Fortrolighed
from almen.tilsyn.models import Styringsdialog

# What is asked for, and how many days ahead of today it is due.
ANMODET = (
    ("Send den opdaterede styringsrapport (DEMO).", 5),
    ("Send afdelingsskemaerne for de afdelinger, der mangler (DEMO).", -9),
)
SENT_DAYS_AGO = 30


def load_demo(bruger: Bruger) -> None:
    """Asks in the first running dialogues of the demo, and notes the reminders that would have left; nothing the second time."""
    if Anmodning.objects.filter(sag__styringsdialog__isnull=False, beslutning_nummer__isnull=True).exists():
        return
    today = timezone.localdate()
    running = Styringsdialog.objects.filter(
        sag__demo=True, sag__overblik__afslutning="", sag__fortrolighed=Fortrolighed.AABEN, aar=today.year
    ).select_related("sag")
    # First those that somebody speaks for: their door shows it.
    spoken_for = Rolletildeling.objects.filter(boligorganisation=OuterRef("boligorganisation"))
    first = running.annotate(taler=Exists(spoken_for)).order_by("-taler", "boligorganisation__navn")
    for dialog, (tekst, days) in zip(first, ANMODET, strict=False):
        anmodning = create_anmodning(bruger=bruger, sag=dialog.sag, tekst=tekst, frist=today)
        # As if it had been asked a month ago: the service itself takes no day that has passed.
        Anmodning.objects.filter(pk=anmodning.pk).update(
            frist=today + dt.timedelta(days=days), oprettet=timezone.now() - dt.timedelta(days=SENT_DAYS_AGO)
        )
        _reminded(anmodning, Anmodningsrykkergrund.SNART, min(today, today + dt.timedelta(days=days - 7)))
        if days < 0:
            _reminded(anmodning, Anmodningsrykkergrund.OVERSKREDET, today + dt.timedelta(days=days + 1))


def _reminded(anmodning: Anmodning, grund: Anmodningsrykkergrund, dag: dt.date) -> None:
    """A reminder of that day, as if its mail had left in the morning: nothing leaves the demo, and nothing is tried again."""
    morning = timezone.make_aware(dt.datetime.combine(dag, dt.time(7)))
    Anmodningsrykker.objects.create(anmodning=anmodning, grund=grund, dato=dag, mail_sendt=morning)
