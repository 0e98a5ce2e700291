"""Reminders to boligorganisationer: a request is told of before its day, and once more when the day has passed.

Run every morning by `./almen frister rykkere`. Running it twice, or at two places at once, reminds nobody twice. The mails tell the
case's number and the day, never what is asked for.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from almen.ansoegninger.models import Anmodning, Anmodningsrykker, Anmodningsrykkergrund, Indsendelse
from almen.ansoegninger.services.behandling import NO_RIGHT
from almen.organisationer.models import Boligorganisation, Bruger, Rolle
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Fortrolighed
from almen.sager.services import locked_journal

log = logging.getLogger("almen.rykkere")
# The house's own custom, not a rule of law: so long before the day, and so long a mail that failed is tried again.
DAYS_BEFORE = 7
DAYS_RETRIED = 3


@dataclass(frozen=True)
class Anmodningsresultat:
    """How many reminders were made, mails sent and mails that failed; reminders of organisations without an address."""

    rykkere: int
    mails: int
    fejlet: int
    uden_adresse: int


def unanswered(rows: QuerySet[Anmodning]) -> QuerySet[Anmodning]:
    """Of `rows` those that still want an answer that the boligorganisation can give: open, nothing sent that waits, in a running case
    that it can see."""
    waiting = Indsendelse.objects.filter(anmodning=OuterRef("pk"), behandling__isnull=True)
    return rows.filter(
        ~Exists(waiting),
        lukket__isnull=True,
        sag__overblik__afslutning="",
        sag__fortrolighed=Fortrolighed.AABEN,
        sag__boligorganisation__isnull=False,
    )


def due_anmodninger(today: dt.date) -> QuerySet[Anmodning]:
    """Unanswered requests that are due within `DAYS_BEFORE` days or have passed; those of today were just told of."""
    return (
        unanswered(Anmodning.objects.filter(frist__lte=today + dt.timedelta(days=DAYS_BEFORE)))
        .filter(oprettet__date__lt=today)
        .select_related("sag")
        .order_by("frist", "id")
    )


def grund_of(anmodning: Anmodning, today: dt.date) -> Anmodningsrykkergrund:
    """Whether the day is near or has passed."""
    late = anmodning.frist is not None and anmodning.frist < today
    return Anmodningsrykkergrund.OVERSKREDET if late else Anmodningsrykkergrund.SNART


def send_anmodningsrykkere(today: dt.date | None = None) -> Anmodningsresultat:
    """Makes the reminders that are due and mails each boligorganisation one list of its own.

    The reminder is kept before the mail leaves; a mail that fails is tried again on the following days. Should the process die
    between mail and note of it, that mail is sent once more.
    """
    today = today or timezone.localdate()
    known = set(Anmodningsrykker.objects.values_list("anmodning_id", "grund"))
    made = 0
    for anmodning in due_anmodninger(today):
        grund = grund_of(anmodning, today)
        if (anmodning.pk, grund) not in known:
            # Another run may have made it since: the unique key settles that.
            _, created = Anmodningsrykker.objects.get_or_create(
                anmodning=anmodning, grund=grund, defaults={"dato": today}
            )
            made += created
    sent, failed, nowhere = _mail(today)
    return Anmodningsresultat(made, sent, failed, nowhere)


def remind_now(*, bruger: Bruger, anmodning: Anmodning) -> Anmodningsrykker:
    """An officer reminds the boligorganisation of one request today; journalled, and mailed when the act is done.

    Raises UgyldigtInput (answered, closed, reminded by hand today already, or no address), AdgangNaegtet.
    """
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    today = timezone.localdate()
    sag = anmodning.sag
    with locked_journal(sag, bruger) as journal:
        if not unanswered(Anmodning.objects.filter(pk=anmodning.pk)).exists():
            raise UgyldigtInput([Fejl("", "Anmodningen venter ikke på svar, så der er intet at rykke for")])
        by_hand = Anmodningsrykker.objects.filter(anmodning=anmodning, grund=Anmodningsrykkergrund.MANUEL)
        if by_hand.filter(dato=today).exists():
            raise UgyldigtInput(
                [Fejl("", "Der er allerede sendt en rykker i dag; send den næste tidligst i morgen")]
            )
        organisation = sag.boligorganisation
        assert organisation is not None  # noqa: S101 - `unanswered` asks for it
        if not addresses_of([organisation.pk]).get(organisation.pk):
            raise UgyldigtInput(
                [Fejl("", f"{organisation} har ingen e-mailadresse i Almen; angiv en på boligorganisationen")]
            )
        rykker = Anmodningsrykker.objects.create(
            anmodning=anmodning, grund=Anmodningsrykkergrund.MANUEL, dato=today, bruger=bruger
        )
        journal.append(
            "anmodning_rykket",
            f"{organisation} er rykket for svar: {anmodning.tekst}"[:1000],
            {"anmodning": anmodning.pk},
        )
    transaction.on_commit(lambda: _mail_organisation(organisation.pk, today))
    return rykker


def addresses_of(organisationer: Iterable[int]) -> dict[int, list[str]]:
    """Where the mail of each boligorganisation goes: its shared address and its active users' own. Two queries."""
    wanted, today = list(organisationer), timezone.localdate()
    found: dict[int, set[str]] = {pk: set() for pk in wanted}
    shared = Boligorganisation.objects.filter(pk__in=wanted).exclude(kontakt_email="")
    for pk, address in shared.values_list("pk", "kontakt_email"):
        found[pk].add(address)
    own = Bruger.objects.filter(
        Q(rolletildelinger__gyldig_til__isnull=True) | Q(rolletildelinger__gyldig_til__gte=today),
        is_active=True,
        rolletildelinger__rolle=Rolle.BOLIGORGANISATION,
        rolletildelinger__boligorganisation__in=wanted,
        rolletildelinger__gyldig_fra__lte=today,
    ).exclude(email="")
    for pk, address in own.values_list("rolletildelinger__boligorganisation", "email"):
        found[pk].add(address)
    return {pk: sorted(items) for pk, items in found.items()}


def _unsent(today: dt.date) -> QuerySet[Anmodningsrykker]:
    """Reminders whose mail has not left, of requests that still want an answer."""
    since = today - dt.timedelta(days=DAYS_RETRIED)
    return Anmodningsrykker.objects.filter(
        mail_sendt__isnull=True, dato__gte=since, anmodning__in=unanswered(Anmodning.objects.all())
    )


def _mail(today: dt.date) -> tuple[int, int, int]:
    """(mails sent, failed, reminders that could go nowhere), a mail for each organisation that has any."""
    ids = list(
        _unsent(today).order_by().values_list("anmodning__sag__boligorganisation", flat=True).distinct()
    )
    addresses = addresses_of(ids)
    results = [_mail_organisation(pk, today, addresses[pk]) for pk in ids if addresses[pk]]
    nowhere = [pk for pk in ids if not addresses[pk]]
    lost = _unsent(today).filter(anmodning__sag__boligorganisation__in=nowhere).count() if nowhere else 0
    return results.count(True), results.count(False), lost


def _mail_organisation(pk: int, today: dt.date, to: list[str] | None = None) -> bool | None:
    """Sends the organisation its unsent reminders in one mail; None where another run has sent them, False where it failed.

    The rows are locked while the mail leaves, so that two runs at once send it once.
    """
    to = addresses_of([pk])[pk] if to is None else to
    with transaction.atomic():
        mine = _unsent(today).filter(anmodning__sag__boligorganisation=pk)
        rows = list(
            mine.select_for_update(skip_locked=True, of=("self",))
            .select_related("anmodning__sag")
            .order_by("id")
        )
        if not rows or not to:
            return None
        try:
            send_mail(_subject(rows), _text(rows, today), None, to)
        except (SMTPException, OSError) as error:
            log.error("Rykker til boligorganisation %s blev ikke sendt: %s", pk, error)
            return False
        Anmodningsrykker.objects.filter(pk__in=[row.pk for row in rows]).update(mail_sendt=timezone.now())
    return True


def _subject(rows: list[Anmodningsrykker]) -> str:
    count = len({row.anmodning_id for row in rows})
    return "Almen: kommunen venter på 1 svar" if count == 1 else f"Almen: kommunen venter på {count} svar"


def _text(rows: list[Anmodningsrykker], today: dt.date) -> str:
    """The mail: case numbers and days only, since it is read outside our house. A request stands once."""
    asked = {row.anmodning_id: row.anmodning for row in rows}
    lines = [
        f"- sag {item.sag.nummer}: {_when(item, today)}"
        for item in sorted(asked.values(), key=lambda item: (item.frist or dt.date.max, item.pk))
    ]
    return "\n".join(
        [
            "Kommunen har anmodet om oplysninger og venter på svar:",
            "",
            *lines,
            "",
            "Læs anmodningen, og svar i Almen under Min boligorganisation.",
        ]
    )


def _when(anmodning: Anmodning, today: dt.date) -> str:
    if anmodning.frist is None:
        return "ingen fast frist"
    over = ", fristen er overskredet" if anmodning.frist < today else ""
    return f"svar senest {anmodning.frist:%d.%m.%Y}{over}"
