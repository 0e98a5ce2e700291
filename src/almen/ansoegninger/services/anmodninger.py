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
# The house's own: a decision is recorded within so many days, or it is the past that is being written down.
DAYS_AFTERWARDS = 30


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
    return _create(bruger, sag, tekst.strip(), frist)


def request_by_beslutning(
    *, bruger: Bruger, sag: Sag, nummer: int, tekst: str, frist: dt.date | None, dato: dt.date
) -> Anmodning | None:
    """The request that the case's decision `nummer` of the day `dato` makes; None where it makes none, which the journal tells.

    None is made where the boligorganisation cannot see the case, and where a decision long past is recorded afterwards, so that
    nobody is asked for what was due years ago. Call inside the decision's transaction.
    """
    today = timezone.localdate()
    passed = frist is not None and frist < today
    if sag.boligorganisation_id is None or sag.fortrolighed != Fortrolighed.AABEN:
        reason = "sagen er ikke åben for en boligorganisation"
    elif passed and dato < today - dt.timedelta(days=DAYS_AFTERWARDS):
        reason = "beslutningen er registreret efter fristen"
    else:
        return _create(bruger, sag, tekst.strip()[:MAX_TEKST], None if passed else frist, nummer)
    with locked_journal(sag, bruger) as journal:
        journal.append(
            "anmodning_udeladt", f"Der er ikke sendt en anmodning: {reason}.", {"beslutning": nummer}
        )
    return None


def withdraw_of_beslutninger(*, bruger: Bruger, sag: Sag) -> None:
    """Closes the case's open requests that decisions made: what made them no longer stands."""
    for anmodning in Anmodning.objects.filter(sag=sag, beslutning_nummer__isnull=False, lukket__isnull=True):
        _close(bruger, anmodning, "Anmodningen er lukket, fordi beslutningen ikke længere gælder")


def _create(
    bruger: Bruger, sag: Sag, tekst: str, frist: dt.date | None, nummer: int | None = None
) -> Anmodning:
    with locked_journal(sag, bruger) as journal:
        anmodning = Anmodning.objects.create(
            sag=sag, tekst=tekst, frist=frist, oprettet_af=bruger, beslutning_nummer=nummer
        )
        until = f" Svar senest {frist:%d.%m.%Y}." if frist else ""
        journal.append(
            "anmodning",
            f"Anmodning til {sag.boligorganisation}: {tekst}{until}"[:1000],
            {"anmodning": anmodning.pk, "frist": frist},
        )
    tell_organisation(anmodning)
    return anmodning


def close_anmodning(*, bruger: Bruger, anmodning: Anmodning) -> None:
    """Closes a request that no longer wants an answer; drafts of one are thrown away."""
    adgang.require(adgang.may_receive(bruger), NO_RIGHT)
    _close(bruger, anmodning, "Anmodningen er lukket uden svar")


def _close(bruger: Bruger, anmodning: Anmodning, words: str) -> None:
    with locked_journal(anmodning.sag, bruger) as journal:
        current = Anmodning.objects.get(pk=anmodning.pk)
        if current.lukket is not None:
            return
        current.lukket = timezone.now()
        current.save(update_fields=["lukket"])
        current.kladder.all().delete()
        journal.append(
            "anmodning_lukket",
            f"{words}: {current.tekst}"[:1000],
            {"anmodning": current.pk},
        )
