"""The card on the case page: what the boligorganisation has sent, and what it has been asked for."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max
from django.urls import reverse

from almen.ansoegninger.models import Anmodning, Indsendelse
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Sag
from almen.sagsgang.register import REGISTER, Sagskort
from almen.ui.formater import dato_kort

SHOWN = 5


def lines_of(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    """(text, note, address) of the latest submissions and of open requests, for those who may see them. Two queries."""
    own = adgang.may_apply(bruger, sag.boligorganisation_id) if sag.boligorganisation_id else False
    if not own and not adgang.may_see_received(bruger):
        return []
    sent = Indsendelse.objects.filter(sag=sag).select_related("behandling").order_by("-id")[:SHOWN]
    asked = Anmodning.objects.filter(sag=sag, lukket__isnull=True).annotate(rykket=Max("rykkere__dato"))
    open_requests = asked.order_by("-id")[:SHOWN]
    return [
        *(
            (
                f"{item.get_art_display()} ({item.nummer})",
                item.afgjort.get_udfald_display() if item.afgjort else "Venter på behandling",
                reverse("portal:indsendelse", args=[item.pk]) if own else item.get_absolute_url(),
            )
            for item in sent
        ),
        *(
            (
                f"Anmodning: {item.overskrift}",
                _waits(item, item.rykket),
                reverse("portal:sag", args=[sag.nummer])
                if own
                else reverse("ansoegninger:anmodning", args=[item.pk]),
            )
            for item in open_requests
        ),
    ]


def _waits(anmodning: Anmodning, rykket: dt.date | None) -> str:
    """By when an answer is wanted, and when it was last reminded of."""
    until = f"Svar senest {dato_kort(anmodning.frist)}" if anmodning.frist else "Venter på svar"
    return f"{until} · rykket {dato_kort(rykket)}" if rykket else until


def acts_of(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    """(words, address) of what can be done: the door for the boligorganisation, a request for the officer."""
    if sag.boligorganisation_id is None:
        return []
    if adgang.may_apply(bruger, sag.boligorganisation_id):
        return [("Se sagen i portalen", reverse("portal:sag", args=[sag.nummer]))]
    if adgang.may_receive(bruger) and sag.fortrolighed == Fortrolighed.AABEN:
        return [("Anmod om oplysninger", reverse("ansoegninger:anmod", args=[sag.nummer]))]
    return []


def register() -> None:
    """Puts the card on the case page."""
    if "boligorganisation" not in REGISTER.sagskort:
        REGISTER.register_sagskort(Sagskort("boligorganisation", "Boligorganisationen", lines_of, acts_of))
