"""Annulling a case that was opened in error, and taking that back. Beside the route: see ADR 0008."""

from __future__ import annotations

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services.journal import locked_journal
from almen.sager.services.overblik import write_overblik

NO_RIGHT = "Kun sagsbehandlere og ledere kan annullere og genåbne sager."
NO_REASON = "Skriv en begrundelse."


def annul_sag(*, bruger: Bruger, sag: Sag, begrundelse: str) -> None:
    """Ends a case that was opened in error, before anything has been decided in it. The journal keeps it.

    Raises ValueError (Danish) if there is a decision, it is annulled already, or no reason is given; AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if not begrundelse.strip():
        raise ValueError(NO_REASON)
    with locked_journal(sag, bruger) as journal:
        sag.refresh_from_db(fields=["annulleret"])
        if sag.annulleret:
            raise ValueError(f"Sag {sag.nummer} er annulleret i forvejen.")
        if sag.beslutninger.exists():
            raise ValueError(
                f"Sag {sag.nummer} har en beslutning og kan ikke annulleres. Den afsluttes ad sin sagsgang."
            )
        sag.annulleret = timezone.localdate()
        sag.save(update_fields=["annulleret"])
        journal.append(
            "sag_annulleret",
            f"Sagen er annulleret: {begrundelse.strip()}",
            {"annulleret": sag.annulleret, "begrundelse": begrundelse.strip()},
        )
        write_overblik(load_forloeb(sag))


def reopen_sag(*, bruger: Bruger, sag: Sag, begrundelse: str) -> None:
    """Takes the annulment back; the case goes on where it was.

    Raises ValueError (Danish) if it is not annulled or no reason is given; AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if not begrundelse.strip():
        raise ValueError(NO_REASON)
    with locked_journal(sag, bruger) as journal:
        sag.refresh_from_db(fields=["annulleret"])
        if not sag.annulleret:
            raise ValueError(f"Sag {sag.nummer} er ikke annulleret.")
        sag.annulleret = None
        sag.save(update_fields=["annulleret"])
        journal.append(
            "sag_genaabnet",
            f"Sagen er genåbnet: {begrundelse.strip()}",
            {"begrundelse": begrundelse.strip()},
        )
        write_overblik(load_forloeb(sag))
