"""Secret addresses of calendars: making, revoking and answering them; the only place that writes them.

A calendar program lies outside the house: it keeps copies, shows them on phones and locked screens, and shares
them. So a feed holds no confidential case at all. A number alone would still tell that there is one, and when it
is due; who needs that has the page *Kalender* behind sign-in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.overblik.models import Kalenderadresse
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.ui.kalender import gather, kilder_for, write_ical

MAX_ADDRESSES = 10
# What a feed reaches: a month back, so that what was just missed is seen, and a year and a half ahead.
DAYS_BACK, DAYS_AHEAD = 31, 550


@dataclass(frozen=True)
class Kalendersvar:
    """A feed's content, its fingerprint, and when it last changed."""

    indhold: bytes
    sha256: str
    aendret: dt.datetime


def hash_noegle(noegle: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(noegle.encode()).hexdigest()


@transaction.atomic
def create_kalenderadresse(
    *, bruger: Bruger, navn: str, kilder: Sequence[str], kun_egne: bool
) -> tuple[Kalenderadresse, str]:
    """A new address of the user's own; gives it and its secret, which is shown once. Raises UgyldigtInput."""
    adgang.require(bruger.is_authenticated and bruger.is_active, "Log ind for at få en kalenderadresse.")
    known = [item.id for item in kilder_for(bruger)]
    fejl = []
    if not 1 <= len(navn.strip()) <= 80:
        fejl.append(Fejl("navn", "skal være på 1 til 80 tegn"))
    if not kilder or any(item not in known for item in kilder):
        fejl.append(Fejl("kilder", f"skal være mindst én af {', '.join(known)}"))
    # The user's row is the queue, so that two at once do not both become the last one allowed.
    Bruger.objects.select_for_update().get(pk=bruger.pk)
    if Kalenderadresse.objects.filter(bruger=bruger, tilbagekaldt__isnull=True).count() >= MAX_ADDRESSES:
        fejl.append(Fejl("", f"Du har {MAX_ADDRESSES} kalenderadresser. Tilbagekald en, før du laver en ny"))
    if fejl:
        raise UgyldigtInput(fejl)
    noegle = secrets.token_urlsafe(32)
    adresse = Kalenderadresse.objects.create(
        bruger=bruger,
        navn=navn.strip(),
        kilder=sorted(set(kilder)),
        kun_egne=kun_egne,
        noegle_sha256=hash_noegle(noegle),
    )
    with system_journal(bruger) as journal:
        journal.append(
            "kalenderadresse_oprettet",
            f"Kalenderadresse lavet af {bruger.username}: {adresse.navn}",
            {"adresse": adresse.pk, "kilder": adresse.kilder, "kun_egne": kun_egne},
        )
    return adresse, noegle


@transaction.atomic
def revoke_kalenderadresse(*, bruger: Bruger, adresse: Kalenderadresse) -> None:
    """Ends an address at once: the owner's own, or anybody's for leder and administrator. Twice is as once."""
    adgang.require(
        adresse.bruger_id == bruger.pk or adgang.may_revoke_kalender(bruger),
        "Kun ejeren, ledere og administratorer kan tilbagekalde en kalenderadresse.",
    )
    held = Kalenderadresse.objects.select_for_update().get(pk=adresse.pk)
    if held.tilbagekaldt is not None:
        return
    held.tilbagekaldt, held.tilbagekaldt_af = timezone.now(), bruger
    held.save(update_fields=["tilbagekaldt", "tilbagekaldt_af"])
    with system_journal(bruger) as journal:
        journal.append(
            "kalenderadresse_tilbagekaldt",
            f"Kalenderadresse tilbagekaldt: {held.navn}",
            {"adresse": held.pk, "bruger": held.bruger_id},
        )


def find_kalenderadresse(noegle: str) -> Kalenderadresse | None:
    """The address with this secret; None if it is unknown or revoked, or its owner's account is closed."""
    return (
        Kalenderadresse.objects.select_related("bruger")
        .filter(noegle_sha256=hash_noegle(noegle), tilbagekaldt__isnull=True, bruger__is_active=True)
        .first()
    )


def answer_kalender(adresse: Kalenderadresse, absolut: Callable[[str], str]) -> Kalendersvar:
    """The feed as its owner may see it now. Notes the day of use, and when the content was seen to change."""
    today = timezone.localdate()
    events = gather(
        adresse.bruger,
        today - dt.timedelta(days=DAYS_BACK),
        today + dt.timedelta(days=DAYS_AHEAD),
        kilder=adresse.kilder,
        kun_egne=adresse.kun_egne,
    )
    content = write_ical(events, navn=adresse.navn, vaert=f"{settings.ALMEN_KOMMUNE}.almen", adresse=absolut)
    digest = hashlib.sha256(content).hexdigest()
    changes: dict[str, object] = {}
    if digest != adresse.indhold_sha256 or adresse.indhold_aendret is None:
        adresse.indhold_aendret = timezone.now().replace(microsecond=0)
        changes |= {"indhold_sha256": digest, "indhold_aendret": adresse.indhold_aendret}
    if adresse.sidst_brugt != today:
        changes["sidst_brugt"] = today
    if changes:
        Kalenderadresse.objects.filter(pk=adresse.pk).update(**changes)
    return Kalendersvar(content, digest, adresse.indhold_aendret)
