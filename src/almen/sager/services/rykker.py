"""Reminders: who answers for a case hears of a deadline before it comes, and once more when it has passed.

Run every morning by `./almen frister rykkere`. Running it twice, or at two places at once, reminds nobody twice.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.models import Frist, Rykker, Rykkergrund

log = logging.getLogger("almen.rykkere")
# The house's own custom, not a rule of law: so long before the day, and so long a mail that failed is tried again.
DAYS_BEFORE = 14
DAYS_RETRIED = 3


@dataclass(frozen=True)
class Rykkerresultat:
    """How many reminders were made, mails sent and mails that failed; deadlines of cases nobody answers for."""

    rykkere: int
    mails: int
    fejlet: int
    uden_ansvarlig: int


def due_frister(today: dt.date) -> QuerySet[Frist]:
    """Open deadlines of running cases that are due within `DAYS_BEFORE` days or have passed."""
    return (
        Frist.objects.filter(
            opfyldt__isnull=True,
            dato__lte=today + dt.timedelta(days=DAYS_BEFORE),
            sag__overblik__afslutning="",
        )
        .select_related("sag")
        .order_by("dato", "id")
    )


def grund_of(frist: Frist, today: dt.date) -> Rykkergrund:
    """Whether the deadline is near or has passed."""
    return Rykkergrund.OVERSKREDET if frist.dato < today else Rykkergrund.SNART


def send_rykkere(today: dt.date | None = None) -> Rykkerresultat:
    """Makes the reminders that are due and mails each person one list of theirs.

    The reminder is kept before the mail leaves; a mail that fails is tried again on the following days. Should the
    process die between mail and note of it, that mail is sent once more.
    """
    today = today or timezone.localdate()
    known = set(Rykker.objects.values_list("sag_id", "trin", "titel", "frist_dato", "grund"))
    made = nobody = 0
    for frist in due_frister(today):
        grund = grund_of(frist, today)
        if frist.sag.ansvarlig_id is None:
            nobody += 1
        elif (frist.sag_id, frist.trin, frist.titel, frist.dato, grund) not in known:
            # Another run may have made it since: the unique key settles that.
            _, created = Rykker.objects.get_or_create(
                sag=frist.sag,
                trin=frist.trin,
                titel=frist.titel,
                frist_dato=frist.dato,
                grund=grund,
                defaults={"modtager_id": frist.sag.ansvarlig_id, "dato": today},
            )
            made += created
    sent, failed = _mail(today)
    return Rykkerresultat(made, sent, failed, nobody)


def _mail(today: dt.date) -> tuple[int, int]:
    unsent = Rykker.objects.filter(mail_sendt__isnull=True, dato__gte=today - dt.timedelta(days=DAYS_RETRIED))
    people = Bruger.objects.filter(pk__in=unsent.values("modtager"), is_active=True).exclude(email="")
    sent = failed = 0
    for person in people:
        # The person's reminders are locked while the mail leaves, so that two runs at once send it once.
        with transaction.atomic():
            locked = unsent.filter(modtager=person).select_for_update(skip_locked=True, of=("self",))
            rows = list(locked.select_related("sag").order_by("frist_dato", "id"))
            if not rows:
                continue
            try:
                send_mail(_subject(rows), _text(rows, today), None, [person.email])
            except (SMTPException, OSError) as error:
                failed += 1
                log.error("Rykker til %s blev ikke sendt: %s", person.username, error)
                continue
            Rykker.objects.filter(pk__in=[row.pk for row in rows]).update(mail_sendt=timezone.now())
            sent += 1
    return sent, failed


def _subject(rows: list[Rykker]) -> str:
    return (
        "Almen: 1 frist kræver opmærksomhed"
        if len(rows) == 1
        else f"Almen: {len(rows)} frister kræver opmærksomhed"
    )


def _text(rows: list[Rykker], today: dt.date) -> str:
    """The mail: case numbers and deadlines only, since a case's title may be confidential."""
    lines = [
        f"- {row.frist_dato:%d.%m.%Y} ({Rykkergrund(row.grund).label.lower()}): {row.titel}, sag {row.sag.nummer}"
        for row in rows
    ]
    return "\n".join(
        [
            "Disse frister i sager, du er ansvarlig for, kræver opmærksomhed:",
            "",
            *lines,
            "",
            "Se dem i Almen under Frister.",
        ]
    )
