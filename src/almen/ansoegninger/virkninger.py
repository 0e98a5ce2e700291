"""The effect by which a step asks the case's boligorganisation for something through its own door."""

from __future__ import annotations

from almen.ansoegninger.services.anmodninger import request_by_beslutning, withdraw_of_beslutninger
from almen.organisationer.models import Bruger
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import REGISTER, Virkning

ANMOD = "anmod_boligorganisation"


def ask(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Makes the request that the case type words (`Sagstype.anmodning`). Raises ValueError where it words none."""
    words = REGISTER.sagstype(sag.sagstype).anmodning
    if words is None:
        raise ValueError(f"Sagstypen “{sag.sagstype}” har ingen tekst til virkningen “{ANMOD}”.")
    tekst, frist = words(sag)
    request_by_beslutning(
        bruger=bruger, sag=sag, nummer=beslutning.nummer, tekst=tekst, frist=frist, dato=beslutning.dato
    )


def take_back(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """Closes what was asked for: the step no longer stands as done."""
    withdraw_of_beslutninger(bruger=bruger, sag=sag)


def register() -> None:
    """Puts the effect in the engine's register; called once when Django starts."""
    if ANMOD not in REGISTER.virkninger:
        REGISTER.register_virkning(
            Virkning(ANMOD, "Anmodning sendes til boligorganisationen", ask, take_back)
        )
