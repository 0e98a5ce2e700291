"""Mails about what happens with a submission or a request: that something is there, never what it says."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction

from almen.ansoegninger.models import Anmodning, Indsendelse

log = logging.getLogger("almen.ansoegninger")


def tell_sender(indsendelse: Indsendelse) -> None:
    """Tells whoever sent it, and the organisation's shared address, that it has been dealt with."""
    addresses = {indsendelse.indsendt_af.email, indsendelse.boligorganisation.kontakt_email}
    _mail(
        addresses,
        f"Almen: {indsendelse.nummer} er behandlet",
        f"Kommunen har behandlet {indsendelse.nummer}. Se den i Almen under Min boligorganisation.",
    )


def tell_officer(indsendelse: Indsendelse) -> None:
    """Tells whoever is responsible for the case that something has come in; for a new project nobody is yet."""
    ansvarlig = indsendelse.sag.ansvarlig if indsendelse.sag else None
    _mail(
        {ansvarlig.email if ansvarlig else ""},
        f"Almen: {indsendelse.nummer} er kommet ind",
        f"{indsendelse.nummer} er kommet ind i en sag, du er ansvarlig for. Se den i Almen under Indsendelser.",
    )


def tell_organisation(anmodning: Anmodning) -> None:
    """Tells the organisation's shared address that the municipality asks for something."""
    sag = anmodning.sag
    _mail(
        {sag.boligorganisation.kontakt_email if sag.boligorganisation else ""},
        f"Almen: kommunen anmoder om oplysninger i sag {sag.nummer}",
        f"Kommunen anmoder om oplysninger i sag {sag.nummer}. Svar i Almen under Min boligorganisation.",
    )


def _mail(addresses: set[str], subject: str, text: str) -> None:
    """Leaves when the act is done; that a mail fails undoes nothing, and stands in the log."""
    to = sorted(address for address in addresses if address)

    def send() -> None:
        try:
            send_mail(subject, text, None, to)
        except (SMTPException, OSError) as error:
            log.error("Besked til %s blev ikke sendt: %s", ", ".join(to), error)

    if to:
        transaction.on_commit(send)
